package dev.consent.samples.parentportal.purpose;

import dev.consent.LegalBasis;
import dev.consent.Purpose;

/** Knowing about allergies and medicines, with the explicit consent that Article 9 asks for. */
@Purpose(code = "medical-details", title = "Medical details", basis = LegalBasis.CONSENT)
public interface MedicalDetails {}
