package dev.consent.jpa.export;

import dev.consent.catalog.DeclaredPurpose;
import dev.consent.jpa.mapping.Columns;
import dev.consent.jpa.mapping.ErasurePlan;
import dev.consent.jpa.mapping.ErasurePlan.Along;
import dev.consent.jpa.mapping.ErasurePlan.Dependent;
import dev.consent.jpa.mapping.ErasurePlan.ElementHistory;
import dev.consent.jpa.mapping.ErasurePlan.Elements;
import dev.consent.jpa.mapping.ErasurePlan.Field;
import dev.consent.jpa.mapping.ErasurePlan.History;
import dev.consent.jpa.mapping.ErasurePlan.Keyed;
import dev.consent.jpa.mapping.ErasurePlan.Readable;
import dev.consent.jpa.mapping.ErasurePlan.Row;
import dev.consent.jpa.mapping.Guard;
import dev.consent.jpa.mapping.SubjectLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the histories say something about a person: found in the tables in which an erasure finds it, so that what was
 * removed long ago is there too. Revisions that name somebody else are left out.
 */
final class PastSources {

    private final ErasurePlan plan;
    private final BiPredicate<String, String> belongsToOthers;
    private final List<Source> all;

    /**
     * @param belongsToOthers whether an attribute of an entity is about somebody else than its row
     * @param all takes what is found
     */
    PastSources(ErasurePlan plan, BiPredicate<String, String> belongsToOthers, List<Source> all) {
        this.plan = plan;
        this.belongsToOthers = belongsToOthers;
        this.all = all;
    }

    /**
     * How rows of an entity about the person are found.
     *
     * @param keys selects of their keys, those of rows that are gone included
     * @param link how the rows themselves say whom they are about, or {@code null} where they only go with others
     * @param former which revisions of other rows are about the person, because they went with something of theirs then
     */
    record Way(List<String> keys, @Nullable SubjectLink link, List<Former> former) {

        Way {
            keys = List.copyOf(keys);
            former = List.copyOf(former);
        }

        /** The condition under which a row has one of the keys. */
        String holds(Columns key) {
            return key.value("") + " in (" + String.join(" union ", keys) + ")";
        }
    }

    /** The condition for rows of a table of a history. */
    record Former(Keyed table, String condition) {}

    /** The way to rows that say themselves whom they are about. */
    static Way way(Row row, Guard guard) {
        SubjectLink link = guard.link();
        List<String> keys = new ArrayList<>();
        keys.add(select(row.found(), link.about(Source.PERSON)));
        History history = row.history();
        if (history != null) {
            keys.add(select(history.found(), link.ofHistory().about(Source.PERSON)));
        }
        return new Way(keys, link, List.of());
    }

    /** The way to rows that go with others. */
    Way way(Dependent dependent, Way others) {
        Row row = Objects.requireNonNull(plan.rows().get(dependent.entity()));
        List<String> keys = new ArrayList<>();
        for (Keyed reference : dependent.references()) {
            Columns key = row.keyIn(reference.table());
            keys.add(select(reference.in(reference.table(), key), others.holds(reference.columns()), key));
        }
        List<Former> former = new ArrayList<>();
        for (Keyed past : dependent.historyReferences()) {
            Columns key = keyOf(Objects.requireNonNull(row.history()), past.table());
            keys.add(gone(row, select(past, others.holds(past.columns()), key), key));
            former.add(new Former(past, others.holds(past.columns())));
        }
        addPast(row, dependent.pastLinks(), others, keys, former);
        return new Way(keys, null, former);
    }

    /** The way to rows that others take along. */
    Way way(Along along, Way others) {
        List<String> keys = new ArrayList<>();
        List<Former> former = new ArrayList<>();
        along.ways().forEach(way -> keys.add(select(way, others)));
        addPast(plan.rows().get(along.entity()), along.pastWays(), others, keys, former);
        return new Way(keys, null, former);
    }

    private static void addPast(
            Row row, List<ErasurePlan.PastWay> past, Way others, List<String> keys, List<Former> former) {
        History history = row.history();
        for (ErasurePlan.PastWay with : past) {
            keys.add(gone(row, select(with.way(), others), with.way().to().columns()));
            if (history != null) {
                former.add(new Former(history.found(), with.then(history.found(), others::holds)));
            }
        }
    }

    /** Only of rows that are not there any more: what went to somebody else is theirs. */
    private static String gone(Row row, String select, Columns key) {
        return select + " and not exists (select 1 from " + row.found().table() + " l where "
                + row.found().columns().same("l.", key, "k.") + ")";
    }

    private static String select(ErasurePlan.Way way, Way others) {
        return select(
                way.to(),
                others.holds(way.from().columns()) + " and "
                        + way.to().columns().present(""));
    }

    private static String select(Keyed table, String condition) {
        return select(table, condition, table.columns());
    }

    private static String select(Keyed table, String condition, Columns key) {
        return "select " + key.list("") + " from " + table.table() + " k where " + condition;
    }

    private static Columns keyOf(History history, String table) {
        return Stream.concat(history.tables().stream(), Stream.of(history.found()))
                .filter(keyed -> keyed.table().equals(table))
                .findFirst()
                .orElse(history.found())
                .columns();
    }

    /** Adds what the history says about rows, and about their collections of values. */
    void rows(Row row, List<DeclaredPurpose> purposes, Way way) {
        History history = row.history();
        if (history != null) {
            for (Keyed table : history.tables()) {
                List<String> columns = history.columns().getOrDefault(table.table(), List.of());
                add(row.entity(), row.idAttributes(), purposes, table, columns, revisions(history, table, way));
            }
        }
        for (ElementHistory elements : row.elementHistories()) {
            if (!belongsToOthers.test(elements.entity(), elements.attribute())) {
                elements(
                        elements.entity(),
                        elements.attribute(),
                        row.idAttributes(),
                        purposes,
                        elements.keyed(),
                        way.holds(elements.keyed().columns()) + notOfOthers(history, elements, way));
            }
        }
    }

    /** Each revision is told to the person it names, and one that names nobody to those the row is about. */
    private static String revisions(History history, Keyed table, Way way) {
        SubjectLink link = way.link();
        if (link == null) {
            StringBuilder condition = new StringBuilder("(" + way.holds(table.columns()));
            for (Former former : way.former()) {
                Columns key = keyOf(history, former.table().table());
                condition
                        .append(" or ")
                        .append(
                                former.table().table().equals(table.table())
                                        ? former.condition()
                                        : table.columns()
                                                        .and(history.revision())
                                                        .value("") + " in (select "
                                                + key.and(history.revision()).list("") + " from "
                                                + former.table().table() + " f where " + former.condition() + ")");
            }
            return condition.append(")").toString();
        }
        String condition = "(" + link.ofHistory().about(Source.PERSON) + " or (not ("
                + link.start().present("") + ") and "
                + way.holds(history.found().columns()) + "))";
        return history.saysWhom(table) ? condition : among(history, table.columns(), condition);
    }

    private static String among(History history, Columns key, String condition) {
        Columns found = history.found().columns().and(history.revision());
        return key.and(history.revision()).value("") + " in (select " + found.list("") + " from "
                + history.found().table() + " f where " + condition + ")";
    }

    /** Leaves out what a collection held while its row was about somebody else. */
    private static String notOfOthers(@Nullable History history, ElementHistory elements, Way way) {
        SubjectLink link = way.link();
        if (history == null || link == null) {
            return "";
        }
        return " and not ("
                + among(
                        history,
                        elements.keyed().columns(),
                        link.start().present("") + " and not ("
                                + link.ofHistory().about(Source.PERSON) + ")")
                + ")";
    }

    /** Adds earlier values of one attribute. */
    void field(Field field) {
        for (Keyed table : field.historyTables()) {
            add(
                    field.entity(),
                    field.idAttributes(),
                    field.guard().purposes(),
                    table,
                    field.columns(),
                    field.pastAbout(table, Source.PERSON));
        }
    }

    private void add(
            String entity,
            List<String> ids,
            List<DeclaredPurpose> purposes,
            Keyed table,
            List<String> columns,
            String condition) {
        List<Readable> known = plan.values().getOrDefault(entity, List.of());
        List<Readable> values = columns.stream()
                .flatMap(column -> known.stream().filter(value -> value.column().equals(column)))
                .filter(value -> !table.columns().names().contains(value.column())
                        && !belongsToOthers.test(entity, value.path()))
                .toList();
        if (!values.isEmpty()) {
            all.add(Source.before(simple(entity), null, purposes, key(table, ids), values, table.table(), condition));
        }
    }

    /** Adds what a collection held before. */
    void elements(Elements elements) {
        Keyed past = elements.past();
        if (past != null) {
            elements(
                    elements.entity(),
                    elements.attribute(),
                    elements.idAttributes(),
                    elements.guard().purposes(),
                    past,
                    elements.guard().link().ofHistory().about(Source.PERSON));
        }
    }

    private void elements(
            String entity,
            String attribute,
            List<String> ids,
            List<DeclaredPurpose> purposes,
            Keyed past,
            String condition) {
        List<Readable> values = plan.values().getOrDefault(ErasurePlan.role(entity, attribute), List.of());
        if (!values.isEmpty()) {
            all.add(Source.before(
                    simple(entity), attribute, purposes, key(past, ids), values, past.table(), condition));
        }
    }

    /** The columns of a key by the names of the attributes that hold it, unless it is the key of something else. */
    private static List<Readable> key(Keyed table, List<String> ids) {
        List<String> columns = table.columns().names();
        List<Readable> key = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String path = ids.size() == columns.size() ? ids.get(i) : columns.get(i);
            key.add(new Readable(
                    path, columns.get(i), columns.get(i), table.types().get(i)));
        }
        return key;
    }

    private static String simple(String entity) {
        return entity.substring(Math.max(entity.lastIndexOf('.'), entity.lastIndexOf('$')) + 1);
    }
}
