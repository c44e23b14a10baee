/** Believable made-up data and a clock that can be moved, so that five days take one click. */
@NullMarked
package dev.consent.samples.tutoring.demo;

import org.jspecify.annotations.NullMarked;
