/** The ledger of decisions, audited by Envers, and what a decision changes in one transaction. */
@NullMarked
package dev.consent.jpa.decision;

import org.jspecify.annotations.NullMarked;
