package dev.consent.jpa.mapping;

/**
 * What stands in the place of a hidden or erased value that cannot be null.
 *
 * @param value the value, as the application sees it
 * @param literal the same in SQL, as its column stores it
 */
public record Placeholder(Object value, String literal) {}
