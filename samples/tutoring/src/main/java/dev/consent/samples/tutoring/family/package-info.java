/** The pages for parents and pupils. */
@NullMarked
package dev.consent.samples.tutoring.family;

import org.jspecify.annotations.NullMarked;
