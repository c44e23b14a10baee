/** The pages on which a coach sees the pupils they guide. */
@NullMarked
package dev.consent.samples.tutoring.coach;

import org.jspecify.annotations.NullMarked;
