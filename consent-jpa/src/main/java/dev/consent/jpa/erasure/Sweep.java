package dev.consent.jpa.erasure;

import dev.consent.SubjectId;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.erasure.ObligationReason;
import dev.consent.erasure.ObligationState;
import dev.consent.erasure.SweepReport;
import dev.consent.jpa.mapping.ErasurePlan;
import dev.consent.jpa.mapping.SubjectEntity;
import dev.consent.jpa.notice.NoticeOutbox;
import dev.consent.jpa.subject.PurposeBits;
import dev.consent.jpa.subject.SubjectMasks;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
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
    private final SubjectMasks masks;
    private final Clock clock;
    private final Eraser eraser;
    private final Meeting meeting;

    public Sweep(
            SessionFactory factory,
            ErasurePlan plan,
            List<SubjectEntity> subjects,
            Map<String, DeclaredPurpose> purposes,
            PurposeBits bits,
            SubjectMasks masks,
            PurposeEnds ends,
            NoticeOutbox outbox,
            Clock clock) {
        this.factory = factory;
        this.subjects = subjects.stream().collect(Collectors.toMap(SubjectEntity::type, subject -> subject));
        this.purposes = purposes;
        this.masks = masks;
        this.clock = clock;
        this.eraser = new Eraser(plan, bits::of, ends, clock);
        this.meeting = new Meeting(this.subjects, purposes, bits, masks, outbox, eraser, clock);
        this.terms = new Terms(plan, eraser, this.subjects, masks, clock, BATCH);
    }

    /** Begins the chain of receipts unless it has begun. Called when the tables are there. */
    public void start() {
        ReceiptChain.begin(factory);
    }

    /** Sweeps once over everything that may be erased now. */
    public SweepReport run() {
        Tally tally = new Tally();
        if (!purposes.isEmpty() && !subjects.isEmpty()) {
            obligations(tally);
        }
        terms.all().forEach(term -> erase(term, tally));
        SweepReport report = tally.report();
        if (report.done() + report.failed() + report.expiredRows() > 0) {
            LOG.info(
                    "Sweep: {} obligations met, {} cancelled, {} failed, {} rows past their term",
                    report.done(),
                    report.cancelled(),
                    report.failed(),
                    report.expiredRows());
        }
        return report;
    }

    /**
     * Erases everything about one person that no duty keeps, in the transaction of the session, and returns counts per
     * table. Purposes that rest on no duty have to be ended first, or the application may write anew what goes here.
     */
    public Map<String, Long> forget(Session session, SubjectId person) {
        SubjectEntity subject = Objects.requireNonNull(subjects.get(person.type()), "no kind of data subject");
        Map<String, Long> mask = new HashMap<>();
        masks.lock(session, person, SubjectMasks.Lock.WRITE).ifPresent(found -> mask.put(person.key(), found));
        return eraser.people(session, subject, mask).counts();
    }

    private void obligations(Tally tally) {
        Claims claims = new Claims(purposes.keySet(), subjects.keySet(), clock.instant(), BATCH);
        while (claims.more()) {
            try {
                tally.add(factory.fromTransaction(session -> meeting.meet(session, claims.next(session))));
            } catch (RuntimeException together) {
                if (claims.last().isEmpty()) {
                    throw together;
                }
                // One of them may be the cause: alone, it holds up nobody else.
                claims.last().forEach(id -> alone(id, tally));
            }
        }
    }

    private void alone(Long id, Tally tally) {
        try {
            tally.add(factory.fromTransaction(session -> meeting.meet(session, Claims.of(session, id))));
        } catch (RuntimeException failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            LOG.warn(
                    "An erasure failed and is tried again later: {}",
                    cause.getClass().getName());
            Instant now = clock.instant();
            factory.inTransaction(session -> {
                ObligationRow row = session.find(ObligationRow.class, id);
                if (row != null && row.state != ObligationState.DONE && row.state != ObligationState.CANCELLED) {
                    row.failed(cause, now);
                }
            });
            tally.failed++;
        }
    }

    private void erase(Term term, Tally tally) {
        try {
            Terms.Pass pass = terms.pass(term);
            while (!pass.over()) {
                tally.add(factory.fromTransaction(session -> {
                    Tally some = new Tally();
                    Instant startedAt = clock.instant();
                    Erased erased = pass.next(session);
                    if (erased.elements() > 0) {
                        ReceiptRow receipt = new ReceiptRow(
                                UUID.randomUUID(),
                                term.name(),
                                List.of(ObligationReason.TERM_FROM_DATE),
                                0,
                                erased.counts(),
                                startedAt,
                                clock.instant());
                        ReceiptChain.append(session, receipt);
                        some.expiredRows = erased.elements();
                        some.receipts.add(receipt.value());
                    }
                    return some;
                }));
            }
        } catch (RuntimeException failure) {
            tally.failed++;
            LOG.warn(
                    "Data of {} past its term could not be erased: {}",
                    term.name(),
                    failure.getClass().getName());
        }
    }
}
