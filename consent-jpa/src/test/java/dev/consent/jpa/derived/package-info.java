/** Copies outside the database go with what they were made of. */
@NullMarked
package dev.consent.jpa.derived;

import org.jspecify.annotations.NullMarked;
