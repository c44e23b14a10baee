/** The people a family is made of, and the pages on which they see what there is. */
@NullMarked
package dev.consent.samples.parentportal.family;

import org.jspecify.annotations.NullMarked;
