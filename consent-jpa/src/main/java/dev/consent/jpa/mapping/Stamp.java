package dev.consent.jpa.mapping;

import java.util.List;
import org.hibernate.mapping.RootClass;

/**
 * A copy of the data subject's mask in every row of a protected table, so that a guard is a test on the row in hand.
 *
 * @param entity the root of the hierarchy whose root table carries the copy
 * @param table the table, ready for SQL
 * @param column the column of the copy, ready for SQL
 * @param key the identifier column of the table, ready for SQL
 * @param subjectPath the attributes that lead from the entity to the data subject: none, or one
 * @param link how rows of the table reach the data subject; it has no hops
 */
public record Stamp(
        RootClass entity, String table, String column, List<String> key, List<String> subjectPath, SubjectLink link) {

    /** The name of the column in every stamped table. */
    public static final String COLUMN = "consent_mask";

    /**
     * The name of the attribute behind it, which no query can name. It comes behind what names mostly begin with, because
     * Hibernate keeps attributes in order: values without it are then those with it up to the last.
     */
    public static final String ATTRIBUTE = "~consentMask";

    public Stamp {
        key = List.copyOf(key);
        subjectPath = List.copyOf(subjectPath);
    }
}
