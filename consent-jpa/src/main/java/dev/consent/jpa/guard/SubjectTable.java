package dev.consent.jpa.guard;

/**
 * The table of data subjects and their masks, as the application's naming strategy named it. Names are ready for SQL.
 */
public record SubjectTable(String name, String type, String key, String mask) {}
