/** Tests of the package. */
@NullMarked
package dev.consent.samples.tutoring.evaluation;

import org.jspecify.annotations.NullMarked;
