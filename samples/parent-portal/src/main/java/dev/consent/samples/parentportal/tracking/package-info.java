/** What the pupil-tracking system of the schools delivers, stored for children with consent only. */
@NullMarked
package dev.consent.samples.parentportal.tracking;

import org.jspecify.annotations.NullMarked;
