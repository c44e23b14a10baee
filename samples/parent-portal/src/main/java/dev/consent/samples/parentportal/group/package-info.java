/** The hard side and the soft side, seen from the soft one: rosters and basic data for those who work in a group. */
@NullMarked
package dev.consent.samples.parentportal.group;

import org.jspecify.annotations.NullMarked;
