/** Documents about what is kept and what was decided: the record of processing, consent records and receipts. */
@NullMarked
package dev.consent.jpa.record;

import org.jspecify.annotations.NullMarked;
