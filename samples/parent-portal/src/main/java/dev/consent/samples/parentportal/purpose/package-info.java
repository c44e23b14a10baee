/** What the organisation uses personal data for, and who may see what is sensitive: one marker type each. */
@NullMarked
package dev.consent.samples.parentportal.purpose;

import org.jspecify.annotations.NullMarked;
