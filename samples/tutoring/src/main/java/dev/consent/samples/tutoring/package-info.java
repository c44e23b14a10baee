/** Homework guidance for secondary-school pupils: the application itself. */
@NullMarked
package dev.consent.samples.tutoring;

import org.jspecify.annotations.NullMarked;
