package dev.consent.jpa.mapping;

import java.util.List;
import org.hibernate.mapping.RootClass;

/**
 * An entity whose rows are not there while their rule does not hold.
 *
 * @param entity the root of its hierarchy
 * @param subjectPath the attributes that lead to the data subject; empty for a subject itself or without a guard
 * @param rule the rule, for rows of the root table
 */
public record ProtectedRow(RootClass entity, List<String> subjectPath, RowRule rule) {

    public ProtectedRow {
        subjectPath = List.copyOf(subjectPath);
    }
}
