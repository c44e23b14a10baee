package dev.consent.jpa.erasure;

import dev.consent.erasure.Backlog;
import dev.consent.erasure.Backlog.Miss;
import dev.consent.erasure.ObligationState;
import dev.consent.erasure.SweepPause;
import dev.consent.jpa.derived.Copies;
import dev.consent.jpa.transaction.OwnTransactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.query.SelectionQuery;
import org.jspecify.annotations.Nullable;

/** Computes what is late, and what will be: from what is due by when, and how fast the last sweeps were. */
final class Lateness {

    /** When rows have to be gone after the end of their term, as with purposes that say nothing else. */
    static final Duration TERM_WITHIN = Duration.ofHours(24);

    /** Over which spans it is asked whether more is due than can be done. */
    private static final List<Duration> HORIZONS = Stream.of(5, 15, 30, 60, 120, 240, 480, 720, 1440, 2880, 10080)
            .map(Duration::ofMinutes)
            .toList();

    /** Nobody needs to know how many thousands of rows are late. */
    private static final long MOST_ROWS = 1_000;

    private static final Duration RATED = Duration.ofHours(24);

    private final SessionFactory factory;
    private final Terms terms;
    private final Meeting meeting;
    private final Copies copies;
    private final Models models;
    private final Clock clock;

    Lateness(SessionFactory factory, Terms terms, Meeting meeting, Copies copies, Models models, Clock clock) {
        this.factory = factory;
        this.terms = terms;
        this.meeting = meeting;
        this.copies = copies;
        this.models = models;
        this.clock = clock;
    }

    Backlog now() {
        return OwnTransactions.call(factory, session -> at(session, clock.instant()));
    }

    private Backlog at(Session session, Instant now) {
        Counts counts = counts(session, now);
        Rate rate = rate(session, now);
        List<HoldRow> holds = Holds.unsettled(session).stream()
                .filter(hold -> hold.counts(now))
                .toList();
        SweepPause paused = holds.stream()
                .filter(hold -> hold.kind == HoldRow.Kind.PAUSE)
                .findFirst()
                .map(HoldRow::pause)
                .orElse(null);
        Held held = meeting.held(session, holds);
        long rows = 0;
        for (Term term : terms.all()) {
            rows += terms.left(session, term, now.minus(TERM_WITHIN), held, MOST_ROWS);
        }
        return new Backlog(
                counts.pending(),
                count(session, ObligationState.HELD, null),
                count(session, ObligationState.AWAITING, null),
                counts.due(),
                counts.overdue() + count(session, ObligationState.AWAITING, now),
                counts.failing() + failingElsewhere(session),
                rows,
                Stream.of(counts.oldestDue(), oldestAwaiting(session))
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                rate.perSecond(),
                rate.lastSweep(),
                paused,
                copies.backlog(session, now),
                miss(session, counts, rate, paused, now));
    }

    /**
     * What a sweep has to do.
     *
     * @param within how many are due within each of the horizons
     */
    private record Counts(
            long pending,
            long due,
            long overdue,
            long failing,
            long failingTooLong,
            @Nullable Instant oldestDue,
            @Nullable Instant claimableSince,
            List<Long> within) {}

    private static Counts counts(Session session, Instant now) {
        StringBuilder select = new StringBuilder("select count(*),"
                + " sum(case when o.nextAttemptAt <= :now then 1 else 0 end),"
                + " sum(case when o.dueAt < :now then 1 else 0 end),"
                + " sum(case when o.attempts > 0 then 1 else 0 end),"
                + " sum(case when o.attempts > 0 and o.nextAttemptAt >= o.dueAt and o.dueAt >= :now then 1 else 0 end),"
                + " min(o.dueAt), min(o.nextAttemptAt)");
        for (int i = 0; i < HORIZONS.size(); i++) {
            select.append(", sum(case when o.dueAt < :within").append(i).append(" then 1 else 0 end)");
        }
        SelectionQuery<Object[]> query = session.createSelectionQuery(
                        select + " from " + ObligationRow.NAME + " o where o.state in :claimable", Object[].class)
                .setParameter("claimable", Obligations.CLAIMABLE)
                .setParameter("now", now);
        for (int i = 0; i < HORIZONS.size(); i++) {
            query.setParameter("within" + i, now.plus(HORIZONS.get(i)));
        }
        Object[] row = query.getSingleResult();
        return new Counts(
                number(row[0]),
                number(row[1]),
                number(row[2]),
                number(row[3]),
                number(row[4]),
                (Instant) row[5],
                (Instant) row[6],
                Stream.of(row).skip(7).map(Lateness::number).toList());
    }

    private static long number(@Nullable Object sum) {
        return sum instanceof Number number ? number.longValue() : 0;
    }

    private static long count(Session session, ObligationState state, @Nullable Instant dueBefore) {
        SelectionQuery<Long> query = session.createSelectionQuery(
                        "select count(*) from " + ObligationRow.NAME + " o where o.state = :state"
                                + (dueBefore == null ? "" : " and o.dueAt < :due"),
                        Long.class)
                .setParameter("state", state);
        if (dueBefore != null) {
            query.setParameter("due", dueBefore);
        }
        return query.getSingleResult();
    }

    /** Obligations that are met here, while erasing copies has failed. */
    private static long failingElsewhere(Session session) {
        return session.createSelectionQuery(
                        "select count(*) from " + ObligationRow.NAME
                                + " o where o.state = :state and o.lastError is not null",
                        Long.class)
                .setParameter("state", ObligationState.AWAITING)
                .getSingleResult();
    }

    private static @Nullable Instant oldestAwaiting(Session session) {
        return session.createSelectionQuery(
                        "select min(o.dueAt) from " + ObligationRow.NAME + " o where o.state = :state", Instant.class)
                .setParameter("state", ObligationState.AWAITING)
                .getSingleResultOrNull();
    }

    /** How fast sweeps were, and when there was one. */
    private record Rate(
            @Nullable Double perSecond, @Nullable Instant lastSweep) {}

    private static Rate rate(Session session, Instant now) {
        Object[] sums = session.createSelectionQuery(
                        "select sum(r.done), sum(r.workedNanos) from " + SweepRunRow.NAME
                                + " r where r.seenAt > :since and r.done > 0",
                        Object[].class)
                .setParameter("since", now.minus(RATED))
                .getSingleResult();
        Instant last = session.createSelectionQuery(
                        "select max(r.seenAt) from " + SweepRunRow.NAME + " r", Instant.class)
                .getSingleResultOrNull();
        long nanos = number(sums[1]);
        return new Rate(nanos == 0 ? null : number(sums[0]) / (nanos / 1e9), last);
    }

    private @Nullable Miss miss(Session session, Counts counts, Rate rate, @Nullable SweepPause paused, Instant now) {
        Instant waiting = counts.claimableSince();
        if (waiting != null && !waiting.isAfter(now)) {
            Models.Left left = models.left(session);
            Instant last = left.causes().isEmpty() ? rate.lastSweep() : left.seen();
            Instant silentSince = last == null || last.isBefore(waiting) ? waiting : last;
            if (paused != null && paused.since().isBefore(silentSince)) {
                silentSince = paused.since();
            }
            Instant due = firstDue(session, now);
            Duration rest = Duration.between(now, due == null ? now.plus(RATED) : due);
            if (due != null && Duration.between(silentSince, now).compareTo(rest) > 0) {
                if (paused != null) {
                    return Miss.PAUSED;
                }
                return left.causes().isEmpty() ? Miss.NO_SWEEP : Miss.LEFT_TO_NEWER;
            }
        }
        if (rate.perSecond() != null) {
            for (int i = 0; i < HORIZONS.size(); i++) {
                if (counts.within().get(i) > rate.perSecond() * HORIZONS.get(i).toSeconds()) {
                    return Miss.TOO_SLOW;
                }
            }
        }
        return counts.failingTooLong() > 0 || copies.willBeLate(session, now) ? Miss.FAILING : null;
    }

    /** When the first of what is not overdue yet is due. */
    private static @Nullable Instant firstDue(Session session, Instant now) {
        return session.createSelectionQuery(
                        "select min(o.dueAt) from " + ObligationRow.NAME
                                + " o where o.state in :claimable and o.dueAt >= :now and o.nextAttemptAt <= :now",
                        Instant.class)
                .setParameter("claimable", Obligations.CLAIMABLE)
                .setParameter("now", now)
                .getSingleResultOrNull();
    }
}
