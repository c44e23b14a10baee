/** The hours of guidance a pupil had. */
@NullMarked
package dev.consent.samples.tutoring.hours;

import org.jspecify.annotations.NullMarked;
