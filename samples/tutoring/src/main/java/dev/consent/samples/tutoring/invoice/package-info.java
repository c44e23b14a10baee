/** Invoices, which the law makes the organisation keep. */
@NullMarked
package dev.consent.samples.tutoring.invoice;

import org.jspecify.annotations.NullMarked;
