package dev.consent.samples.tutoring.purpose;

import dev.consent.LegalBasis;
import dev.consent.Purpose;

/** Talking with the pupil's mentor at school. */
@Purpose(code = "school-contact", title = "Contact with the mentor at school", basis = LegalBasis.CONSENT)
public interface SchoolContact {}
