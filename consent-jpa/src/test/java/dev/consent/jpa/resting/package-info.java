/** Purposes that rest on others, and decisions that are refused. */
@NullMarked
package dev.consent.jpa.resting;

import org.jspecify.annotations.NullMarked;
