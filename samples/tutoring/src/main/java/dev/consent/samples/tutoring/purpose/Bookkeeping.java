package dev.consent.samples.tutoring.purpose;

import dev.consent.LegalBasis;
import dev.consent.Purpose;

/** Keeping invoices for the tax authority. */
@Purpose(code = "bookkeeping", title = "Invoices and bookkeeping", basis = LegalBasis.LEGAL_OBLIGATION)
public interface Bookkeeping {}
