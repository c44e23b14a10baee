package dev.consent.samples.parentportal.purpose;

import dev.consent.LegalBasis;
import dev.consent.Purpose;

/** Looking after the child and teaching it, for as long as the contract with the parents runs. */
@Purpose(code = "enrolment", title = "Care and education of the child", basis = LegalBasis.CONTRACT)
public interface Enrolment {}
