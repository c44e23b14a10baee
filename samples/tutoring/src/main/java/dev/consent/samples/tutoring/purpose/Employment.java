package dev.consent.samples.tutoring.purpose;

import dev.consent.LegalBasis;
import dev.consent.Purpose;

/** Employing the people who guide the pupils. */
@Purpose(code = "employment", title = "Employing coaches", basis = LegalBasis.CONTRACT)
public interface Employment {}
