package dev.consent.readme;

import dev.consent.LegalBasis;
import dev.consent.Purpose;

// region contract
@Purpose(code = "enrolment", title = "Teaching the pupil", basis = LegalBasis.CONTRACT)
public interface Enrolment {}
// endregion
