package dev.consent.samples.parentportal.purpose;

import dev.consent.Source;

/** The pupil-tracking system of the schools, from which observations come. */
@Source(
        code = "pupil-tracking",
        name = "Pupil-tracking system of the schools",
        contact = "privacy@pupil-tracking.example")
public interface PupilTracking {}
