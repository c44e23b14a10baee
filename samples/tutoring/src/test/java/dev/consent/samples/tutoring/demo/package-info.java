/** Tests of the package. */
@NullMarked
package dev.consent.samples.tutoring.demo;

import org.jspecify.annotations.NullMarked;
