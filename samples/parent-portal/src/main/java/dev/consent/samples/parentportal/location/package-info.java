/** Where children are: locations, their groups, and the people who work there. */
@NullMarked
package dev.consent.samples.parentportal.location;

import org.jspecify.annotations.NullMarked;
