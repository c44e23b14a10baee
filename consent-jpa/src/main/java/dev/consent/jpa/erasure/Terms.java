package dev.consent.jpa.erasure;

import dev.consent.erasure.ObligationReason;
import dev.consent.jpa.derived.CopyOutbox;
import dev.consent.jpa.mapping.ErasurePlan;
import dev.consent.jpa.mapping.Guard;
import dev.consent.jpa.mapping.SubjectEntity;
import dev.consent.jpa.sql.KeptStatements;
import dev.consent.jpa.subject.SubjectMasks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Finds what is past a term that is counted from dates, some at a time, and has it erased. */
final class Terms {

    /**
     * How often this node looks through the history for what the live rows no longer say, and through data that terms
     * after purposes may keep for longer. What is there and has no other term is found by every sweep.
     */
    private static final Duration THOROUGHLY = Duration.ofDays(1);

    private static final int LOOKED_AT_ONCE = 500;

    private final ErasurePlan plan;
    private final Eraser eraser;
    private final Map<String, SubjectEntity> subjects;
    private final SubjectMasks masks;
    private final Clock clock;
    private final int atOnce;
    private final Journal journal;
    private final ReceiptChain receipts;
    private final Copied copied;
    private final KeptStatements kept;
    private final CopyOutbox copies = new CopyOutbox();
    private final Map<String, Term> named;
    private final Map<Term, Instant> thoroughly = new ConcurrentHashMap<>();

    /** @param atOnce how many rows one transaction erases at most */
    Terms(
            ErasurePlan plan,
            Eraser eraser,
            Map<String, SubjectEntity> subjects,
            SubjectMasks masks,
            Journal journal,
            ReceiptChain receipts,
            Copied copied,
            KeptStatements kept,
            Clock clock,
            int atOnce) {
        this.kept = kept;
        this.journal = journal;
        this.receipts = receipts;
        this.copied = copied;
        this.plan = plan;
        this.eraser = eraser;
        this.subjects = subjects;
        this.masks = masks;
        this.clock = clock;
        this.atOnce = atOnce;
        this.named = named(all());
    }

    /** All terms of this persistence unit. */
    List<Term> all() {
        List<Term> all = new ArrayList<>();
        plan.fields().forEach(field -> field.stages().forEach(stage -> all.add(new Term.OfValues(field, stage))));
        plan.elements().stream()
                .filter(elements -> elements.retention() != null)
                .forEach(elements ->
                        all.add(new Term.OfElements(elements, Objects.requireNonNull(elements.retention()))));
        plan.rows().values().stream()
                .filter(row -> row.retention() != null)
                .forEach(row -> all.add(new Term.OfRows(row, Objects.requireNonNull(row.retention()))));
        return all;
    }

    /** All terms by a name that is theirs alone, and the same as long as nothing about them changes. */
    Map<String, Term> named() {
        return named;
    }

    private static Map<String, Term> named(List<Term> terms) {
        Map<String, Term> named = new LinkedHashMap<>();
        for (Term term : terms) {
            String name = term.name();
            for (int more = 2; named.putIfAbsent(name, term) != null; more++) {
                name = term.name() + "#" + more;
            }
        }
        return named;
    }

    private String name(Term term) {
        return named.entrySet().stream()
                .filter(known -> known.getValue().equals(term))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    /** Erases data past a term with these keys, and proves it; nothing when there is none. */
    Tally erase(Session session, Term term, Keys keys, Held held) {
        Tally tally = new Tally();
        if (keys.isEmpty()) {
            return tally;
        }
        Instant startedAt = clock.instant();
        UUID reference = journal.rows(session, name(term), keys);
        Statements statements = new Statements(session, Portion.all(), kept);
        Leaving leaving = new Leaving(copied, statements);
        Erased erased = eraser.term(session, term, keys, held, statements, leaving);
        Instant now = clock.instant();
        copies.write(
                session,
                new CopyOutbox.Erasing(
                        reference,
                        term.name(),
                        List.of(ObligationReason.TERM_FROM_DATE),
                        0,
                        now,
                        now.plus(Lateness.TERM_WITHIN)),
                leaving.all(),
                false,
                List.of());
        if (erased.elements() > 0) {
            ReceiptRow receipt = new ReceiptRow(
                    reference,
                    term.name(),
                    List.of(ObligationReason.TERM_FROM_DATE),
                    0,
                    erased.counts(),
                    startedAt,
                    clock.instant());
            receipts.append(session, List.of(receipt));
            tally.expiredRows = erased.elements();
            tally.receipts.add(receipt.value());
        }
        return tally;
    }

    /** Goes once over everything that is past a term. */
    Pass pass(Term term) {
        Instant now = clock.instant();
        boolean thorough = !thoroughly.getOrDefault(term, Instant.MIN).isAfter(now);
        List<Overdue> places = new ArrayList<>();
        if (thorough || term.after().isEmpty()) {
            places.addAll(Overdue.there(term));
        }
        if (thorough) {
            places.addAll(Overdue.past(term));
        }
        return new Pass(term, places, thorough ? now.plus(THOROUGHLY) : null);
    }

    /** One way through everything that is past a term. Each step is to be one transaction. */
    final class Pass {
        private final Term term;
        private final List<Overdue> places;
        private final @Nullable Instant again;
        private int place;
        private @Nullable Object last;

        private Pass(Term term, List<Overdue> places, @Nullable Instant again) {
            this.term = term;
            this.places = places;
            this.again = again;
            finish();
        }

        boolean over() {
            return place >= places.size();
        }

        /** Erases some of it, if there is any. What was looked at and has to stay is not looked at again. */
        Tally next(Session session, Held held) {
            Overdue here = places.get(place);
            Keys found = here.next(session, term.rule(), clock, last, atOnce);
            Statements statements = new Statements(session, Portion.all());
            Keys mine = here.mine(session, term.rule(), clock, found);
            Keys free = mine.without(held.of(statements, term, here, mine));
            Keys going = withoutKept(session, statements, term, here, free, true);
            Tally erased = erase(session, term, going, held);
            if (found.size() < atOnce) {
                place++;
                last = null;
                finish();
            } else {
                last = found.last();
            }
            return erased;
        }

        private void finish() {
            if (over() && again != null) {
                thoroughly.put(term, again);
            }
        }
    }

    /** Without what a term after a purpose keeps, for each of the people it is about. */
    private Keys withoutKept(
            Session session, Statements statements, Term term, Overdue here, Keys found, boolean locking) {
        Guard guard = term.guard();
        if (term.after().isEmpty() || guard == null || here.link() == null || found.isEmpty()) {
            return found;
        }
        SubjectEntity subject = Objects.requireNonNull(subjects.get(guard.link().subjectType()));
        Keys people = statements.people(here.whom(), here.link(), subject, found);
        if (people.isEmpty()) {
            return found;
        }
        List<String> keys = people.values().stream().map(String::valueOf).toList();
        Map<String, Long> known =
                locking ? masks.lockFree(session, subject.type(), keys) : masks.read(session, subject.type(), keys);
        String about = Statements.about(here.link());
        Keys somebodys = statements.keys(here.whom(), about, people);
        Keys over = statements.keys(here.whom(), about, eraser.over(session, subject, guard, term.after(), known));
        return found.without(somebodys.without(over));
    }

    /**
     * Counts what is there although its term was over at a moment, and that neither a hold nor another term keeps.
     *
     * @param most how many are counted at most, about
     */
    long left(Session session, Term term, Instant at, Held held, long most) {
        Clock then = Clock.fixed(at, clock.getZone());
        Statements statements = new Statements(session, Portion.none());
        long left = 0;
        for (Overdue here : Overdue.there(term)) {
            Object last = null;
            Keys found;
            do {
                found = here.next(session, term.rule(), then, last, LOOKED_AT_ONCE);
                if (!found.isEmpty()) {
                    last = found.last();
                    Keys free = found.without(held.of(statements, term, here, found));
                    left += withoutKept(session, statements, term, here, free, false)
                            .size();
                }
            } while (found.size() == LOOKED_AT_ONCE && left < most);
        }
        return left;
    }
}
