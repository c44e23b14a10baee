package dev.consent.jpa.mapping;

import dev.consent.Retain;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/**
 * A collection marked as personal data, whose elements are not there while its guard does not hold.
 *
 * @param collection the collection, stored in a table of its own
 * @param attribute its name
 * @param subjectPath the attributes that lead from its owner to the data subject
 * @param guard the condition, for rows of the collection's table
 * @param retained the terms that were declared for it
 * @param retention the term after which its elements go, counted from dates of its owner, or {@code null}
 */
public record ProtectedCollection(
        Collection collection,
        String attribute,
        List<String> subjectPath,
        Guard guard,
        List<Retain> retained,
        @Nullable RetentionRule retention) {

    public ProtectedCollection {
        subjectPath = List.copyOf(subjectPath);
        retained = List.copyOf(retained);
    }

    /** The table of the owner that holds the dates its terms are counted from. */
    public Table dates(SqlNames names) {
        PersistentClass owner = collection.getOwner();
        Table root = owner.getRootClass().getTable();
        if (retention == null || UnionTables.isUnion(owner)) {
            return root;
        }
        Set<String> known = new HashSet<>();
        root.getColumns().forEach(column -> known.add(names.of(column)));
        return known.containsAll(retention.columns()) ? root : owner.getTable();
    }
}
