/** The page on which parents decide what the organisation may do. */
@NullMarked
package dev.consent.samples.tutoring.choices;

import org.jspecify.annotations.NullMarked;
