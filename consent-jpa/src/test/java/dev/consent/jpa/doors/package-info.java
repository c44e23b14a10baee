/**
 * Every door through which hidden data could be read or lost, numbered, one test for each. What the tests find stands
 * in the page of guarantees.
 */
@NullMarked
package dev.consent.jpa.doors;

import org.jspecify.annotations.NullMarked;
