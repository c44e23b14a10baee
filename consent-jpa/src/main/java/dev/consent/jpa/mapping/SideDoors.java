package dev.consent.jpa.mapping;

import dev.consent.Erase;
import dev.consent.PersonalData;
import dev.consent.Retain;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.IndexedCollection;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.RootClass;
import org.hibernate.mapping.Selectable;
import org.hibernate.mapping.ToOne;
import org.hibernate.mapping.Value;
import org.jspecify.annotations.Nullable;

/**
 * Looks for mappings that would read protected data around its guard, or that promise a protection that nothing
 * provides. Each of them leaked or lost data in trials; what cannot be guarded is refused.
 */
final class SideDoors {

    private final Metadata metadata;
    private final java.util.Collection<PersistentClass> entities;
    private final Set<AnnotatedElement> read;
    private final MappingProblems problems;
    private final java.util.Collection<ProtectedRow> rows;
    private final OtherWays ways;
    private final Set<PersistentClass> guarded = new HashSet<>();
    private final Set<Collection> protectedCollections = new HashSet<>();

    /**
     * @param read the fields and getters whose annotations were taken into account
     */
    SideDoors(
            Metadata metadata,
            java.util.Collection<PersistentClass> entities,
            Set<AnnotatedElement> read,
            java.util.Collection<ProtectedRow> protectedRows,
            List<ProtectedAttribute> protectedAttributes,
            List<ProtectedCollection> collections,
            OtherWays ways,
            MappingProblems problems) {
        this.ways = ways;
        collections.forEach(guardedCollection -> protectedCollections.add(guardedCollection.collection()));
        this.metadata = metadata;
        this.entities = entities;
        this.read = read;
        this.problems = problems;
        this.rows = protectedRows;
        protectedAttributes.forEach(attribute -> guarded.add(attribute.owner()));
    }

    void check() {
        Set<Class<?>> holders = new LinkedHashSet<>();
        for (PersistentClass entity : entities) {
            checkEntity(entity);
            collectHolders(entity.getMappedClass(), holders);
            collectHolders(entity.getIdentifier(), holders);
            if (entity instanceof RootClass && entity.getIdentifier() instanceof Component identifier) {
                refuseAnnotatedParts(
                        entity,
                        entity.hasIdentifierProperty()
                                ? entity.getIdentifierProperty().getName()
                                : "id",
                        identifier,
                        "it is part of an identifier, which cannot be hidden",
                        "Keep the value in another attribute");
            }
            for (Property property : entity.getProperties()) {
                checkParts(entity, entity.getMappedClass(), property.getName(), property.getValue());
                collectHolders(property.getValue(), holders);
            }
        }
        for (Collection collection : metadata.getCollectionBindings()) {
            if (entities.contains(collection.getOwner())) {
                checkCollection(collection);
            }
        }
        holders.forEach(this::checkAllRead);
    }

    private void checkEntity(PersistentClass entity) {
        boolean isProtected = rows.stream().anyMatch(row -> row.touches(entity)) || guarded.contains(entity);
        if (isProtected && entity.getLoaderName() != null) {
            problems.add(
                    entity,
                    null,
                    "it is loaded by a query of the application's own, which carries no guard",
                    "Remove the custom loader");
        }
        if (isProtected && entity.getAuxiliaryTable() != null) {
            refuseVersions(entity, null);
        }
        if (entity.isConcreteProxy() && rows.stream().anyMatch(row -> row.touches(entity))) {
            problems.add(
                    entity,
                    null,
                    "whatever refers to it cannot be read while it is hidden, because the class of a reference is asked"
                            + " for at once",
                    "Remove @ConcreteProxy");
        }
    }

    /** The {@code @Audited} and {@code @Temporal} of Hibernate itself, not those of Envers. */
    private void refuseVersions(PersistentClass entity, @Nullable String attribute) {
        problems.add(
                entity,
                attribute,
                "Hibernate keeps earlier versions of it, which carry no guard and are not erased",
                "Remove Hibernate's own @Audited or @Temporal and audit it with Envers");
    }

    /** Parts of values that are not hidden part by part. */
    private void checkParts(PersistentClass entity, Class<?> holder, String path, Value value) {
        if (!(value instanceof Component component)) {
            refusePartsInOneColumn(entity, holder, path, value);
            return;
        }
        if (component.getAggregateColumn() != null) {
            refuseAnnotatedParts(entity, path, component, "its value is stored in one structured column", ORDINARY);
        } else if (component.isPolymorphic()) {
            refuseAnnotatedParts(entity, path, component, "its value may be of several classes", ORDINARY);
        } else {
            component
                    .getProperties()
                    .forEach(part -> checkParts(
                            entity, component.getComponentClass(), path + "." + part.getName(), part.getValue()));
        }
    }

    /** Elements of a protected collection are hidden as they are, with everything in them. */
    private void refusePartsInOneColumn(PersistentClass entity, Class<?> holder, String path, Value value) {
        boolean basic = value instanceof BasicValue
                || (value instanceof Collection collection
                        && collection.getElement() instanceof BasicValue
                        && !protectedCollections.contains(collection));
        String part = basic ? OneColumn.personalPart(holder, path.substring(path.lastIndexOf('.') + 1)) : null;
        if (part != null) {
            problems.add(
                    entity,
                    path + "." + part,
                    "it is personal, but its value is stored in one column together with others",
                    "Annotate " + path + " itself, and nothing within it, or map it as an ordinary embedded value");
        }
    }

    private void checkCollection(Collection collection) {
        String attribute = CollectionRoles.attribute(collection);
        PersistentClass owner = collection.getOwner();
        if (collection instanceof IndexedCollection indexed && indexed.getIndex() != null) {
            checkIndex(owner, attribute, indexed);
        }
        boolean hideable = protectedCollections.contains(collection)
                || rows.stream().anyMatch(row -> row.touches(owner))
                || (collection.getElement() instanceof ToOne toOne && ruled(toOne));
        if (hideable && collection.getAuxiliaryTable() != null) {
            refuseVersions(owner, attribute);
        }
        if (collection.getElement() instanceof Component element) {
            if (!protectedCollections.contains(collection)) {
                refuseAnnotatedParts(
                        owner,
                        attribute,
                        element,
                        "the values of a collection are hidden together or not at all",
                        "Annotate the collection with @PersonalData");
            }
            refuseReferences(owner, attribute, element);
        }
        if (collection.getElement() instanceof ToOne toOne && ruled(toOne) && !toOne.isReferenceToPrimaryKey()) {
            refuseUniqueKey(owner, attribute);
        }
    }

    private void refuseReferences(PersistentClass owner, String attribute, Component element) {
        for (Property part : element.getProperties()) {
            String name = attribute + "." + part.getName();
            if (part.getValue() instanceof ToOne toOne && ruled(toOne)) {
                problems.add(
                        owner,
                        name,
                        "a value in a collection refers to rows that may be hidden, and would lose the reference",
                        "Make the elements an entity");
            } else if (part.getValue() instanceof Component inner) {
                refuseReferences(owner, name, inner);
            }
        }
    }

    private static final String ORDINARY = "Map it as an ordinary embedded value";

    /** An embeddable that is hidden where it is embedded would not be hidden here. */
    private void refuseAnnotatedParts(
            PersistentClass owner, String attribute, Component element, String reason, String remedy) {
        for (Property part : element.getProperties()) {
            String name = attribute + "." + part.getName();
            if (Annotations.ofAttribute(declaring(element, part), part.getName(), PersonalData.class) != null) {
                problems.add(owner, name, "it is personal, but " + reason, remedy);
            }
            if (part.getValue() instanceof Component inner) {
                refuseAnnotatedParts(owner, name, inner, reason, remedy);
            }
        }
    }

    private static Class<?> declaring(Component component, Property part) {
        Class<?> embeddable = component.getComponentClass();
        try {
            return component.isPolymorphic()
                    ? Class.forName(component.getPropertyDeclaringClass(part), false, embeddable.getClassLoader())
                    : embeddable;
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void checkIndex(PersistentClass owner, String attribute, IndexedCollection indexed) {
        Value index = indexed.getIndex();
        if (index instanceof Component component) {
            refuseAnnotatedParts(
                    owner, attribute, component, "it is part of a key, which cannot be hidden", "Use another key");
        }
        if (index instanceof ToOne toOne && ruled(toOne)) {
            problems.add(
                    owner,
                    attribute,
                    "its keys are rows that may be hidden, and keys cannot be",
                    "Use the identifier as key, or make the entries an entity");
        }
        for (Selectable selectable : index.getSelectables()) {
            ProtectedAttribute hidden =
                    selectable instanceof Column column ? ways.hidden(index.getTable(), column) : null;
            if (hidden != null) {
                problems.add(
                        owner,
                        attribute,
                        "its keys are the protected attribute " + hidden.name() + ", and keys cannot be hidden",
                        "Use another key, such as the identifier");
            }
        }
    }

    private void refuseUniqueKey(PersistentClass owner, String attribute) {
        problems.add(
                owner,
                attribute,
                "it refers to rows that have to be erased by a unique key instead of the primary key",
                "Refer to the primary key");
    }

    private boolean ruled(ToOne toOne) {
        PersistentClass target = metadata.getEntityBinding(toOne.getReferencedEntityName());
        return target != null && rows.stream().anyMatch(row -> row.touches(target));
    }

    private void collectHolders(@Nullable Value value, Set<Class<?>> holders) {
        if (value instanceof Component component) {
            collectHolders(component.getComponentClass(), holders);
            component.getProperties().forEach(part -> collectHolders(part.getValue(), holders));
        } else if (value instanceof Collection collection) {
            collectHolders(collection.getElement(), holders);
            if (collection instanceof IndexedCollection indexed) {
                collectHolders(indexed.getIndex(), holders);
            }
        }
    }

    private static void collectHolders(@Nullable Class<?> type, Set<Class<?>> holders) {
        for (Class<?> here = type;
                here != null && here != Object.class && here != Record.class;
                here = here.getSuperclass()) {
            holders.add(here);
        }
    }

    /** An annotation that stands where nobody reads it promises a protection that is not there. */
    private void checkAllRead(Class<?> holder) {
        boolean embeddable = holder.isAnnotationPresent(jakarta.persistence.Embeddable.class);
        if (embeddable && holder.isAnnotationPresent(PersonalData.class)) {
            problems.add(
                    holder,
                    null,
                    "@PersonalData stands on an embeddable, where it protects nothing",
                    "Put it on the attributes that embed it, or on its own attributes");
        }
        List<AnnotatedElement> members = new ArrayList<>();
        members.addAll(List.of(holder.getDeclaredFields()));
        members.addAll(List.of(holder.getDeclaredMethods()));
        for (AnnotatedElement member : members) {
            if (!read.contains(member)
                    && (member.isAnnotationPresent(PersonalData.class)
                            || member.isAnnotationPresent(Erase.class)
                            || member.getAnnotationsByType(Retain.class).length > 0)) {
                String name = member instanceof Field field ? field.getName() : ((Method) member).getName();
                problems.add(
                        holder,
                        name,
                        (member.isAnnotationPresent(PersonalData.class)
                                        ? "@PersonalData stands where it protects nothing"
                                        : "@Erase or @Retain stands where it does nothing")
                                + ": this is no attribute that can be hidden",
                        "Put it on the field or getter of a mapped attribute; for a collection of embedded values, on"
                                + " the collection");
            }
        }
    }
}
