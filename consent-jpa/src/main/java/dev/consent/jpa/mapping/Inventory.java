package dev.consent.jpa.mapping;

import dev.consent.NotPersonal;
import dev.consent.catalog.DataCatalog;
import dev.consent.catalog.DataCatalog.Classification;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.erasure.RetentionTerm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.ToOne;
import org.jspecify.annotations.Nullable;

/** Collects what is known about every entity and attribute on the way through the model. */
final class Inventory {

    private final Map<PersistentClass, ProtectedRow> rows;
    private final List<DataCatalog.Entry> entries = new ArrayList<>();

    Inventory(Map<PersistentClass, ProtectedRow> rows) {
        this.rows = rows;
    }

    DataCatalog catalog(List<DeclaredPurpose> purposes) {
        entries.sort(
                Comparator.comparing((DataCatalog.Entry entry) -> entry.entity().getSimpleName())
                        .thenComparing(entry -> entry.attribute() == null ? "" : entry.attribute()));
        return new DataCatalog(purposes, entries);
    }

    /** The rule of the entity or, when it has none of its own, of the nearest it inherits from. */
    private @Nullable ProtectedRow rule(PersistentClass entity) {
        PersistentClass here = entity;
        while (here.getSuperclass() != null && !rows.containsKey(here)) {
            here = here.getSuperclass();
        }
        return rows.get(here);
    }

    Classification classify(PersistentClass entity) {
        if (rule(entity) != null) {
            return Classification.PERSONAL;
        }
        if (SubjectPaths.isSubject(entity.getMappedClass())) {
            return Classification.STRUCTURE;
        }
        return Annotations.ofEntity(entity.getMappedClass(), NotPersonal.class) != null
                ? Classification.NOT_PERSONAL
                : Classification.UNCLASSIFIED;
    }

    Classification classify(PersistentClass entity, Property property, boolean looked) {
        if (looked || classify(entity) == Classification.NOT_PERSONAL) {
            return Classification.NOT_PERSONAL;
        }
        if (property == entity.getVersion()
                || property.getValue() instanceof ToOne
                || (property.getValue() instanceof Collection collection
                        && (collection.isOneToMany() || collection.getElement() instanceof ToOne))) {
            return Classification.STRUCTURE;
        }
        ProtectedRow row = rule(entity);
        return row != null && row.rule().guard() != null ? Classification.PERSONAL : Classification.UNCLASSIFIED;
    }

    void add(PersistentClass entity, @Nullable String attribute, List<Column> columns, Classification classification) {
        ProtectedRow row = rule(entity);
        Guard guard = row == null || classification != Classification.PERSONAL
                ? null
                : row.rule().guard();
        RetentionRule retention =
                row == null || attribute != null ? null : row.rule().retention();
        entry(entity, attribute, columns, classification, guard, retention == null ? null : retention.term());
    }

    void add(PersistentClass entity, String attribute, List<Column> columns, Guard guard) {
        entry(entity, attribute, columns, Classification.PERSONAL, guard, null);
    }

    private void entry(
            PersistentClass entity,
            @Nullable String attribute,
            List<Column> columns,
            Classification classification,
            @Nullable Guard guard,
            @Nullable RetentionTerm retention) {
        entries.add(new DataCatalog.Entry(
                entity.getMappedClass(),
                attribute,
                entity.getTable().getName(),
                columns.stream().map(Column::getName).toList(),
                classification,
                guard == null ? List.of() : guard.purposes(),
                guard == null ? List.of() : guard.audiences(),
                guard == null ? null : guard.link().subjectType(),
                retention));
    }
}
