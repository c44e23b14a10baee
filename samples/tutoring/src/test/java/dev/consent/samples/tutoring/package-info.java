/** The story of the sample, walked in a real browser, and what it does with bad input. */
@NullMarked
package dev.consent.samples.tutoring;

import org.jspecify.annotations.NullMarked;
