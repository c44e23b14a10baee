package dev.consent.readme;

import dev.consent.Audience;

// region audience
@Audience(title = "Service office")
public interface ServiceOffice {}
// endregion
