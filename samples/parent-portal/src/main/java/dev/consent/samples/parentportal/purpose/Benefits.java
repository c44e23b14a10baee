package dev.consent.samples.parentportal.purpose;

import dev.consent.LegalBasis;
import dev.consent.Purpose;

/** Telling the tax authority which care was paid for. */
@Purpose(code = "benefits", title = "Administration of childcare benefits", basis = LegalBasis.LEGAL_OBLIGATION)
public interface Benefits {}
