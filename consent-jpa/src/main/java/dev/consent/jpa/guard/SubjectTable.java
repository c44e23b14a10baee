package dev.consent.jpa.guard;

/**
 * The table of data subjects and their masks, as the application's naming strategy named it. Names are ready for SQL.
 *
 * @param text the type the database casts keys to
 */
public record SubjectTable(String name, String type, String key, String mask, String text) {

    /** An identifier as the table keeps it. */
    public String asKey(String identifier) {
        return "CAST(" + identifier + " AS " + text + ")";
    }
}
