/** A table from an older system that nobody has classified yet, left so on purpose. */
@NullMarked
package dev.consent.samples.tutoring.legacy;

import org.jspecify.annotations.NullMarked;
