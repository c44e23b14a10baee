package dev.consent.jpa.mapping;

/**
 * What happens to a value at the end of terms that are counted from dates of its row.
 *
 * @param rule the terms
 * @param clears whether it is cleared, whatever strategy it has otherwise
 * @param left the condition that a column still holds a value to be erased, with {@code ?} for the column; empty where
 *     nothing is left but null or the placeholder
 */
public record ValueTerm(RetentionRule rule, boolean clears, String left) {}
