/** What the organisation uses personal data for, one marker type each. */
@NullMarked
package dev.consent.samples.tutoring.purpose;

import org.jspecify.annotations.NullMarked;
