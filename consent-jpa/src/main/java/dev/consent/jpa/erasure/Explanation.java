package dev.consent.jpa.erasure;

import dev.consent.catalog.DeclaredPurpose;
import dev.consent.decision.Standing;
import dev.consent.erasure.Keeping;
import dev.consent.erasure.KeptBecause;
import dev.consent.jpa.guard.Seal;
import dev.consent.jpa.mapping.DatedTerm;
import dev.consent.jpa.mapping.ErasurePlan;
import dev.consent.jpa.mapping.ErasurePlan.Keyed;
import dev.consent.jpa.mapping.Guard;
import dev.consent.jpa.mapping.RetentionRule;
import dev.consent.jpa.mapping.SubjectEntity;
import dev.consent.jpa.mapping.TermAfter;
import dev.consent.jpa.sql.KeptStatements;
import jakarta.persistence.metamodel.Type;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;

/** Answers why what is stored about a person is kept, by the same rules as the sweep. */
public final class Explanation {

    private final ErasurePlan plan;
    private final ToLongFunction<List<DeclaredPurpose>> bits;
    private final PurposeEnds ends;
    private final HoldsOn holds;
    private final Clock clock;

    public Explanation(
            SessionFactory factory,
            ErasurePlan plan,
            List<SubjectEntity> subjects,
            ToLongFunction<List<DeclaredPurpose>> bits,
            PurposeEnds ends,
            Clock clock) {
        this.plan = plan;
        this.bits = bits;
        this.ends = ends;
        this.holds =
                new HoldsOn(factory, plan, subjects, new Eraser(plan, bits, ends, clock, new KeptStatements()), clock);
        this.clock = clock;
    }

    /**
     * Explains what there is about one person.
     *
     * @param standings what holds for each purpose
     */
    public List<KeptBecause> of(
            Session session, SubjectEntity subject, String key, Function<DeclaredPurpose, Standing> standings) {
        return new Answer(session, subject, key, standings).all();
    }

    private final class Answer {
        private final Session session;
        private final SubjectEntity subject;
        private final String key;
        private final Keys person;
        private final Function<DeclaredPurpose, Standing> standings;
        private final Statements statements;
        private final HoldsOn.Person held;
        private final List<KeptBecause> kept = new ArrayList<>();

        Answer(Session session, SubjectEntity subject, String key, Function<DeclaredPurpose, Standing> standings) {
            this.session = session;
            this.subject = subject;
            this.key = key;
            this.person = Keys.of(subject, List.of(key));
            this.standings = standings;
            this.statements = new Statements(session, Portion.all());
            this.held = holds.of(session, subject, key);
        }

        List<KeptBecause> all() {
            for (ErasurePlan.Row row : plan.rows().values()) {
                Guard guard = row.guard();
                if (guard != null && isAbout(guard)) {
                    String about = Statements.about(guard.link());
                    long count = statements.count(row.found().table(), about, person);
                    RetentionRule retention = row.retention();
                    add(
                            row.entity(),
                            null,
                            count,
                            held.on(row, guard, count),
                            guard,
                            row.after(),
                            retention == null || count == 0
                                    ? null
                                    : last(List.of(row.found()), retention, about, person));
                }
            }
            for (ErasurePlan.Field field : plan.fields()) {
                if (isAbout(field.guard())) {
                    String present = Statements.about(field.guard().link()) + " and ("
                            + String.join(" is not null or ", field.columns()) + " is not null)";
                    long count = 0;
                    for (Keyed table : field.tables()) {
                        count += statements.count(table.table(), present, person);
                    }
                    Instant end = null;
                    for (ErasurePlan.Stage stage : count == 0 ? List.<ErasurePlan.Stage>of() : field.stages()) {
                        end = last(field.tables(), stage.rule(), present, person);
                    }
                    List<Keeping.Held> on = held.on(field, count);
                    add(field.entity(), field.attribute(), count, on, field.guard(), field.after(), end);
                }
            }
            for (ErasurePlan.Elements elements : plan.elements()) {
                if (isAbout(elements.guard())) {
                    String about = Statements.about(elements.guard().link());
                    long count = statements.count(elements.keyed().table(), about, person);
                    RetentionRule retention = elements.retention();
                    Keys owners =
                            retention == null || count == 0 ? person : statements.keys(elements.keyed(), about, person);
                    Instant end = retention == null || count == 0
                            ? null
                            : last(
                                    List.of(elements.owners()),
                                    retention,
                                    Statements.in(elements.owners().columns()),
                                    owners);
                    List<Keeping.Held> on = held.on(elements, count);
                    add(elements.entity(), elements.attribute(), count, on, elements.guard(), elements.after(), end);
                }
            }
            return List.copyOf(kept);
        }

        private boolean isAbout(Guard guard) {
            return guard.link().subjectType().equals(subject.type());
        }

        private void add(
                String entity,
                @Nullable String attribute,
                long count,
                List<Keeping.Held> on,
                Guard guard,
                List<TermAfter> after,
                @Nullable Instant end) {
            if (count == 0) {
                return;
            }
            List<Keeping.Use> uses = new ArrayList<>();
            for (DeclaredPurpose purpose : guard.purposes()) {
                Standing standing = standings.apply(purpose);
                uses.add(new Keeping.Use(purpose.code(), purpose.basis(), standing.inForce(), standing.until()));
            }
            List<Keeping.Term> terms = new ArrayList<>(
                    new Needs(session, subject, Map.of(key, mask(after)), false, bits, ends, clock).terms(key, after));
            if (end != null) {
                terms.add(new Keeping.Term(null, null, end));
            }
            Class<?> type = session.getMetamodel().getEntities().stream()
                    .<Class<?>>map(Type::getJavaType)
                    .filter(known -> known.getName().equals(entity))
                    .findFirst()
                    .orElseThrow();
            kept.add(new KeptBecause(
                    type,
                    attribute,
                    count,
                    Keeping.of(uses, terms, clock.instant()).with(on)));
        }

        /** The mask as it is at this very moment, even where it has not been brought up to date yet. */
        private long mask(List<TermAfter> after) {
            return bits.applyAsLong(after.stream()
                    .map(TermAfter::purpose)
                    .filter(purpose -> standings.apply(purpose).inForce())
                    .toList());
        }

        /** The end of the terms of the data that goes last, or {@code null} when some of it has none. */
        private @Nullable Instant last(List<Keyed> tables, RetentionRule rule, String condition, Keys values) {
            Instant last = null;
            for (Keyed table : tables) {
                for (DatedTerm term : rule.terms()) {
                    String none = condition + " and " + term.column() + " is null";
                    if (statements.count(table.table(), none, values) > 0) {
                        return null;
                    }
                    for (Values some : Chunks.of(session, values)) {
                        Instant date = latest(table, term, condition, some);
                        Instant end = date == null ? null : term.term().endOf(date, clock.getZone());
                        last = end == null || (last != null && last.isAfter(end)) ? last : end;
                    }
                }
            }
            return last;
        }

        private @Nullable Instant latest(Keyed table, DatedTerm term, String condition, Values values) {
            String select =
                    values.in("select max(" + term.column() + ") from " + table.table() + " k where " + condition);
            return Seal.broken(() -> switch (term.kind()) {
                case DATE -> {
                    LocalDate date = values.bind(session.createNativeQuery(select, LocalDate.class))
                            .getSingleResultOrNull();
                    yield date == null
                            ? null
                            : date.atStartOfDay(clock.getZone()).toInstant();
                }
                case LOCAL -> {
                    LocalDateTime date = values.bind(session.createNativeQuery(select, LocalDateTime.class))
                            .getSingleResultOrNull();
                    yield date == null ? null : date.atZone(clock.getZone()).toInstant();
                }
                case UTC -> {
                    LocalDateTime date = values.bind(session.createNativeQuery(select, LocalDateTime.class))
                            .getSingleResultOrNull();
                    yield date == null ? null : date.toInstant(ZoneOffset.UTC);
                }
                case OFFSET -> {
                    OffsetDateTime date = values.bind(session.createNativeQuery(select, OffsetDateTime.class))
                            .getSingleResultOrNull();
                    yield date == null ? null : date.toInstant();
                }
            });
        }
    }
}
