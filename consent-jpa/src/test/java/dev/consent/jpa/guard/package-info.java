/** What becomes of the markers in a statement. */
@NullMarked
package dev.consent.jpa.guard;

import org.jspecify.annotations.NullMarked;
