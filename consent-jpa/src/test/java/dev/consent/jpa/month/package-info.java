/** A month of a school in some seconds, and what happens when nodes are struck down in the middle of their work. */
@NullMarked
package dev.consent.jpa.month;

import org.jspecify.annotations.NullMarked;
