/** Believable made-up data and a clock that can be moved, so that a birthday takes one click. */
@NullMarked
package dev.consent.samples.parentportal.demo;

import org.jspecify.annotations.NullMarked;
