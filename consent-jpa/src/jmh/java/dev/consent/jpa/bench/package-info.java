/**
 * Measures what protection costs: the same work on the same data with and without it, side by side in one process and one
 * database. {@link dev.consent.jpa.bench.Bench} runs it all.
 */
@NullMarked
package dev.consent.jpa.bench;

import org.jspecify.annotations.NullMarked;
