package dev.consent.samples.parentportal.purpose;

import dev.consent.LegalBasis;
import dev.consent.Purpose;

/** Employing the people who work in the groups and in the service office. */
@Purpose(code = "employment", title = "Employing staff", basis = LegalBasis.CONTRACT)
public interface Employment {}
