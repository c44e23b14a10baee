/** A portal for families of a school and day-care organisation: the application itself. */
@NullMarked
package dev.consent.samples.parentportal;

import org.jspecify.annotations.NullMarked;
