package dev.consent.samples.tutoring.purpose;

import dev.consent.LegalBasis;
import dev.consent.Purpose;

/** Writing evaluations of a pupil's progress and mailing them to the parents. */
@Purpose(code = "progress-reports", title = "Progress reports to parents", basis = LegalBasis.CONSENT)
public interface ProgressReports {}
