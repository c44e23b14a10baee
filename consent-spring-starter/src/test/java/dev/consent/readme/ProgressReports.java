package dev.consent.readme;

import dev.consent.LegalBasis;
import dev.consent.Purpose;

// region purpose
@Purpose(code = "progress-reports", title = "Progress reports by e-mail", basis = LegalBasis.CONSENT)
public interface ProgressReports {}
// endregion
