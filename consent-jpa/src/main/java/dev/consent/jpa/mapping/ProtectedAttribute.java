package dev.consent.jpa.mapping;

import java.util.List;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.PersistentClass;
import org.jspecify.annotations.Nullable;

/**
 * An attribute whose columns read as null, or as its placeholder, while its guard does not hold.
 *
 * @param owner the entity it belongs to
 * @param path its name, with the names of the embedded values around it in front
 * @param subjectPath the attributes that lead from its entity to the data subject
 * @param columns its columns in the live table
 * @param plain whether it is a basic attribute of the entity itself, which Hibernate renders by other rules
 * @param placeholder what it reads as and is erased to instead of null, or {@code null}
 * @param guard the condition, for rows of the table it is stored in
 */
public record ProtectedAttribute(
        PersistentClass owner,
        List<String> path,
        List<String> subjectPath,
        List<Column> columns,
        boolean plain,
        @Nullable Placeholder placeholder,
        Guard guard) {

    public ProtectedAttribute {
        path = List.copyOf(path);
        subjectPath = List.copyOf(subjectPath);
        columns = List.copyOf(columns);
    }

    /** Its path with dots. */
    public String name() {
        return String.join(".", path);
    }
}
