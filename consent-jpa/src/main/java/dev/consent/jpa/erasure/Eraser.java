package dev.consent.jpa.erasure;

import dev.consent.catalog.DeclaredPurpose;
import dev.consent.jpa.mapping.ErasurePlan;
import dev.consent.jpa.mapping.ErasurePlan.Row;
import dev.consent.jpa.mapping.Guard;
import dev.consent.jpa.mapping.SubjectEntity;
import dev.consent.jpa.mapping.TermAfter;
import dev.consent.jpa.sql.KeptStatements;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.ToLongFunction;
import org.hibernate.Session;

/** Erases along the plan: first it fixes which rows are meant, then it deletes, redacts and doubts itself. */
final class Eraser {

    /** How long a person's row that other data needs to find its person is left alone. */
    private static final Duration HELD = Duration.ofDays(1);

    private final ErasurePlan plan;
    private final ToLongFunction<List<DeclaredPurpose>> bits;
    private final PurposeEnds ends;
    private final Clock clock;
    private final KeptStatements kept;

    Eraser(
            ErasurePlan plan,
            ToLongFunction<List<DeclaredPurpose>> bits,
            PurposeEnds ends,
            Clock clock,
            KeptStatements kept) {
        this.plan = plan;
        this.bits = bits;
        this.ends = ends;
        this.clock = clock;
        this.kept = kept;
    }

    /**
     * Erases what was kept for a purpose that has ended.
     *
     * @param masks the masks of the people it has ended for, by key; their rows are locked
     */
    Erased purpose(
            Session session,
            SubjectEntity subject,
            DeclaredPurpose purpose,
            Map<String, Long> masks,
            Held held,
            Statements statements,
            Leaving leaving) {
        Needs needs = new Needs(session, subject, masks, false, bits, ends, clock);
        return erase(
                session,
                subject,
                needs,
                held,
                statements,
                leaving,
                (guard, after) -> guard.purposes().contains(purpose)
                        || after.stream().anyMatch(term -> term.purpose().equals(purpose)));
    }

    /**
     * Erases everything about people that no duty keeps, as when they ask to be forgotten (Art. 17): what serves a purpose
     * that is in force, or that is within the term after a legal obligation or a public task, stays. All purposes that are
     * no duty ended when they asked, so one that is in force was granted since.
     *
     * @param masks their masks, by key; their rows are locked
     */
    Erased people(
            Session session,
            SubjectEntity subject,
            Map<String, Long> masks,
            Held held,
            Statements statements,
            Leaving leaving) {
        Needs needs = new Needs(session, subject, masks, true, bits, ends, clock);
        return erase(session, subject, needs, held, statements, leaving, (guard, after) -> true);
    }

    private Erased erase(
            Session session,
            SubjectEntity subject,
            Needs needs,
            Held held,
            Statements statements,
            Leaving leaving,
            BiPredicate<Guard, List<TermAfter>> asked) {
        Meant meant = new Meant();
        RowSearch search = new RowSearch(plan, statements, meant);
        Map<String, Keys> asking = new LinkedHashMap<>();
        for (Row row : plan.rows().values()) {
            Guard guard = row.guard();
            if (guard != null && isAbout(guard, subject) && asked.test(guard, row.after())) {
                Keys people = needs.unneeded(guard, row.after(), row.dated());
                if (held.whole(row.entity())) {
                    held.note(people, person -> Present.of(statements, row, guard, person));
                } else {
                    boolean oneByOne = held.touches(row.entity())
                            || leaving.touches(row)
                            || !(held.isEmpty() || row.required().isEmpty());
                    search.about(row, guard, people, oneByOne);
                    asking.put(row.entity(), people);
                }
            }
        }
        statements.expect(meant.size());
        Rescan rescan = new Rescan(session, plan.revisions(), statements, kept);
        String subjectId = subject.entity().getIdentifierProperty().getName();
        ValueEraser values = new ValueEraser(plan.revisions(), statements, rescan, leaving);
        new RowEraser(plan, statements, rescan, values, meant, leaving).erase(held);
        asking.forEach((entity, people) -> {
            Row row = plan.rows().get(entity);
            held.note(statements, row, people, meant.kept(row));
        });
        for (Row row : plan.rows().values()) {
            rescan.rowsAbout(row, subjectId, meant.directly(row));
        }
        rescan.finish();
        meant.held()
                .forEach(
                        id -> needs.comeBack(String.valueOf(id), clock.instant().plus(HELD)));
        for (ErasurePlan.Elements elements : plan.elements()) {
            if (isAbout(elements.guard(), subject) && asked.test(elements.guard(), elements.after())) {
                Keys people = held.free(
                        statements,
                        elements.entity(),
                        elements.subjectPath(),
                        elements.guard(),
                        elements.keyed().table(),
                        Held.Past.of(elements),
                        needs.unneeded(elements.guard(), elements.after(), elements.dated()),
                        person -> Present.of(statements, elements, person));
                values.about(elements, subjectId, people);
            }
        }
        Keys about = null;
        List<ErasurePlan.Field> together = new ArrayList<>();
        // References to the person are the last of the fields: nothing could be found without them.
        for (ErasurePlan.Field field : plan.fields()) {
            if (isAbout(field.guard(), subject) && asked.test(field.guard(), field.after())) {
                Keys people = held.free(
                        statements,
                        field.entity(),
                        field.subjectPath(),
                        field.guard(),
                        field.tables().get(0).table(),
                        Held.Past.of(field),
                        needs.unneeded(field.guard(), field.after(), field.dated()),
                        person -> Present.of(statements, field, person));
                if (about != null
                        && !(people.values().equals(about.values()) && ValueEraser.together(together.get(0), field))) {
                    values.about(together, subjectId, about);
                    together.clear();
                }
                about = people;
                together.add(field);
            }
        }
        if (about != null) {
            values.about(together, subjectId, about);
        }
        return new Erased(statements.counts(), 0, held.keptBack(), needs.keptUntil());
    }

    /** All rows about people, with what would go with them, whatever keeps them. */
    Meant everythingAbout(Statements statements, SubjectEntity subject, Keys people) {
        Meant meant = new Meant();
        RowSearch search = new RowSearch(plan, statements, meant);
        for (Row row : plan.rows().values()) {
            Guard guard = row.guard();
            if (guard != null && isAbout(guard, subject)) {
                search.about(row, guard, people, true);
            }
        }
        search.dependents();
        return meant;
    }

    /** Erases data whose term is over: rows, or values in rows with these keys. */
    Erased term(Session session, Term term, Keys ids, Held held, Statements statements, Leaving leaving) {
        Rescan rescan = new Rescan(session, plan.revisions(), statements, kept);
        ValueEraser values = new ValueEraser(plan.revisions(), statements, rescan, leaving);
        Meant meant = new Meant();
        if (term instanceof Term.OfRows rows) {
            meant.whole(rows.row()).addAll(ids);
            new RowEraser(plan, statements, rescan, values, meant, leaving).erase(held);
            rescan.finish();
        } else if (term instanceof Term.OfValues some) {
            values.in(some.field(), some.stage().erasure(), ids);
        } else if (term instanceof Term.OfElements some) {
            values.in(some.elements(), ids);
        }
        boolean nothing = statements.counts().isEmpty();
        return new Erased(
                statements.counts(), nothing ? 0 : ids.size() - meant.held().size(), Set.of(), Map.of());
    }

    /** The people for whom no purpose and no term after one keeps data whose terms from dates are over. */
    Keys over(Session session, SubjectEntity subject, Guard guard, List<TermAfter> after, Map<String, Long> masks) {
        Needs needs = new Needs(session, subject, masks, false, bits, ends, clock);
        return Keys.of(subject, needs.over(guard, after));
    }

    private static boolean isAbout(Guard guard, SubjectEntity subject) {
        return guard.link().subjectType().equals(subject.type());
    }
}
