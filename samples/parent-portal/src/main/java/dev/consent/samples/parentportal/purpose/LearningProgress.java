package dev.consent.samples.parentportal.purpose;

import dev.consent.LegalBasis;
import dev.consent.Purpose;

/** Taking in what the pupil-tracking system of the schools says about the child. */
@Purpose(
        code = "learning-progress",
        title = "Progress from the pupil-tracking system",
        basis = LegalBasis.CONSENT,
        sources = PupilTracking.class)
public interface LearningProgress {}
