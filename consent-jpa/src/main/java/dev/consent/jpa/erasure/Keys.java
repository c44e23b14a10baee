package dev.consent.jpa.erasure;

import dev.consent.jpa.mapping.ErasurePlan.Keyed;
import dev.consent.jpa.mapping.SubjectEntity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.Session;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.type.BasicType;

/**
 * Keys of one kind: of rows of one entity, or of people. A key of several columns is the list of its parts.
 *
 * <p>They go to the database as Hibernate's own types write them, because a column of characters or bytes may hold what
 * is a UUID or an enum constant here.
 */
final class Keys {

    private final List<BasicType<?>> types;
    private final Set<Object> values = new LinkedHashSet<>();

    /** @param types how the parts of a key are read and written, in their order */
    Keys(List<BasicType<?>> types) {
        this.types = types;
    }

    /** No keys yet of the rows of a table. */
    static Keys of(Keyed table) {
        return new Keys(table.types());
    }

    /** The identifiers of people with these keys of the ledger. */
    static Keys of(SubjectEntity subject, Collection<String> people) {
        Keys keys = new Keys(List.of(subject.idType()));
        people.forEach(key -> keys.values.add(subject.id(key)));
        return keys;
    }

    /** Numbers that are keys of rows of consent's own. */
    static Keys numbered(Session session, Collection<Long> numbers) {
        Keys keys = new Keys(List.of(((SessionFactoryImplementor) session.getSessionFactory())
                .getTypeConfiguration()
                .getBasicTypeForJavaType(Long.class)));
        keys.values.addAll(numbers);
        return keys;
    }

    List<BasicType<?>> types() {
        return types;
    }

    Set<Object> values() {
        return values;
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    int size() {
        return values.size();
    }

    /** These in parts of a size. */
    List<Keys> parts(int size) {
        List<Keys> parts = new ArrayList<>();
        for (Object value : values) {
            if (parts.isEmpty() || parts.get(parts.size() - 1).size() == size) {
                parts.add(new Keys(types));
            }
            parts.get(parts.size() - 1).add(value);
        }
        return parts;
    }

    /** The one that was added last. */
    Object last() {
        return List.copyOf(values).get(values.size() - 1);
    }

    void add(Object key) {
        values.add(key);
    }

    void addAll(Keys more) {
        values.addAll(more.values);
    }

    void removeAll(Keys others) {
        values.removeAll(others.values);
    }

    /** These and others of the same kind. */
    Keys and(Keys others) {
        Keys all = new Keys(types);
        all.addAll(this);
        all.addAll(others);
        return all;
    }

    /** Those of these that are among the others too. */
    Keys among(Keys others) {
        Keys some = new Keys(types);
        values.stream().filter(others.values::contains).forEach(some.values::add);
        return some;
    }

    /** These without some. */
    Keys without(Keys others) {
        Keys some = new Keys(types);
        some.addAll(this);
        some.removeAll(others);
        return some;
    }
}
