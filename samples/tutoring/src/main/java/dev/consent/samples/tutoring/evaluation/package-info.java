/** Evaluations of progress: writing, sending, opening, counting and exporting them. */
@NullMarked
package dev.consent.samples.tutoring.evaluation;

import org.jspecify.annotations.NullMarked;
