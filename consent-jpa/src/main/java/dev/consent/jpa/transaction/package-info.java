/** Transactions of consent's own, which end whatever happens in them. */
@NullMarked
package dev.consent.jpa.transaction;

import org.jspecify.annotations.NullMarked;
