package dev.consent.spring.school;

import dev.consent.LegalBasis;
import dev.consent.Purpose;

@Purpose(code = "progress-reports", title = "Progress reports by e-mail", basis = LegalBasis.CONSENT)
public interface ProgressReports {}
