package dev.consent.jpa.mapping;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.hibernate.boot.Metadata;
import org.hibernate.envers.AuditJoinTable;
import org.hibernate.envers.AuditMappedBy;
import org.hibernate.envers.Audited;
import org.hibernate.envers.NotAudited;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/** Finds the history that Envers keeps of an entity or a collection, by the names Envers itself gives. */
public final class Histories {

    private final Metadata metadata;
    private final UnaryOperator<String> auditName;
    private final String revision;
    private final Map<String, PersistentClass> byTable = new HashMap<>();

    /**
     * @param auditName how Envers names the history of an entity, or of a table
     * @param revision how Envers names the part of a history's identifier that holds the revision
     */
    public Histories(Metadata metadata, UnaryOperator<String> auditName, String revision) {
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

    /** The history entity of a collection with a table of its own, or {@code null} when it is not audited. */
    public @Nullable PersistentClass of(Collection collection) {
        Class<?> owner = collection.getOwner().getMappedClass();
        String attribute = CollectionRoles.attribute(collection);
        AuditJoinTable named = Annotations.ofAttribute(owner, attribute, AuditJoinTable.class);
        // Envers names the entity by the table; the table itself goes through the application's naming strategy again.
        String name = named != null && !named.name().isEmpty()
                ? named.name()
                : auditName.apply(collection.getCollectionTable().getName());
        PersistentClass entity = metadata.getEntityBinding(name);
        return entity == null ? byTable.get(name) : entity;
    }

    /** The column that holds the revision. */
    Column revisionColumn(PersistentClass history) {
        return ((Component) history.getRootClass().getIdentifier())
                .getProperty(revision)
                .getColumns()
                .get(0);
    }

    /** Whether Envers keeps a history of the collection. */
    boolean audits(Collection collection) {
        Class<?> owner = collection.getOwner().getMappedClass();
        String attribute = CollectionRoles.attribute(collection);
        return of(collection.getOwner()) != null
                && Annotations.members(owner, attribute).stream().anyMatch(Histories::isAudited)
                && Annotations.ofAttribute(owner, attribute, NotAudited.class) == null
                && Annotations.ofAttribute(owner, attribute, AuditMappedBy.class) == null;
    }

    /** Whether Envers looks at a member: its class is audited, or it is itself. */
    private static boolean isAudited(AnnotatedElement member) {
        return member.isAnnotationPresent(Audited.class)
                || (member instanceof Member declared
                        && declared.getDeclaringClass().isAnnotationPresent(Audited.class));
    }
}
