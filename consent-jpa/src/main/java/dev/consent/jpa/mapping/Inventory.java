package dev.consent.jpa.mapping;

import dev.consent.DataCategory;
import dev.consent.NotPersonal;
import dev.consent.PersonalData;
import dev.consent.Then;
import dev.consent.catalog.DataCatalog;
import dev.consent.catalog.DataCatalog.Classification;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.erasure.RetentionTerm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.ToOne;
import org.jspecify.annotations.Nullable;

/** Collects what is known about every entity and attribute on the way through the model. */
final class Inventory {

    private final Metadata metadata;
    private final Map<PersistentClass, ProtectedRow> rows;
    private final List<DataCatalog.Entry> entries = new ArrayList<>();

    Inventory(Metadata metadata, Map<PersistentClass, ProtectedRow> rows) {
        this.metadata = metadata;
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
        PersonalData row = Annotations.ofEntity(entity.getMappedClass(), PersonalData.class);
        boolean stays = row != null && row.then() != Then.DELETE;
        if (stays || SubjectPaths.isSubject(entity.getMappedClass())) {
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
        if (property == entity.getVersion() || Attribute.refers(property)) {
            return Classification.STRUCTURE;
        }
        ProtectedRow row = rule(entity);
        return row != null && row.rule().guard() != null ? Classification.PERSONAL : Classification.UNCLASSIFIED;
    }

    /** An entity, or an attribute that has no annotation of its own and is what its row is. */
    void add(PersistentClass entity, @Nullable Attribute attribute, Classification classification) {
        ProtectedRow row = rule(entity);
        Guard guard = row == null || classification != Classification.PERSONAL
                ? null
                : row.rule().guard();
        RetentionRule retention =
                row == null || attribute != null ? null : row.rule().retention();
        entry(
                entity,
                attribute,
                classification,
                guard,
                row == null || guard == null ? List.of() : row.subjectPath(),
                guard == null ? Set.of() : categories(entity),
                retention == null ? null : retention.longest());
    }

    /** An attribute with a rule of its own. */
    void add(
            PersistentClass entity,
            Attribute attribute,
            Guard guard,
            List<String> subjectPath,
            Set<DataCategory> categories,
            @Nullable RetentionTerm retention) {
        entry(
                entity,
                attribute,
                Classification.PERSONAL,
                guard,
                subjectPath,
                categories.isEmpty() ? categories(entity) : categories,
                retention);
    }

    /** An attribute, and where it is stored. */
    record Attribute(String path, List<Column> columns, boolean reference) {

        static Attribute of(List<String> path, Property property) {
            return new Attribute(
                    String.join(".", path),
                    property.getSelectables().stream()
                            .filter(Column.class::isInstance)
                            .map(Column.class::cast)
                            .toList(),
                    refers(property));
        }

        static boolean refers(Property property) {
            return property.getValue() instanceof ToOne
                    || (property.getValue() instanceof Collection collection
                            && (collection.isOneToMany() || collection.getElement() instanceof ToOne));
        }
    }

    static Set<DataCategory> categories(PersonalData personal) {
        return new TreeSet<>(List.of(personal.category()));
    }

    private static Set<DataCategory> categories(PersistentClass entity) {
        for (PersistentClass here = entity; here != null; here = here.getSuperclass()) {
            PersonalData row = Annotations.ofEntity(here.getMappedClass(), PersonalData.class);
            if (row != null) {
                return categories(row);
            }
        }
        return Set.of();
    }

    /** Whether a reference on the path may be empty. Links of several people are there or not. */
    private boolean optional(PersistentClass entity, List<String> subjectPath) {
        PersistentClass here = entity;
        for (String part : subjectPath) {
            Property property = Attributes.of(here, part);
            if (property.getValue() instanceof ToOne
                    && property.getColumns().stream().anyMatch(Column::isNullable)) {
                return true;
            }
            here = CollectionRoles.target(metadata, property);
            if (here == null) {
                return false;
            }
        }
        return false;
    }

    private void entry(
            PersistentClass entity,
            @Nullable Attribute attribute,
            Classification classification,
            @Nullable Guard guard,
            List<String> subjectPath,
            Set<DataCategory> categories,
            @Nullable RetentionTerm retention) {
        entries.add(new DataCatalog.Entry(
                entity.getMappedClass(),
                attribute == null ? null : attribute.path(),
                entity.getTable().getName(),
                attribute == null
                        ? List.of()
                        : attribute.columns().stream().map(Column::getName).toList(),
                classification,
                guard == null ? List.of() : guard.purposes(),
                guard == null ? List.of() : guard.audiences(),
                categories,
                guard == null ? null : guard.link().subjectType(),
                String.join(".", subjectPath),
                guard != null && optional(entity, subjectPath),
                attribute != null && attribute.reference(),
                retention,
                List.of())); // what is copied is read with what is erased, later
    }
}
