package dev.consent.jpa.mapping;

import java.util.List;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.RootClass;

/**
 * An entity whose rows are not there while their rule does not hold.
 *
 * @param entity the entity, the root of a hierarchy or one of its subclasses
 * @param subjectPath the attributes that lead to the data subject; empty for a subject itself or without a guard
 * @param rule the rule, for rows of the root table of its hierarchy
 */
public record ProtectedRow(PersistentClass entity, List<String> subjectPath, RowRule rule) {

    public ProtectedRow {
        subjectPath = List.copyOf(subjectPath);
    }

    /** The root of the hierarchy. */
    public RootClass root() {
        return entity.getRootClass();
    }

    /** Whether the rule is for all rows of this entity. */
    public boolean covers(PersistentClass other) {
        return entity.getSubclassClosure().contains(other);
    }

    /** Whether the rule is for some rows of this entity. */
    public boolean touches(PersistentClass other) {
        return Parts.lineage(entity).contains(other);
    }
}
