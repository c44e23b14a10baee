/** Chains of records, each of which holds the hash of the one before, and whose ends are kept apart. */
@NullMarked
package dev.consent.jpa.chain;

import org.jspecify.annotations.NullMarked;
