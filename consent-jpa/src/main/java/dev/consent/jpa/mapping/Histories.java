package dev.consent.jpa.mapping;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.hibernate.boot.Metadata;
import org.hibernate.envers.AuditJoinTable;
import org.hibernate.envers.AuditMappedBy;
import org.hibernate.envers.NotAudited;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/** Finds the history that Envers keeps of an entity or a collection, by the names Envers itself gives. */
public final class Histories {

    private final Metadata metadata;
    private final UnaryOperator<String> auditName;
    private final Map<String, PersistentClass> byTable = new HashMap<>();

    /**
     * @param auditName how Envers names the history of an entity, or of a table
     */
    public Histories(Metadata metadata, UnaryOperator<String> auditName) {
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

    /** The history table of one of the tables of an entity, or {@code null} when it has none. */
    @Nullable
    Table of(PersistentClass entity, Table table) {
        PersistentClass history = of(entity);
        if (history == null) {
            return null;
        }
        return table == entity.getTable() ? history.getTable() : null;
    }

    /** The history entity of a collection with a table of its own, or {@code null} when it is not audited. */
    public @Nullable PersistentClass of(Collection collection) {
        Class<?> owner = collection.getOwner().getMappedClass();
        String attribute =
                collection.getRole().substring(collection.getOwnerEntityName().length() + 1);
        AuditJoinTable named = Annotations.ofAttribute(owner, attribute, AuditJoinTable.class);
        String table = named != null && !named.name().isEmpty()
                ? named.name()
                : auditName.apply(collection.getCollectionTable().getName());
        return byTable.get(table);
    }

    /** Whether Envers keeps a history of the collection. */
    boolean audits(Collection collection) {
        Class<?> owner = collection.getOwner().getMappedClass();
        String attribute =
                collection.getRole().substring(collection.getOwnerEntityName().length() + 1);
        return of(collection.getOwner()) != null
                && Annotations.ofAttribute(owner, attribute, NotAudited.class) == null
                && Annotations.ofAttribute(owner, attribute, AuditMappedBy.class) == null;
    }
}
