/** The people: pupils, their parents, and the coaches who guide them. */
@NullMarked
package dev.consent.samples.tutoring.pupil;

import org.jspecify.annotations.NullMarked;
