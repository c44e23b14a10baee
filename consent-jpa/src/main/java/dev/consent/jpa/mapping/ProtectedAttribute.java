package dev.consent.jpa.mapping;

import dev.consent.Retain;
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
 * @param retained the terms that were declared for it
 * @param terms what happens to it at the end of terms that are counted from dates, each to be over by itself
 * @param clears whether it is cleared when its last purpose has ended, whatever strategy it has
 */
public record ProtectedAttribute(
        PersistentClass owner,
        List<String> path,
        List<String> subjectPath,
        List<Column> columns,
        boolean plain,
        @Nullable Placeholder placeholder,
        Guard guard,
        List<Retain> retained,
        List<ValueTerm> terms,
        boolean clears) {

    public ProtectedAttribute {
        path = List.copyOf(path);
        subjectPath = List.copyOf(subjectPath);
        columns = List.copyOf(columns);
        retained = List.copyOf(retained);
        terms = List.copyOf(terms);
    }

    /** The terms from whose end it is hidden. */
    public List<ValueTerm> hiding() {
        return terms.stream().filter(term -> term.rule().hides()).toList();
    }

    /** The condition under which something is left to be erased at the end of a term, for columns ready for SQL. */
    public String left(ValueTerm term, List<String> names) {
        if (!term.left().isEmpty()) {
            return term.left().replace("?", names.get(0));
        }
        return placeholder == null
                ? "(" + String.join(" is not null or ", names) + " is not null)"
                : names.get(0) + " <> " + placeholder.literal();
    }

    /** The same with another guard. */
    ProtectedAttribute with(Guard other) {
        return new ProtectedAttribute(
                owner, path, subjectPath, columns, plain, placeholder, other, retained, terms, clears);
    }

    /** What the application reads while it is hidden. */
    public @Nullable Object mask() {
        return placeholder == null ? NullReading.of(columns.get(0).getValue()) : placeholder.value();
    }

    /** Its path with dots. */
    public String name() {
        return String.join(".", path);
    }
}
