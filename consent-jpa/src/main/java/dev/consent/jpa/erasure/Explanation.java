package dev.consent.jpa.erasure;

import dev.consent.catalog.DeclaredPurpose;
import dev.consent.decision.Standing;
import dev.consent.erasure.Keeping;
import dev.consent.erasure.KeptBecause;
import dev.consent.jpa.guard.Seal;
import dev.consent.jpa.mapping.ErasurePlan;
import dev.consent.jpa.mapping.ErasurePlan.Keyed;
import dev.consent.jpa.mapping.Guard;
import dev.consent.jpa.mapping.RetentionRule;
import dev.consent.jpa.mapping.SubjectEntity;
import dev.consent.jpa.mapping.TermAfter;
import jakarta.persistence.metamodel.Type;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Answers why what is stored about a person is kept, by the same rules as the sweep. */
public final class Explanation {

    private final ErasurePlan plan;
    private final ToLongFunction<List<DeclaredPurpose>> bits;
    private final PurposeEnds ends;
    private final Clock clock;

    public Explanation(ErasurePlan plan, ToLongFunction<List<DeclaredPurpose>> bits, PurposeEnds ends, Clock clock) {
        this.plan = plan;
        this.bits = bits;
        this.ends = ends;
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
        private final List<KeptBecause> kept = new ArrayList<>();

        Answer(Session session, SubjectEntity subject, String key, Function<DeclaredPurpose, Standing> standings) {
            this.session = session;
            this.subject = subject;
            this.key = key;
            this.person = Keys.of(subject, List.of(key));
            this.standings = standings;
            this.statements = new Statements(session);
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
                            guard,
                            row.after(),
                            retention == null || count == 0 ? null : last(row.found(), retention, about));
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
                    add(field.entity(), field.attribute(), count, field.guard(), field.after(), null);
                }
            }
            for (ErasurePlan.Elements elements : plan.elements()) {
                if (isAbout(elements.guard())) {
                    long count = statements.count(
                            elements.table(), Statements.about(elements.guard().link()), person);
                    add(elements.entity(), elements.attribute(), count, elements.guard(), elements.after(), null);
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
            kept.add(new KeptBecause(type, attribute, count, Keeping.of(uses, terms, clock.instant())));
        }

        /** The mask as it is at this very moment, even where it has not been brought up to date yet. */
        private long mask(List<TermAfter> after) {
            return bits.applyAsLong(after.stream()
                    .map(TermAfter::purpose)
                    .filter(purpose -> standings.apply(purpose).inForce())
                    .toList());
        }

        /** The end of the term of the row that goes last, or {@code null} when one of them has none. */
        private @Nullable Instant last(Keyed found, RetentionRule rule, String about) {
            if (statements.count(found.table(), about + " and " + rule.column() + " is null", person) > 0) {
                return null;
            }
            String select = "select max(" + rule.column() + ") from " + found.table() + " k where " + about;
            Values values = Chunks.of(session, person).get(0);
            Instant date = Seal.broken(() -> switch (rule.kind()) {
                case DATE ->
                    values.bind(session.createNativeQuery(select, LocalDate.class))
                            .getSingleResult()
                            .atStartOfDay(clock.getZone())
                            .toInstant();
                case LOCAL ->
                    values.bind(session.createNativeQuery(select, LocalDateTime.class))
                            .getSingleResult()
                            .atZone(clock.getZone())
                            .toInstant();
                case OFFSET ->
                    values.bind(session.createNativeQuery(select, OffsetDateTime.class))
                            .getSingleResult()
                            .toInstant();
            });
            return rule.term().endOf(date, clock.getZone());
        }
    }
}
