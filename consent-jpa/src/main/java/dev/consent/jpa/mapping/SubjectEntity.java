package dev.consent.jpa.mapping;

import java.util.UUID;
import org.hibernate.mapping.RootClass;
import org.hibernate.type.BasicType;
import org.jspecify.annotations.Nullable;

/**
 * An entity whose rows are data subjects.
 *
 * @param type the stored name of the kind of person
 * @param entity the root of its hierarchy
 * @param table its table, or the union of several, ready for SQL
 * @param idColumn its identifier column, ready for SQL
 * @param idType how its identifier is read and written
 * @param birthDate the attribute with the date of birth, or {@code null} when age plays no part
 * @param country the attribute with the country a person lives in, or {@code null}
 */
public record SubjectEntity(
        String type,
        RootClass entity,
        String table,
        String idColumn,
        BasicType<?> idType,
        @Nullable String birthDate,
        @Nullable String country) {

    /** The Java type of its identifier. */
    public Class<?> keyType() {
        return idType.getReturnedClass();
    }

    /** The identifier whose text form is this key. */
    public Object id(String key) {
        Class<?> keyType = keyType();
        if (keyType == String.class) {
            return key;
        }
        if (keyType == UUID.class) {
            return UUID.fromString(key);
        }
        if (keyType == Long.class || keyType == long.class) {
            return Long.valueOf(key);
        }
        return keyType == Integer.class || keyType == int.class ? (Object) Integer.valueOf(key) : Short.valueOf(key);
    }
}
