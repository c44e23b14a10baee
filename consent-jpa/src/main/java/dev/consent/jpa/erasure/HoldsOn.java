package dev.consent.jpa.erasure;

import dev.consent.erasure.Keeping;
import dev.consent.jpa.mapping.ErasurePlan;
import dev.consent.jpa.mapping.ErasurePlan.Elements;
import dev.consent.jpa.mapping.ErasurePlan.Field;
import dev.consent.jpa.mapping.ErasurePlan.Row;
import dev.consent.jpa.mapping.Guard;
import dev.consent.jpa.mapping.SubjectEntity;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.hibernate.SessionFactory;

/** Tells which holds keep what about a person, by the same look that the sweep takes at them. */
final class HoldsOn {

    private final RowKeys keys;
    private final ErasurePlan plan;
    private final Map<String, SubjectEntity> subjects;
    private final Eraser eraser;
    private final Clock clock;

    HoldsOn(SessionFactory factory, ErasurePlan plan, List<SubjectEntity> subjects, Eraser eraser, Clock clock) {
        this.keys = new RowKeys(factory);
        this.plan = plan;
        this.subjects = subjects.stream().collect(Collectors.toMap(SubjectEntity::type, subject -> subject));
        this.eraser = eraser;
        this.clock = clock;
    }

    Person of(Session session, SubjectEntity subject, String key) {
        Instant now = clock.instant();
        List<HoldRow> holds = Holds.unsettled(session).stream()
                .filter(hold -> hold.kind != HoldRow.Kind.PAUSE && hold.counts(now))
                .toList();
        return new Person(session, subject, key, holds);
    }

    /** The holds that count for one person. */
    final class Person {
        private final SubjectEntity subject;
        private final Keys person;
        private final Statements statements;
        private final List<One> holds = new ArrayList<>();

        /** One hold, whether it is on all there is about the person, and otherwise which rows it keeps. */
        private record One(HoldRow row, boolean everything, Held held, Meant kept) {}

        private Person(Session session, SubjectEntity subject, String key, List<HoldRow> counting) {
            this.subject = subject;
            this.person = Keys.of(subject, List.of(key));
            this.statements = new Statements(session, Portion.none());
            for (HoldRow row : counting) {
                boolean everything = row.kind == HoldRow.Kind.PERSON
                        && subject.type().equals(row.subjectType)
                        && key.equals(row.subjectKey);
                Held held = new Held(session, keys, plan, subjects, List.of(row));
                Meant meant = everything ? new Meant() : eraser.everythingAbout(statements, subject, person);
                held.takeOut(statements, meant);
                holds.add(new One(row, everything, held, meant));
            }
        }

        List<Keeping.Held> on(Row row, Guard guard, long count) {
            return on(count, one -> one.held().whole(row.entity()) ? count : kept(row, guard, one));
        }

        private long kept(Row row, Guard guard, One one) {
            Keys kept = one.kept().kept(row);
            return kept.isEmpty()
                    ? 0
                    : statements.count(
                            row.found().table(),
                            Statements.about(guard.link()) + " and "
                                    + Statements.others(row.found().columns()),
                            person,
                            kept);
        }

        List<Keeping.Held> on(Field field, long count) {
            return on(count, one -> {
                Keys free = one.held()
                        .free(
                                statements,
                                field.entity(),
                                field.subjectPath(),
                                field.guard(),
                                field.tables().get(0).table(),
                                Held.Past.of(field),
                                person,
                                some -> true);
                return free.isEmpty() ? count : 0;
            });
        }

        List<Keeping.Held> on(Elements elements, long count) {
            return on(count, one -> {
                Keys free = one.held()
                        .free(
                                statements,
                                elements.entity(),
                                elements.subjectPath(),
                                elements.guard(),
                                elements.keyed().table(),
                                Held.Past.of(elements),
                                person,
                                some -> true);
                return free.isEmpty() ? count : 0;
            });
        }

        private List<Keeping.Held> on(long count, ToLongFunction<One> how) {
            List<Keeping.Held> on = new ArrayList<>();
            for (One one : holds) {
                long kept = count == 0 ? 0 : one.everything() ? count : how.applyAsLong(one);
                if (kept > 0) {
                    on.add(new Keeping.Held(
                            one.row().id,
                            Objects.requireNonNull(one.row().basis),
                            one.row().reason,
                            kept,
                            one.row().until));
                }
            }
            return on;
        }
    }
}
