package dev.consent.jpa.erasure;

import dev.consent.catalog.DeclaredPurpose;
import dev.consent.erasure.SweepListener;
import dev.consent.erasure.SweepPlan;
import dev.consent.erasure.SweepReport;
import dev.consent.evidence.ChainCheck;
import dev.consent.jpa.derived.Copies;
import dev.consent.jpa.mapping.ErasurePlan;
import dev.consent.jpa.mapping.SubjectEntity;
import dev.consent.jpa.notice.NoticeOutbox;
import dev.consent.jpa.retry.Fatal;
import dev.consent.jpa.sql.KeptStatements;
import dev.consent.jpa.sql.RoundTrip;
import dev.consent.jpa.subject.PurposeBits;
import dev.consent.jpa.subject.SubjectMasks;
import dev.consent.jpa.transaction.OwnTransactions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Meets obligations that may be met and removes rows whose term is over. The work and its mark are one transaction, and
 * rows that another node works on are passed over: a crash frees them, any number of nodes may sweep at once.
 */
public final class Sweep {

    /** Near this size a set-based delete is fastest; with thousands a planner may turn to reading whole tables. */
    private static final int BATCH = 100;

    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

    private final SessionFactory factory;
    private final Terms terms;
    private final Map<String, SubjectEntity> subjects;
    private final Map<String, DeclaredPurpose> purposes;
    private final Holds holds;
    private final Lapses lapses;
    private final SweepSettings settings;
    private final KeptStatements kept = new KeptStatements();
    private final ReceiptChain receipts = new ReceiptChain();
    private final Clock clock;
    private final SweepRates rates;
    private final Pace pace;
    private final Turns turns;
    private final Models models;
    private final Meeting meeting;
    private final Planning planning;
    private final Copies copies;
    private volatile @Nullable Claimable claimable;
    private final List<SweepListener> listeners = new CopyOnWriteArrayList<>();

    /**
     * For consent itself.
     *
     * @param identifiers makes an identifier of an entity from its parts, by the attributes that hold them
     */
    public Sweep(
            SessionFactory factory,
            ErasurePlan plan,
            List<SubjectEntity> subjects,
            Map<String, DeclaredPurpose> purposes,
            PurposeBits bits,
            SubjectMasks masks,
            PurposeEnds ends,
            NoticeOutbox outbox,
            Holds holds,
            Lapses lapses,
            SweepSettings settings,
            Journal journal,
            BiFunction<Class<?>, Map<String, Object>, Object> identifiers,
            Supplier<String> account,
            Clock clock) {
        this.factory = factory;
        this.subjects = subjects.stream().collect(Collectors.toMap(SubjectEntity::type, subject -> subject));
        this.purposes = purposes;
        this.holds = holds;
        this.lapses = lapses;
        this.settings = settings;
        this.clock = clock;
        this.rates = new SweepRates(factory, clock);
        this.pace = new Pace(settings.pace(), rates, clock);
        this.turns = new Turns(factory, holds, rates, lapses, kept, clock);
        Eraser eraser = new Eraser(plan, bits::of, ends, clock, kept);
        RowKeys keys = new RowKeys(factory);
        Copied copied = new Copied(plan.copies(), keys);
        this.copies = new Copies(
                factory,
                copied.data(),
                new TypedKeys(keys, identifiers),
                new AwaitedCopies(receipts, clock),
                account,
                clock);
        this.meeting = new Meeting(
                plan, keys, copied, this.subjects, purposes, bits, outbox, journal, receipts, eraser, kept, clock);
        this.terms = new Terms(plan, eraser, this.subjects, masks, journal, receipts, copied, kept, clock, BATCH);
        this.models = new Models(factory, Causes.of(plan, terms.named()), clock);
        this.planning = new Planning(
                factory, meeting, terms, this.subjects, purposes, bits, masks, eraser, copied, models, clock);
    }

    /** Placing and releasing holds. */
    public Holds holds() {
        return holds;
    }

    /** Copies outside the database. */
    public Copies copies() {
        return copies;
    }

    List<SweepListener> listeners() {
        return listeners;
    }

    /** Begins what all sweeps share: their lock, and the chain of receipts. Called when the tables are there. */
    public void start() {
        SweepLock.prepare(factory);
        models.start();
        holds.tellUnknown();
        receipts.begin(factory);
    }

    Terms terms() {
        return terms;
    }

    /** Whether there is this kind of person here. */
    boolean knows(String subjectType) {
        return subjects.containsKey(subjectType);
    }

    /**
     * Erases data of a term with these keys although it may not be over, also while sweeping is paused: it was erased
     * before. Returns how much; what is held stays.
     */
    long again(Term term, Overdue place, Keys keys) {
        return OwnTransactions.call(factory, session -> {
            SweepLock.share(session);
            Instant now = clock.instant();
            Held held = meeting.held(
                    session,
                    Holds.unsettled(session).stream()
                            .filter(hold -> hold.counts(now))
                            .toList());
            Keys free = keys.without(held.of(new Statements(session, Portion.all()), term, place, keys));
            return terms.erase(session, term, free, held).expiredRows;
        });
    }

    Lateness lateness() {
        return new Lateness(factory, terms, meeting, copies, models, clock);
    }

    /** Walks along the chain of all receipts. */
    public ChainCheck checkReceipts() {
        return receipts.check(factory);
    }

    /** Counts what the next sweep would do, and does nothing. */
    SweepPlan plan() {
        return planning.plan(BATCH);
    }

    /** Versions of the application that erase differently. */
    Models models() {
        return models;
    }

    /** Sweeps once over everything that may be erased now. */
    public SweepReport run() {
        Tally tally = new Tally();
        models.seen();
        tally.left = models.presumed();
        Progress progress = new Progress(clock, listeners, () -> left(tally));
        everything(tally, progress);
        while (tally.changed && !Thread.currentThread().isInterrupted()) {
            tally.changed = false;
            tally.left = models.left();
            everything(tally, progress);
        }
        if (!tally.left.causes().isEmpty()) {
            LOG.info(
                    "{} reasons to erase are left to nodes of a newer version of the application, which erase other"
                            + " things for them than this one; when that version does not run any more, this one takes"
                            + " them over after {} hours, or with Erasure.takeOver()",
                    tally.left.causes().size(),
                    Models.COUNTS.toHours());
        }
        progress.end(tally);
        rates.tidy();
        SweepReport report = tally.report();
        if (report.done() + report.held() + report.failed() + report.expiredRows() > 0 || report.paused()) {
            LOG.info(
                    "Sweep{}: {} obligations met, {} cancelled, {} held, {} failed, {} rows past their term",
                    report.paused() ? ", paused" : "",
                    report.done(),
                    report.cancelled(),
                    report.held(),
                    report.failed(),
                    report.expiredRows());
        }
        return report;
    }

    private void everything(Tally tally, Progress progress) {
        if (!purposes.isEmpty() && !subjects.isEmpty()) {
            obligations(tally, progress);
        } else {
            lapses.close().run();
        }
        terms.named().forEach((name, term) -> {
            if (!tally.left.causes().contains(Causes.ofTerm(name))) {
                erase(term, tally, progress);
            }
        });
    }

    /** How many obligations this node still has to meet. */
    private long left(Tally tally) {
        if (purposes.isEmpty() || subjects.isEmpty()) {
            return 0;
        }
        Instant now = clock.instant();
        return OwnTransactions.call(
                factory,
                session -> session.createSelectionQuery(
                                "select count(*) from " + ObligationRow.NAME
                                        + " o where o.state in :claimable and o.nextAttemptAt <= :now"
                                        + claimable(tally.left.causes()).known(),
                                Long.class)
                        .setParameter("claimable", Obligations.CLAIMABLE)
                        .setParameter("now", now)
                        .getSingleResult());
    }

    private void obligations(Tally tally, Progress progress) {
        Claims claims = new Claims(claimable(tally.left.causes()), kept, clock, BATCH);
        boolean first = true;
        while (claims.more() && goesOn(tally)) {
            long began = System.nanoTime();
            Tally some = new Tally();
            try {
                some = take(new Claiming(claims, first), tally);
                first = false;
            } catch (Portion.TooMuchException together) {
                claims.fewer();
                halves(claims.last(), tally);
            } catch (RuntimeException | Error together) {
                Fatal.passOn(together);
                if (claims.last().isEmpty()) {
                    throw together;
                }
                // One of them may be the cause: alone, it holds up nobody else.
                claims.last().forEach(id -> alone(id, tally));
            }
            for (Long large : some.large) {
                inSteps(large, tally, progress);
            }
            progress.moved(tally);
            if (claims.more()) {
                pace.rest(System.nanoTime() - began, some.earliestDue);
            }
        }
    }

    /** What may be claimed: applications may declare a purpose late. */
    private Claimable claimable(Set<String> left) {
        Claimable known = claimable;
        if (known == null || !known.isOf(purposes.keySet(), left)) {
            known = new Claimable(purposes.keySet(), subjects.keySet(), left);
            claimable = known;
        }
        return known;
    }

    /** Claims some, and meets them. */
    private final class Claiming implements Turns.Work {
        private final Claims claims;
        private final boolean first;

        Claiming(Claims claims, boolean first) {
            this.claims = claims;
            this.first = first;
        }

        @Override
        public void ask(Session session, RoundTrip trip) {
            claims.ask(session, trip);
        }

        @Override
        public boolean first() {
            return first;
        }

        @Override
        public Tally apply(Session session, List<HoldRow> counting, boolean retries) {
            return meeting.together(session, claims.next(session, retries), counting, settings.rowsPerTransaction());
        }
    }

    private boolean goesOn(Tally tally) {
        return !tally.paused && !tally.changed && !Thread.currentThread().isInterrupted();
    }

    /** Takes a turn and adds up what it did. */
    private Tally take(Turns.Work work, Tally tally) {
        Tally turn = turns.take(tally.left.latest(), work);
        tally.add(turn);
        return turn;
    }

    private void halves(List<Long> ids, Tally tally) {
        if (ids.size() < 2) {
            ids.forEach(id -> alone(id, tally));
            return;
        }
        for (List<Long> half : List.of(ids.subList(0, ids.size() / 2), ids.subList(ids.size() / 2, ids.size()))) {
            try {
                take(
                        (session, counting, retries) -> meeting.together(
                                session, Claims.of(session, kept, half), counting, settings.rowsPerTransaction()),
                        tally);
            } catch (Portion.TooMuchException together) {
                halves(half, tally);
            } catch (RuntimeException | Error together) {
                Fatal.passOn(together);
                half.forEach(id -> alone(id, tally));
            }
        }
    }

    private void alone(Long id, Tally tally) {
        try {
            take(
                    (session, counting, retries) -> meeting.together(
                            session, Claims.of(session, kept, List.of(id)), counting, settings.rowsPerTransaction()),
                    tally);
        } catch (Portion.TooMuchException alone) {
            inSteps(id, tally, null);
        } catch (RuntimeException | Error failure) {
            Fatal.passOn(failure);
            failed(id, failure, tally);
        }
    }

    /** Meets one obligation that is too much for one transaction. Each step commits; the last one writes the receipt. */
    private void inSteps(Long id, Tally tally, @Nullable Progress progress) {
        try {
            Tally step;
            do {
                long began = System.nanoTime();
                step = take(
                        (session, counting, retries) ->
                                meeting.step(session, id, counting, settings.rowsPerTransaction()),
                        tally);
                if (progress != null) {
                    progress.moved(tally);
                }
                if (step.unfinished) {
                    pace.rest(System.nanoTime() - began, step.earliestDue);
                }
            } while (step.unfinished && goesOn(tally));
        } catch (RuntimeException | Error failure) {
            Fatal.passOn(failure);
            failed(id, failure, tally);
        }
    }

    private void failed(Long id, Throwable failure, Tally tally) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        LOG.warn(
                "An erasure failed and is tried again later: {}",
                cause.getClass().getName());
        Instant now = clock.instant();
        OwnTransactions.run(factory, session -> {
            ObligationRow row = session.find(ObligationRow.class, id);
            if (row != null && Obligations.CLAIMABLE.contains(row.state)) {
                row.failed(cause, now);
            }
        });
        tally.failed++;
    }

    private void erase(Term term, Tally tally, Progress progress) {
        try {
            Terms.Pass pass = terms.pass(term);
            while (!pass.over() && goesOn(tally)) {
                long began = System.nanoTime();
                Tally step = take(
                        (session, counting, retries) -> pass.next(session, meeting.held(session, counting)), tally);
                progress.moved(tally);
                if (!pass.over() && step.expiredRows > 0) {
                    pace.rest(System.nanoTime() - began, null);
                }
            }
        } catch (RuntimeException | Error failure) {
            Fatal.passOn(failure);
            tally.failed++;
            LOG.warn(
                    "Data of {} past its term could not be erased: {}",
                    term.name(),
                    failure.getClass().getName());
        }
    }
}
