package dev.consent.samples.tutoring.purpose;

import dev.consent.LegalBasis;
import dev.consent.Purpose;

/** Guiding the pupil with homework, for as long as the contract with the parents runs. */
@Purpose(code = "guidance", title = "Guiding the pupil", basis = LegalBasis.CONTRACT)
public interface Guidance {}
