package dev.consent.samples.parentportal.purpose;

import dev.consent.LegalBasis;
import dev.consent.Purpose;

/** Taking photos that parents of the same group can see. */
@Purpose(code = "group-photos", title = "Photos for parents of the same group", basis = LegalBasis.CONSENT)
public interface GroupPhotos {}
