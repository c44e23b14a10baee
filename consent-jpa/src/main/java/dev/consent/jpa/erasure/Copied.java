package dev.consent.jpa.erasure;

import dev.consent.jpa.mapping.Copy;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Of which data there are copies outside the database, and who has to be told when it goes. */
final class Copied {

    private final List<Copy> copies;
    private final RowKeys keys;
    private final Map<String, List<Told>> known = new ConcurrentHashMap<>();

    Copied(List<Copy> copies, RowKeys keys) {
        this.copies = copies;
        this.keys = keys;
    }

    /**
     * Who is told.
     *
     * @param data the code of the derived data
     * @param entity the class of the entity that rows are said to be of
     */
    record Told(String data, Class<?> entity) {}

    /** The codes of all derived data. */
    Set<String> data() {
        return copies.stream().map(copy -> copy.data().code()).collect(Collectors.toSet());
    }

    boolean isEmpty() {
        return copies.isEmpty();
    }

    RowKeys keys() {
        return keys;
    }

    /** Who is told of rows of an entity that go with everything in them. */
    List<Told> rows(String entity) {
        return copies.isEmpty()
                ? List.of()
                : known.computeIfAbsent(entity, name -> {
                    Class<?> type = Objects.requireNonNull(keys.type(entity));
                    return copies.stream()
                            .filter(copy -> copy.related(type))
                            .map(copy -> new Told(copy.data().code(), copy.narrower(type)))
                            .distinct()
                            .toList();
                });
    }

    /** Who is told of values of an attribute that go. */
    List<Told> values(String entity, String attribute) {
        return copies.isEmpty()
                ? List.of()
                : known.computeIfAbsent(entity + " " + attribute, name -> {
                    Class<?> type = Objects.requireNonNull(keys.type(entity));
                    return copies.stream()
                            .filter(copy -> copy.holds(type, attribute))
                            .map(copy -> new Told(copy.data().code(), copy.narrower(type)))
                            .distinct()
                            .toList();
                });
    }
}
