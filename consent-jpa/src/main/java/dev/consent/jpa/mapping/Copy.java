package dev.consent.jpa.mapping;

import dev.consent.catalog.DeclaredDerivedData;
import org.jspecify.annotations.Nullable;

/**
 * Copies outside the database of the rows of an entity, or of one attribute of them.
 *
 * @param data where they are
 * @param entity the class of the entity
 * @param attribute the path of the attribute, or {@code null} when it is about whole rows
 */
public record Copy(
        DeclaredDerivedData data, Class<?> entity, @Nullable String attribute) {

    /** Whether an attribute, or what is in it or around it, is copied when the row is of this class or related to it. */
    public boolean holds(Class<?> type, String path) {
        return related(type)
                && (attribute == null
                        || attribute.equals(path)
                        || attribute.startsWith(path + ".")
                        || path.startsWith(attribute + "."));
    }

    /** Whether every row of this class, or what is at this path in it, is copied; {@code null} for the rows. */
    public boolean declaredOn(Class<?> type, @Nullable String path) {
        return entity.isAssignableFrom(type) && (path == null ? attribute == null : holds(type, path));
    }

    /** Whether rows of this class may be rows of the entity. */
    public boolean related(Class<?> type) {
        return entity.isAssignableFrom(type) || type.isAssignableFrom(entity);
    }

    /** The narrower one of the entity and a class that is related to it. */
    public Class<?> narrower(Class<?> type) {
        return entity.isAssignableFrom(type) ? type : entity;
    }
}
