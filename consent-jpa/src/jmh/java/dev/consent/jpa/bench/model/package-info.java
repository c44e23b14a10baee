/** One table of evaluations, mapped as it is, with consent, and with what people write by hand instead. */
@NullMarked
package dev.consent.jpa.bench.model;

import org.jspecify.annotations.NullMarked;
