package dev.consent.samples.parentportal.purpose;

import dev.consent.Audience;

/** Those who see the hard side: medical, financial and benefits data. */
@Audience(title = "Service office")
public interface ServiceOffice {}
