package dev.consent.jpa.erasure;

import dev.consent.SubjectId;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.erasure.ObligationState;
import dev.consent.erasure.ReplayReport;
import dev.consent.erasure.SweepReport;
import dev.consent.jpa.erasure.log.LogEntry;
import dev.consent.jpa.erasure.log.LogEntry.Outcome;
import dev.consent.jpa.erasure.log.LogEntry.People;
import dev.consent.jpa.erasure.log.LogEntry.Person;
import dev.consent.jpa.erasure.log.LogEntry.Rows;
import dev.consent.jpa.erasure.log.LogKey;
import dev.consent.jpa.guard.Seal;
import dev.consent.jpa.mapping.ErasurePlan.Keyed;
import dev.consent.jpa.subject.SubjectMasks;
import dev.consent.jpa.transaction.OwnTransactions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases again what the erasure log knows and the database has not seen. First everything about people is hidden and owed
 * again, under the reference it had, in one transaction for each entry of the log; then it is swept. Any number of nodes
 * may do so at once, and a crash in the middle loses nothing.
 */
public final class Replay {

    private static final int AT_ONCE = 100;
    private static final int PEOPLE_AT_ONCE = 1_000;
    private static final int TRIES = 3;

    /** How long this node waits for another one that erases the same, in steps of {@value #STEP_MILLIS} milliseconds. */
    private static final int MOST_STEPS = 150;

    private static final int STEP_MILLIS = 200;

    private static final Logger LOG = LoggerFactory.getLogger(Replay.class);

    private final SessionFactory factory;
    private final Journal journal;
    private final Sweep sweep;
    private final SubjectMasks masks;
    private final Map<String, DeclaredPurpose> purposes;
    private final Ends ends;
    private final Clock clock;

    /** Ends purposes of a person again, as of the moment at which they ended before. */
    @FunctionalInterface
    public interface Ends {

        /**
         * Ends what is in force.
         *
         * @param purpose the purpose, or {@code null} for all that are no duty
         * @param evidence names the entry in the log
         */
        void again(Session session, SubjectId subject, @Nullable DeclaredPurpose purpose, Instant at, UUID evidence);
    }

    public Replay(
            SessionFactory factory,
            Journal journal,
            Sweep sweep,
            SubjectMasks masks,
            Map<String, DeclaredPurpose> purposes,
            Ends ends,
            Clock clock) {
        this.factory = factory;
        this.journal = journal;
        this.sweep = sweep;
        this.masks = masks;
        this.purposes = purposes;
        this.ends = ends;
        this.clock = clock;
    }

    /**
     * Runs before anything can be read: replays when the database is older than the log, or refuses to go on.
     *
     * @param beforeSweep brings what is owed up to date
     */
    public void start(Runnable beforeSweep) {
        Journal.Kept kept = journal.kept();
        if (kept == null) {
            return;
        }
        Unseen unseen = unseen(kept);
        if (unseen.isEmpty()) {
            unseen.abandoned.forEach(rows -> kept.log().conclude(new Outcome(rows.intent(), clock.instant(), false)));
        } else if (kept.refuse()) {
            throw new DatabaseOlderThanLogException(unseen.size());
        } else {
            LOG.warn(
                    "The database is older than the erasure log: {} erasing transactions are not in it. Erasing again.",
                    unseen.size());
            // Also while sweeping is paused: rows that are not erased now could be read.
            again(kept.key(), unseen, unseen.allRows(), beforeSweep);
        }
        kept.log().dropBefore(clock.instant().minus(kept.keep()));
    }

    private Unseen unseen(Journal.Kept kept) {
        Map<String, Term> terms = sweep.terms().named();
        Unseen unseen = new Unseen(factory, kept.log(), intent -> isPossible(intent, terms));
        if (unseen.later > 0) {
            LOG.warn(
                    "The erasure log has {} erasing transactions for purposes, people or terms that are not declared here,"
                            + " or not yet used. They are done again by an application that declares them, or by"
                            + " Erasure.replay() once the purpose was used.",
                    unseen.later);
        }
        return unseen;
    }

    /** Another application on the same database, or an older version of this one, may have done what is unknown here. */
    private boolean isPossible(LogEntry.Intent intent, Map<String, Term> terms) {
        if (intent instanceof People some) {
            return sweep.knows(some.type()) && (some.purpose() == null || purposes.containsKey(some.purpose()));
        }
        return !(intent instanceof Rows some) || terms.containsKey(some.term());
    }

    /** Lets go of the log. */
    public void stop() {
        journal.close();
    }

    /** Erases again what the log knows and the database has not seen. */
    ReplayReport run(Runnable beforeSweep) {
        Journal.Kept kept = journal.kept();
        if (kept == null) {
            throw new IllegalStateException("no erasure log is kept: see the setting consent.erasure-log");
        }
        Unseen unseen = unseen(kept);
        boolean paused = OwnTransactions.call(factory, session -> sweep.holds().paused(session)) != null;
        return again(kept.key(), unseen, paused ? List.of() : unseen.allRows(), beforeSweep);
    }

    private ReplayReport again(LogKey key, Unseen unseen, List<Rows> logged, Runnable beforeSweep) {
        if (unseen.isEmpty()) {
            return new ReplayReport(0, 0, 0, 0, 0);
        }
        Map<String, SubjectId> found = people(key, unseen.people);
        Set<UUID> owed = new HashSet<>();
        int people = 0;
        int unknown = 0;
        // In the order in which it happened: terms are counted from the first end of a purpose.
        for (People some :
                unseen.people.stream().sorted(Comparator.comparing(People::at)).toList()) {
            List<UUID> again = retried(() -> OwnTransactions.call(factory, session -> owe(session, some, found)));
            owed.addAll(again);
            people += again.size();
            unknown += (int) some.people().stream()
                    .filter(person -> !found.containsKey(person.who()))
                    .count();
        }
        long rows = rows(key, logged);
        beforeSweep.run();
        long left = sweepUntilErased(owed);
        ReplayReport report = new ReplayReport(unseen.size(), people, unknown, rows, left);
        LOG.info(
                "Replayed {} erasing transactions: {} people and {} rows erased again, {} people are not in the database,"
                        + " {} obligations are still open",
                report.transactions(),
                report.people(),
                report.rows(),
                report.unknownPeople(),
                report.open());
        return report;
    }

    /** Everybody who is registered and named in the log. */
    private Map<String, SubjectId> people(LogKey key, List<People> logged) {
        Set<String> named = new HashSet<>();
        Set<String> types = new HashSet<>();
        for (People some : logged) {
            types.add(some.type());
            some.people().forEach(person -> named.add(person.who()));
        }
        Map<String, SubjectId> found = new HashMap<>();
        SubjectId last = null;
        while (!named.isEmpty()) {
            SubjectId after = last;
            List<SubjectId> some =
                    OwnTransactions.call(factory, session -> masks.after(session, after, PEOPLE_AT_ONCE));
            if (some.isEmpty()) {
                break;
            }
            for (SubjectId subject : some) {
                if (types.contains(subject.type())) {
                    String who = key.person(subject.type(), subject.key());
                    if (named.contains(who)) {
                        found.put(who, subject);
                    }
                }
            }
            last = some.get(some.size() - 1);
        }
        return found;
    }

    /** Hides and owes again what an entry names, once and for all; returns the references of what is owed. */
    private List<UUID> owe(Session session, People logged, Map<String, SubjectId> found) {
        DeclaredPurpose purpose =
                logged.purpose() == null ? null : Objects.requireNonNull(purposes.get(logged.purpose()));
        if (session.find(ReplayedRow.class, logged.intent()) != null) {
            return List.of(); // or another node was faster
        }
        session.persist(new ReplayedRow(logged.intent(), clock.instant()));
        session.flush();
        // In the order in which decisions lock people.
        Map<SubjectId, List<Person>> people =
                new TreeMap<>(Comparator.comparing(SubjectId::type).thenComparing(SubjectId::key));
        for (Person person : logged.people().stream()
                .sorted(Comparator.comparing(Person::requestedAt))
                .toList()) {
            SubjectId subject = found.get(person.who());
            if (subject != null) {
                people.computeIfAbsent(subject, one -> new ArrayList<>()).add(person);
            }
        }
        List<UUID> owed = new ArrayList<>();
        people.forEach((subject, logs) -> {
            masks.lock(session, subject, SubjectMasks.Lock.WRITE);
            for (Person person : logs) {
                if (!isKnown(session, person.reference())) {
                    // Before the purpose ends, so that its end finds it owed already.
                    ObligationRow row = ObligationRow.again(
                            subject, person.reason(), logged.purpose(), person.reference(), person.requestedAt());
                    session.persist(row);
                    session.flush();
                    session.detach(row);
                    ends.again(session, subject, purpose, person.requestedAt(), person.reference());
                    owed.add(person.reference());
                }
            }
        });
        return owed;
    }

    private static boolean isKnown(Session session, UUID reference) {
        return session.createSelectionQuery(
                                "select count(*) from " + ObligationRow.NAME + " o where o.reference = :reference",
                                Long.class)
                        .setParameter("reference", reference)
                        .getSingleResult()
                > 0;
    }

    /** Erases again the rows that are named, whatever their dates say now. */
    private long rows(LogKey key, List<Rows> logged) {
        Map<String, Set<String>> byTerm = new HashMap<>();
        for (Rows some : logged) {
            byTerm.computeIfAbsent(some.term(), term -> new HashSet<>()).addAll(some.rows());
        }
        long erased = 0;
        Map<String, Term> terms = sweep.terms().named();
        for (Map.Entry<String, Set<String>> one : byTerm.entrySet()) {
            Term term = Objects.requireNonNull(terms.get(one.getKey()));
            for (Overdue place : Overdue.there(term)) {
                Keys keys = rows(key, one.getKey(), place.from(), one.getValue());
                for (Keys some : keys.parts(AT_ONCE)) {
                    erased += retried(() -> sweep.again(term, place, some));
                }
            }
        }
        for (Rows some : logged) {
            retried(() -> {
                OwnTransactions.run(factory, session -> {
                    if (session.find(ReplayedRow.class, some.intent()) == null) {
                        session.persist(new ReplayedRow(some.intent(), clock.instant()));
                    }
                });
                return some;
            });
        }
        return erased;
    }

    private Keys rows(LogKey key, String term, Keyed table, Set<String> named) {
        Keys keys = Keys.of(table);
        OwnTransactions.run(
                factory,
                session -> Seal.broken(() -> {
                    try (Stream<Object[]> all = Values.read(
                                    session.createNativeQuery(
                                            "select "
                                                    + Values.selected(
                                                            table.columns().names()) + " from " + table.table() + " r",
                                            Object[].class),
                                    table.types())
                            .setFetchSize(PEOPLE_AT_ONCE)
                            .getResultStream()) {
                        all.map(row -> Values.key(row, table.types().size()))
                                .filter(found -> named.contains(key.row(term, Journal.text(table.types(), found))))
                                .forEach(keys::add);
                    }
                    return keys;
                }));
        return keys;
    }

    /** Sweeps until nothing of it is left that can be erased; what fails or is held stays hidden. */
    private long sweepUntilErased(Set<UUID> owed) {
        for (int step = 0; ; step++) {
            SweepReport report = sweep.run();
            boolean paused = report.paused() || report.leftToNewer();
            long pending = count(owed, List.of(ObligationState.PENDING));
            if (paused || pending == 0 || step == MOST_STEPS) {
                return count(owed, Obligations.OPEN);
            }
            try {
                Thread.sleep(STEP_MILLIS); // another node holds them
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return pending;
            }
        }
    }

    private long count(Collection<UUID> references, List<ObligationState> states) {
        long count = 0;
        List<UUID> all = List.copyOf(references);
        for (int from = 0; from < all.size(); from += PEOPLE_AT_ONCE) {
            List<UUID> some = all.subList(from, Math.min(all.size(), from + PEOPLE_AT_ONCE));
            count += OwnTransactions.call(
                    factory,
                    session -> session.createSelectionQuery(
                                    "select count(*) from " + ObligationRow.NAME
                                            + " o where o.reference in :some and o.state in :states",
                                    Long.class)
                            .setParameterList("some", some)
                            .setParameterList("states", states)
                            .getSingleResult());
        }
        return count;
    }

    private static <T> T retried(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.get();
            } catch (RuntimeException together) {
                // Another node may be doing the same: what it wrote holds, and is seen now.
                if (attempt == TRIES) {
                    throw together;
                }
            }
        }
    }
}
