package dev.consent.jpa.mapping;

import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.OneToMany;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.ToOne;
import org.jspecify.annotations.Nullable;

/** What a mapped collection is called in its owner, what it holds, and where attributes lead. */
public final class CollectionRoles {

    private CollectionRoles() {}

    /** The path of the attribute in the owner. */
    public static String attribute(Collection collection) {
        return collection.getRole().substring(collection.getOwnerEntityName().length() + 1);
    }

    /** The entity an attribute leads to, or {@code null} when it leads to none. */
    public static @Nullable PersistentClass target(Metadata metadata, Property property) {
        if (property.getValue() instanceof Collection collection) {
            return element(collection);
        }
        return property.getValue() instanceof ToOne toOne
                ? metadata.getEntityBinding(toOne.getReferencedEntityName())
                : null;
    }

    /** Whether the rows of its elements say to whom they belong, in a second table of theirs, if not in the first. */
    static boolean standsInItsElements(Collection collection) {
        PersistentClass element = element(collection);
        return collection.isOneToMany()
                || (collection.isInverse()
                        && element != null
                        && Parts.lineage(element).stream()
                                .flatMap(part -> part.getJoins().stream())
                                .anyMatch(join -> join.getTable() == collection.getCollectionTable()));
    }

    /** Whether it is the other side of a reference of its elements. */
    static boolean isOtherSide(Collection collection) {
        return collection.isInverse() && standsInItsElements(collection);
    }

    /** The entity of its elements, or {@code null} when it holds values. */
    public static @Nullable PersistentClass element(Collection collection) {
        if (collection.getElement() instanceof OneToMany oneToMany) {
            return oneToMany.getAssociatedClass();
        }
        return collection.getElement() instanceof ToOne toOne
                ? collection.getMetadata().getEntityBinding(toOne.getReferencedEntityName())
                : null;
    }
}
