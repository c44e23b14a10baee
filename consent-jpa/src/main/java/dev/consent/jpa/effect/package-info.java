/** What follows from a decision: messages in its transaction, forgotten answers and events after its commit. */
@NullMarked
package dev.consent.jpa.effect;

import org.jspecify.annotations.NullMarked;
