package dev.consent.samples.parentportal.purpose;

import dev.consent.LegalBasis;
import dev.consent.Purpose;

/** Keeping grades where parents and the group can see them. */
@Purpose(code = "grades", title = "Grades and results", basis = LegalBasis.CONSENT, renewWithin = "P7D")
public interface Grades {}
