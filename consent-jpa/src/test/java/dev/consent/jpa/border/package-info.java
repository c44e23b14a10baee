/** Asking first, taking in what others deliver, and telling others what happened. */
@NullMarked
package dev.consent.jpa.border;

import org.jspecify.annotations.NullMarked;
