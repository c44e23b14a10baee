/** The story of the sample, walked in a real browser, and what it does with bad input. */
@NullMarked
package dev.consent.samples.parentportal;

import org.jspecify.annotations.NullMarked;
