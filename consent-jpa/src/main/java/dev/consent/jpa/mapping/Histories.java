package dev.consent.jpa.mapping;

import dev.consent.jpa.mapping.ErasurePlan.Moments;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.hibernate.boot.Metadata;
import org.hibernate.envers.AuditJoinTable;
import org.hibernate.envers.AuditMappedBy;
import org.hibernate.envers.AuditOverride;
import org.hibernate.envers.Audited;
import org.hibernate.envers.NotAudited;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.OneToMany;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.ToOne;
import org.hibernate.mapping.Value;
import org.jspecify.annotations.Nullable;

/** Finds the history that Envers keeps of an entity or a collection, by the names Envers itself gives. */
public final class Histories {

    private final Metadata metadata;
    private final UnaryOperator<String> auditName;
    private final String revision;
    private final String kind;
    private final boolean tellsOfElements;
    private final Map<String, PersistentClass> byTable = new HashMap<>();

    /**
     * @param auditName how Envers names the history of an entity, or of a table
     * @param revision how Envers names the part of a history's identifier that holds the revision
     * @param kind how Envers names the attribute of a history that holds the kind of change
     * @param tellsOfElements whether Envers writes which rows were in a collection that stands in these rows
     */
    public Histories(
            Metadata metadata, UnaryOperator<String> auditName, String revision, String kind, boolean tellsOfElements) {
        this.tellsOfElements = tellsOfElements;
        this.kind = kind;
        this.revision = revision;
        this.metadata = metadata;
        this.auditName = auditName;
        metadata.getEntityBindings().forEach(entity -> {
            if (entity.getClassName() == null) {
                byTable.putIfAbsent(entity.getTable().getName(), entity);
            }
        });
    }

    /** The history entity of an entity, or {@code null} when it is not audited. */
    public @Nullable PersistentClass of(PersistentClass entity) {
        return metadata.getEntityBinding(auditName.apply(entity.getEntityName()));
    }

    /** Whether an entity is the history of another one, or of a collection. */
    boolean isHistory(PersistentClass entity) {
        return metadata.getEntityBindings().stream()
                        .anyMatch(audited -> audited.getClassName() != null && of(audited) == entity)
                || metadata.getCollectionBindings().stream()
                        .anyMatch(
                                collection -> collection.getOwner().getClassName() != null && of(collection) == entity);
    }

    /** The history table of one of the tables of an entity or its superclasses, or {@code null} when it has none. */
    @Nullable
    Table of(PersistentClass entity, Table table) {
        for (PersistentClass part = entity; part != null; part = part.getSuperclass()) {
            if (table == part.getTable()) {
                PersistentClass history = of(part);
                return history == null ? null : history.getTable();
            }
        }
        return null;
    }

    /**
     * The history entity of a collection whose links are not those of another attribute, or {@code null} when it is not
     * audited.
     */
    public @Nullable PersistentClass of(Collection collection) {
        if (CollectionRoles.isOtherSide(collection)) {
            return null;
        }
        return names(collection).stream()
                .map(this::named)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The same, if the links of the collection are written there. */
    @Nullable
    PersistentClass ofLinks(Collection collection) {
        return collection.isOneToMany() && !tellsOfElements ? null : of(collection);
    }

    private @Nullable PersistentClass named(String name) {
        PersistentClass entity = metadata.getEntityBinding(name);
        return entity == null ? byTable.get(name) : entity;
    }

    /** Envers names the entity by the table; the table itself goes through the application's naming strategy again. */
    private List<String> names(Collection collection) {
        List<Step> path = path(collection);
        Step last = path.get(path.size() - 1);
        List<String> names = new ArrayList<>();
        overrides(path)
                .filter(override -> override.name().equals(last.name()))
                .forEach(override -> names.add(override.auditJoinTable().name()));
        AuditJoinTable declared = Annotations.ofAttribute(last.holder(), last.name(), AuditJoinTable.class);
        if (declared != null) {
            names.add(declared.name());
        }
        names.removeIf(String::isEmpty);
        if (names.isEmpty()) {
            names.add(auditName.apply(
                    collection.getElement() instanceof OneToMany links
                            ? unqualified(collection.getOwnerEntityName())
                                    + "_"
                                    + unqualified(links.getReferencedEntityName())
                            : collection.getCollectionTable().getName()));
        }
        return names;
    }

    private static String unqualified(String entity) {
        return entity.substring(entity.lastIndexOf('.') + 1);
    }

    /** One attribute on the way to a collection, and the class that has it. */
    private record Step(Class<?> holder, String name) {}

    /** From the owner through embedded values to the collection. */
    private static List<Step> path(Collection collection) {
        List<Step> path = new ArrayList<>();
        Class<?> holder = collection.getOwner().getMappedClass();
        @Nullable Value value = null;
        for (String name : CollectionRoles.attribute(collection).split("\\.")) {
            Property property = value instanceof Component component
                    ? component.getProperty(name)
                    : collection.getOwner().getProperty(name);
            path.add(new Step(holder, name));
            value = property.getValue();
            holder = value instanceof Component component ? component.getComponentClass() : holder;
        }
        return path;
    }

    /** What is said of an attribute from outside: by the entity that inherits it, and by what embeds it. */
    private static Stream<AuditOverride> overrides(List<Step> path) {
        List<AuditOverride> overrides = new ArrayList<>();
        path.subList(0, path.size() - 1)
                .forEach(step ->
                        overrides.addAll(Annotations.allOfAttribute(step.holder(), step.name(), AuditOverride.class)));
        for (Class<?> type = path.get(0).holder(); type != null; type = type.getSuperclass()) {
            overrides.addAll(List.of(type.getDeclaredAnnotationsByType(AuditOverride.class)));
        }
        return overrides.stream();
    }

    /** The column that holds the revision. */
    Column revisionColumn(PersistentClass history) {
        return ((Component) history.getRootClass().getIdentifier())
                .getProperty(revision)
                .getColumns()
                .get(0);
    }

    /** What in a history says when and of which kind a change was. */
    Moments moments(PersistentClass history, SqlNames names) {
        PersistentClass root = history.getRootClass();
        String key = root.getIdentifierProperty().getName() + ".";
        Component identifier = (Component) root.getIdentifier();
        boolean beside = root.hasProperty(kind); // with embedded values, it is part of the key
        return new Moments(
                names.of(revisionColumn(history)),
                names.of((beside ? root.getProperty(kind) : identifier.getProperty(kind))
                        .getColumns()
                        .get(0)),
                revisionPath(history),
                beside ? kind : key + kind);
    }

    /** The path from a row of history to the identifier of its revision. */
    String revisionPath(PersistentClass history) {
        Value reference = ((Component) history.getRootClass().getIdentifier())
                .getProperty(revision)
                .getValue();
        String path = history.getRootClass().getIdentifierProperty().getName() + "." + revision;
        return reference instanceof ToOne toOne
                ? path + "."
                        + metadata.getEntityBinding(toOne.getReferencedEntityName())
                                .getIdentifierProperty()
                                .getName()
                : path;
    }

    /** Whether Envers keeps a history of the collection, and nobody knows where. */
    boolean isLost(Collection collection) {
        return of(collection) == null && (audits(collection) || mayBeUnknown(collection));
    }

    private boolean audits(Collection collection) {
        List<Step> path = path(collection);
        Step first = path.get(0);
        return of(collection.getOwner()) != null
                && !CollectionRoles.isOtherSide(collection)
                && Annotations.members(first.holder(), first.name()).stream().anyMatch(Histories::isAudited)
                && path.stream()
                        .noneMatch(step -> Annotations.ofAttribute(step.holder(), step.name(), NotAudited.class) != null
                                || Annotations.ofAttribute(step.holder(), step.name(), AuditMappedBy.class) != null);
    }

    /** Whether there is a history that belongs to nothing else, with the columns of this collection. */
    private boolean mayBeUnknown(Collection collection) {
        if (CollectionRoles.isOtherSide(collection)) {
            return false;
        }
        List<String> wanted =
                collection.getKey().getColumns().stream().map(Column::getName).toList();
        return metadata.getEntityBindings().stream()
                .filter(entity -> entity.getClassName() == null
                        && entity.getIdentifier() instanceof Component key
                        && key.hasProperty(revision)
                        && !isHistory(entity))
                .anyMatch(entity -> entity.getTable().getColumns().stream()
                        .map(Column::getName)
                        .toList()
                        .containsAll(wanted));
    }

    /** Whether Envers looks at a member: its class is audited, or it is itself. */
    private static boolean isAudited(AnnotatedElement member) {
        return member.isAnnotationPresent(Audited.class)
                || (member instanceof Member declared
                        && declared.getDeclaringClass().isAnnotationPresent(Audited.class));
    }
}
