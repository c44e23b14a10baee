/** The page on which families decide what the organisation may do. */
@NullMarked
package dev.consent.samples.parentportal.choices;

import org.jspecify.annotations.NullMarked;
