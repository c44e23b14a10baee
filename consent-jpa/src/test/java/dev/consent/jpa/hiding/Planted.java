package dev.consent.jpa.hiding;

/** The identifiers of what was planted about one pupil. */
record Planted(Long pupil, Long evaluation, Long agenda) {}
