package dev.consent.jpa.erasure;

import dev.consent.jpa.guard.Seal;
import dev.consent.jpa.mapping.Columns;
import dev.consent.jpa.mapping.ErasurePlan;
import dev.consent.jpa.mapping.ErasurePlan.Along;
import dev.consent.jpa.mapping.ErasurePlan.Dependent;
import dev.consent.jpa.mapping.ErasurePlan.Keyed;
import dev.consent.jpa.mapping.ErasurePlan.Row;
import dev.consent.jpa.mapping.Guard;
import dev.consent.jpa.mapping.SubjectEntity;
import dev.consent.jpa.mapping.SubjectLink;
import jakarta.persistence.metamodel.EntityType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.hibernate.query.SelectionQuery;
import org.jspecify.annotations.Nullable;

/**
 * What holds keep from one erasing transaction, as they were when it began, and whom that concerned. A held row stays
 * with its history, and so does what it refers to, because without that it would not be as it was.
 */
final class Held {

    private final Session session;
    private final RowKeys keys;
    private final ErasurePlan plan;
    private final Map<String, SubjectEntity> subjects;
    private final List<HoldRow> people;
    private final List<HoldRow> things;
    private final Set<String> keptBack = new HashSet<>();

    /** @param holds those that count */
    Held(Session session, RowKeys keys, ErasurePlan plan, Map<String, SubjectEntity> subjects, List<HoldRow> holds) {
        this.session = session;
        this.keys = keys;
        this.plan = plan;
        this.subjects = subjects;
        this.people =
                holds.stream().filter(hold -> hold.kind == HoldRow.Kind.PERSON).toList();
        this.things = holds.stream()
                .filter(hold -> hold.kind == HoldRow.Kind.TYPE || hold.kind == HoldRow.Kind.ROW)
                .toList();
    }

    /** Whether nothing is held at all. */
    boolean isEmpty() {
        return people.isEmpty() && things.isEmpty();
    }

    /** The keys of people of one kind of whom nothing is erased. */
    Set<String> people(String type) {
        return people.stream()
                .filter(hold -> type.equals(hold.subjectType))
                .map(hold -> Objects.requireNonNull(hold.subjectKey))
                .collect(Collectors.toSet());
    }

    /** Those of whom something was kept back, by key. */
    Set<String> keptBack() {
        return keptBack;
    }

    /** Whether single rows of an entity may be held, so that its rows have to be looked at one by one. */
    boolean touches(String entity) {
        return things.stream().anyMatch(hold -> related(hold, entity));
    }

    /** Whether every row of an entity is held. */
    boolean whole(String entity) {
        if (things.isEmpty()) {
            return false;
        }
        Class<?> type = keys.type(entity);
        return things.stream().anyMatch(hold -> hold.kind == HoldRow.Kind.TYPE && covers(hold, type));
    }

    private boolean covers(HoldRow hold, @Nullable Class<?> type) {
        Class<?> held = keys.stored(Objects.requireNonNull(hold.entity));
        return held != null && type != null && held.isAssignableFrom(type);
    }

    private boolean related(HoldRow hold, String entity) {
        Class<?> held = keys.stored(Objects.requireNonNull(hold.entity));
        Class<?> type = keys.type(entity);
        return held != null && type != null && (held.isAssignableFrom(type) || type.isAssignableFrom(held));
    }

    /** Takes what is held out of what is meant, with what it refers to. */
    void takeOut(Statements statements, Meant meant) {
        if (isEmpty()) {
            return;
        }
        Map<String, Keys> kept = new HashMap<>();
        for (Row row : plan.rows().values()) {
            Keys mine = directly(statements, row, meant.all(row).and(meant.formerly(row)));
            // Also where the history alone still names somebody.
            things.stream()
                    .filter(hold -> hold.kind == HoldRow.Kind.ROW && related(hold, row.entity()))
                    .forEach(hold -> mine.add(RowKeys.key(row.idAttributes(), identifier(hold))));
            if (!mine.isEmpty()) {
                kept.put(row.entity(), mine);
            }
        }
        boolean more = !kept.isEmpty();
        while (more) {
            more = false;
            for (Row row : plan.rows().values()) {
                Keys known = kept.getOrDefault(row.entity(), Keys.of(row.found()));
                Keys found =
                        meant.all(row).among(referredTo(statements, row, kept)).without(known);
                if (!found.isEmpty()) {
                    kept.put(row.entity(), known.and(found));
                    more = true;
                }
            }
        }
        kept.forEach((entity, held) -> meant.keep(plan.rows().get(entity), held));
    }

    /** Those of some rows that a hold is on. */
    private Keys directly(Statements statements, Row row, Keys ids) {
        Guard guard = row.guard();
        return directly(
                statements, row.entity(), row.idAttributes(), row.found(), guard == null ? null : guard.link(), ids);
    }

    private Keys directly(
            Statements statements,
            String entity,
            List<String> idAttributes,
            Keyed whom,
            @Nullable SubjectLink link,
            Keys ids) {
        Keys mine = new Keys(ids.types());
        if (ids.isEmpty()) {
            return mine;
        }
        for (HoldRow hold : things) {
            if (related(hold, entity)) {
                if (hold.kind == HoldRow.Kind.ROW) {
                    mine.add(RowKeys.key(idAttributes, identifier(hold)));
                } else if (covers(hold, keys.type(entity))) {
                    return ids;
                } else {
                    mine.addAll(ofSubclass(idAttributes, entity(hold).getName(), ids));
                }
            }
        }
        if (link != null) {
            mine.addAll(statements.keys(whom, Statements.about(link), held(link)));
        }
        return ids.among(mine);
    }

    /** Those of some keys of a term in whose rows something is held. */
    Keys of(Statements statements, Term term, Overdue place, Keys ids) {
        if (isEmpty() || ids.isEmpty()) {
            return new Keys(ids.types());
        }
        if (term instanceof Term.OfRows rows) {
            // With those that held ones need.
            Meant meant = new Meant();
            meant.whole(rows.row()).addAll(ids);
            takeOut(statements, meant);
            return ids.without(meant.whole(rows.row()));
        }
        if (term instanceof Term.OfValues values) {
            ErasurePlan.Field field = values.field();
            return directly(statements, field.entity(), field.idAttributes(), place.whom(), place.link(), ids);
        }
        ErasurePlan.Elements elements = ((Term.OfElements) term).elements();
        return directly(statements, elements.entity(), elements.idAttributes(), place.whom(), place.link(), ids);
    }

    private Keys held(SubjectLink link) {
        SubjectEntity subject = subjects.get(link.subjectType());
        return Keys.of(subject, people(subject.type()));
    }

    private Keys ofSubclass(List<String> idAttributes, String entity, Keys ids) {
        Keys found = new Keys(ids.types());
        String query = "select e." + String.join(", e.", idAttributes) + " from " + entity + " e where "
                + new Columns(idAttributes).value("e.") + " in (:values)";
        for (Values chunk : Chunks.of(session, ids)) {
            Seal.broken(() -> chunk.bind(session.createSelectionQuery(chunk.inQuery(query), Object[].class))
                            .getResultList())
                    .forEach(parts -> found.add(Values.key(parts, idAttributes.size())));
        }
        return found;
    }

    /** The keys of rows that kept ones refer to, or that are linked with them. */
    private Keys referredTo(Statements statements, Row row, Map<String, Keys> kept) {
        Keys found = Keys.of(row.found());
        for (Dependent dependent : row.dependents()) {
            for (Keyed reference : dependent.references()) {
                add(statements, row, reference, plan.rows().get(dependent.entity()), kept, found);
            }
        }
        List<Keyed> references = new ArrayList<>(row.required());
        row.blanked().forEach(blanked -> references.add(blanked.reference()));
        for (Keyed reference : references) {
            for (Row other : plan.rows().values()) {
                if (other.tables().stream().anyMatch(table -> table.table().equals(reference.table()))) {
                    add(statements, row, reference, other, kept, found);
                }
            }
        }
        for (Row other : plan.rows().values()) {
            Keys those = kept.get(other.entity());
            for (Along along : those == null ? List.<Along>of() : other.along()) {
                if (along.entity().equals(row.entity())) {
                    along.ways().forEach(way -> found.addAll(statements.keys(way.to(), Statements.along(way), those)));
                }
            }
        }
        for (Keyed link : row.links()) {
            for (Row other : plan.rows().values()) {
                for (Keyed far : other.links()) {
                    if (far.table().equals(link.table()) && !far.columns().equals(link.columns())) {
                        Keys those = kept.get(other.entity());
                        if (those != null) {
                            found.addAll(statements.keys(
                                    row.found().in(link.table(), link.columns()), Statements.in(far.columns()), those));
                        }
                    }
                }
            }
        }
        return found;
    }

    private static void add(
            Statements statements, Row row, Keyed reference, Row from, Map<String, Keys> kept, Keys found) {
        Keys those = kept.get(from.entity());
        if (those != null) {
            found.addAll(statements.keys(
                    row.found().in(reference.table(), reference.columns()),
                    Statements.in(from.keyIn(reference.table())) + " and "
                            + reference.columns().present(""),
                    those));
        }
    }

    /** Notes of whom rows were kept back. */
    void note(Statements statements, Row row, Keys people, Keys kept) {
        Guard guard = row.guard();
        if (guard == null || kept.isEmpty() || people.isEmpty()) {
            return;
        }
        Predicate<Keys> some = persons -> kept(statements, guard, row.found(), persons, kept)
                || row.history() != null
                        && kept(statements, guard, row.history().found(), persons, kept);
        if (some.test(people)) {
            note(people, some);
        }
    }

    private static boolean kept(Statements statements, Guard guard, Keyed found, Keys people, Keys kept) {
        String condition = Statements.about(guard.link()) + " and " + Statements.others(found.columns());
        return statements.count(found.table(), condition, people, kept) > 0;
    }

    /** Notes those for whom something is there that is kept back as a whole. */
    void note(Keys people, Predicate<Keys> hasSome) {
        some(people, hasSome).values().forEach(id -> keptBack.add(String.valueOf(id)));
    }

    private static Keys some(Keys people, Predicate<Keys> test) {
        Keys some = new Keys(people.types());
        for (Object id : people.values()) {
            Keys person = new Keys(people.types());
            person.add(id);
            if (test.test(person)) {
                some.add(id);
            }
        }
        return some;
    }

    /**
     * The people of whom values in rows of an entity may go: all but those who have a held row of it.
     *
     * @param table where the rows say whom they are about
     * @param past where their history says whom they were about
     * @param hasSome whether there is any such value, for one person
     */
    Keys free(
            Statements statements,
            String entity,
            List<String> subjectPath,
            Guard guard,
            String table,
            Past past,
            Keys people,
            Predicate<Keys> hasSome) {
        if (isEmpty() || people.isEmpty()) {
            return people;
        }
        Keys kept = new Keys(people.types());
        if (whole(entity)) {
            kept.addAll(some(people, hasSome));
        }
        for (HoldRow hold : things) {
            if (related(hold, entity)) {
                kept.addAll(having(hold, entity, subjectPath, guard, people));
                if (hold.kind == HoldRow.Kind.ROW) {
                    kept.addAll(past.having(session, identifier(hold), people.without(kept)));
                }
            }
        }
        Keys persons = held(guard.link());
        if (!guard.link().single() && !persons.isEmpty()) {
            String about = Statements.about(guard.link());
            kept.addAll(some(
                    people,
                    person -> statements.count(table, about + " and " + Statements.ofOthers(about), person, persons)
                            > 0));
        }
        kept.values().forEach(id -> keptBack.add(String.valueOf(id)));
        return people.without(kept);
    }

    /** Those who have a row that this hold is on. */
    private Keys having(HoldRow hold, String entity, List<String> subjectPath, Guard guard, Keys people) {
        Keys found = new Keys(people.types());
        boolean one = hold.kind == HoldRow.Kind.ROW;
        if (!one && covers(hold, keys.type(entity))) {
            return found;
        }
        Map<String, Object> identifier = one ? identifier(hold) : Map.of();
        String subjectId = subjects.get(guard.link().subjectType())
                .entity()
                .getIdentifierProperty()
                .getName();
        String person = Rescan.person(guard, subjectPath, subjectId);
        String query = "select distinct " + person + " from "
                + (one ? entity : entity(hold).getName())
                + " e" + Rescan.joins(guard, subjectPath) + " where " + person + " in (:values)"
                + (one ? " and " + RowKeys.condition(identifier) : "");
        for (Values chunk : Chunks.of(session, people)) {
            SelectionQuery<Object> select = RowKeys.bind(
                    chunk.bind(session.createSelectionQuery(chunk.inQuery(query), Object.class)), identifier);
            Seal.broken(select::getResultList).forEach(found::add);
        }
        return found;
    }

    /**
     * Where the history of rows says whom they were about, which is left of a row that the application has deleted.
     *
     * @param history its name, or {@code null} when none says so
     * @param live the attributes of the rows that hold their identifier
     * @param ids the same in the history
     * @param link the attribute of the history that holds the key of the person
     */
    record Past(
            @Nullable String history,
            List<String> live,
            List<String> ids,
            @Nullable String link) {

        static Past of(ErasurePlan.Field field) {
            return new Past(
                    field.history(), field.idAttributes(), field.historyIdAttributes(), field.historyLinkAttribute());
        }

        static Past of(ErasurePlan.Elements elements) {
            ErasurePlan.PastRows owners = elements.pastRows();
            SubjectLink link = elements.ofOwners();
            return owners == null
                            || link == null
                            || !link.hops().isEmpty()
                            || owners.start().isEmpty()
                    ? new Past(
                            elements.history(),
                            elements.idAttributes(),
                            elements.historyIdAttributes(),
                            elements.historyLinkAttribute())
                    : new Past(
                            owners.entity(),
                            elements.idAttributes(),
                            owners.idAttributes(),
                            owners.start().get(0));
        }

        /** Those of some people whom the history of one row names. */
        private Keys having(Session session, Map<String, Object> identifier, Keys people) {
            Keys found = new Keys(people.types());
            if (history == null || link == null || ids.size() != live.size()) {
                return found;
            }
            Map<String, Object> there = new LinkedHashMap<>();
            for (int part = 0; part < ids.size(); part++) {
                there.put(ids.get(part), identifier.get(live.get(part)));
            }
            String query = "select distinct e." + link + " from " + history + " e where e." + link
                    + " in (:values) and " + RowKeys.condition(there);
            for (Values chunk : Chunks.of(session, people)) {
                SelectionQuery<Object> select = RowKeys.bind(
                        chunk.bind(session.createSelectionQuery(chunk.inQuery(query), Object.class)), there);
                Seal.broken(select::getResultList).forEach(found::add);
            }
            return found;
        }
    }

    private Class<?> entity(HoldRow hold) {
        return Objects.requireNonNull(keys.stored(Objects.requireNonNull(hold.entity)));
    }

    private Map<String, Object> identifier(HoldRow hold) {
        Class<?> type = entity(hold);
        EntityType<?> entity = Objects.requireNonNull(keys.entity(type));
        return keys.read(entity, Objects.requireNonNull(hold.rowKey));
    }
}
