/** The questions auditors ask, answered page by page from the ledger and the other evidence. */
@NullMarked
package dev.consent.jpa.audit;

import org.jspecify.annotations.NullMarked;
