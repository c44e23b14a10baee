/** Tests of the package. */
@NullMarked
package dev.consent.samples.parentportal.demo;

import org.jspecify.annotations.NullMarked;
