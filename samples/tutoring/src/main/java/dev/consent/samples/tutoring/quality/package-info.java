/** The pages of the quality manager: what is kept, what is due, what is gone, and who left. */
@NullMarked
package dev.consent.samples.tutoring.quality;

import org.jspecify.annotations.NullMarked;
