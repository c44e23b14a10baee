package dev.consent.jpa.model;

import dev.consent.LegalBasis;
import dev.consent.Purpose;

/** The purposes of the small school. */
public interface Purposes {

    @Purpose(code = "reports", title = "Progress reports", basis = LegalBasis.CONSENT)
    interface Reports {}

    @Purpose(code = "contact", title = "Contact by mail and telephone", basis = LegalBasis.CONSENT)
    interface Contact {}

    @Purpose(code = "enrolment", title = "Enrolment", basis = LegalBasis.CONTRACT)
    interface Enrolment {}

    @Purpose(code = "bookkeeping", title = "Bookkeeping", basis = LegalBasis.LEGAL_OBLIGATION)
    interface Bookkeeping {}
}
