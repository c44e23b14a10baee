/** What is tried again until it succeeds: the columns and the arithmetic that such rows have in common. */
@NullMarked
package dev.consent.jpa.retry;

import org.jspecify.annotations.NullMarked;
