package dev.consent.jpa.erasure;

import dev.consent.jpa.derived.ErasedKeys;
import dev.consent.jpa.erasure.Copied.Told;
import dev.consent.jpa.mapping.ErasurePlan.Elements;
import dev.consent.jpa.mapping.ErasurePlan.Field;
import dev.consent.jpa.mapping.ErasurePlan.Keyed;
import dev.consent.jpa.mapping.ErasurePlan.Row;
import dev.consent.jpa.mapping.Replacement;
import jakarta.persistence.metamodel.EntityType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The keys of what leaves the database in one transaction and has been copied elsewhere. They are looked up while the
 * data is still there, and only where somebody has to be told of them.
 */
final class Leaving {

    /** Stands for everything in a row. */
    private static final String WHOLE = "";

    private final Copied copied;
    private final Statements statements;
    private final List<Part> parts = new ArrayList<>();

    Leaving(Copied copied, Statements statements) {
        this.copied = copied;
        this.statements = statements;
    }

    /**
     * What goes by one statement.
     *
     * @param attribute the path of the attribute, or {@link #WHOLE}
     * @param table where the keys are found as long as it is there
     * @param there the condition over keys that it is there
     * @param keys the keys of what was there
     * @param emptied keys of rows that stay without their values, filled as these go
     */
    private record Part(
            List<Told> told,
            String attribute,
            List<String> idAttributes,
            Keyed table,
            String there,
            Keys keys,
            Set<Object> emptied) {}

    /** Whether somebody has to be told of rows of this entity, so that their keys have to be known. */
    boolean touches(Row row) {
        return !statements.onlyCount() && !copied.rows(row.entity()).isEmpty();
    }

    /** The rows of an entity that are meant are about to go; what only the history knows of is not there any more. */
    void rows(Row row, Meant meant) {
        if (touches(row)) {
            String there = Statements.in(row.found().columns());
            add(
                    copied.rows(row.entity()),
                    WHOLE,
                    row.idAttributes(),
                    row.found(),
                    there,
                    statements.keys(row.found(), there, meant.all(row)),
                    meant.held());
        }
    }

    /** Values of an attribute are about to go from rows of a table that meet a condition. */
    void values(Field field, Replacement erasure, Keyed table, String condition, Keys values) {
        List<Told> told = told(field.entity(), field.attribute());
        if (!told.isEmpty()) {
            String left = " and " + erasure.leftIn(field.columns());
            add(
                    told,
                    field.attribute(),
                    field.idAttributes(),
                    table,
                    Statements.in(table.columns()) + left,
                    statements.keys(table, condition + left, values),
                    Set.of());
        }
    }

    /** Elements of a collection that meet a condition are about to go. */
    void elements(Elements elements, String condition, Keys values) {
        List<Told> told = told(elements.entity(), elements.attribute());
        if (!told.isEmpty()) {
            Keyed table = elements.keyed();
            add(
                    told,
                    elements.attribute(),
                    elements.idAttributes(),
                    table,
                    Statements.in(table.columns()),
                    statements.keys(table, condition, values),
                    Set.of());
        }
    }

    private List<Told> told(String entity, String attribute) {
        return statements.onlyCount() ? List.of() : copied.values(entity, attribute);
    }

    private void add(
            List<Told> told,
            String attribute,
            List<String> idAttributes,
            Keyed table,
            String there,
            Keys keys,
            Set<Object> emptied) {
        if (!keys.isEmpty()) {
            parts.add(new Part(told, attribute, idAttributes, table, there, keys, emptied));
        }
    }

    /** The keys of everything that was about to go, now that it has gone. */
    List<ErasedKeys> all() {
        return keys(Part::keys);
    }

    /** The keys of what has gone so far, where the transaction ends before all of it has. */
    List<ErasedKeys> soFar() {
        return keys(part -> {
            Keys left = statements.keys(part.table(), part.there(), part.keys());
            left.values().removeAll(part.emptied());
            return part.keys().without(left);
        });
    }

    private List<ErasedKeys> keys(Function<Part, Keys> gone) {
        Map<Told, Map<String, Set<String>>> byKey = new LinkedHashMap<>();
        for (Part part : parts) {
            Keys keys = gone.apply(part);
            for (Told told : part.told()) {
                EntityType<?> entity = Objects.requireNonNull(copied.keys().entity(told.entity()));
                Map<String, Set<String>> mine = byKey.computeIfAbsent(told, one -> new LinkedHashMap<>());
                keys.values()
                        .forEach(key -> mine.computeIfAbsent(text(entity, part, key), one -> new TreeSet<>())
                                .add(part.attribute()));
            }
        }
        List<ErasedKeys> erased = new ArrayList<>();
        byKey.forEach((told, keys) -> {
            Map<Set<String>, List<String>> alike = new LinkedHashMap<>();
            keys.forEach((key, attributes) -> alike.computeIfAbsent(
                            attributes.contains(WHOLE) ? Set.of() : attributes, one -> new ArrayList<>())
                    .add(key));
            alike.forEach((attributes, some) ->
                    erased.add(new ErasedKeys(told.data(), told.entity().getName(), attributes, some)));
        });
        return erased;
    }

    private String text(EntityType<?> entity, Part part, Object key) {
        return copied.keys().text(entity, part.idAttributes(), key);
    }
}
