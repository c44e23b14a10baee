package dev.consent.jpa.bench.model;

import dev.consent.LegalBasis;
import dev.consent.Purpose;

/** The three purposes of the five protected columns. */
public interface Purposes {

    @Purpose(code = "reports", title = "Progress reports", basis = LegalBasis.CONSENT)
    interface Reports {}

    @Purpose(code = "contact", title = "Contact by mail and telephone", basis = LegalBasis.CONSENT)
    interface Contact {}

    @Purpose(code = "care", title = "Extra care", basis = LegalBasis.CONSENT)
    interface Care {}
}
