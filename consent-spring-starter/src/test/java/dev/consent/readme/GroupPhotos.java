package dev.consent.readme;

import dev.consent.LegalBasis;
import dev.consent.Purpose;

@Purpose(code = "group-photos", title = "Photos for the parents of the group", basis = LegalBasis.CONSENT)
public interface GroupPhotos {}
