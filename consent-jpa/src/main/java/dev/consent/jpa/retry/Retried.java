package dev.consent.jpa.retry;

import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hibernate.LockMode;
import org.hibernate.Session;
import org.hibernate.query.SelectionQuery;
import org.jspecify.annotations.Nullable;

/** Something that is tried until it succeeds, after pauses that grow from a minute to an hour. */
@MappedSuperclass
public abstract class Retried {

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /** How long one attempt outside a transaction may take before another node takes over. */
    private static final Duration LEASE = Duration.ofMinutes(5);

    @Column(name = "next_attempt_at", nullable = false)
    protected Instant nextAttemptAt;

    @Column(nullable = false)
    protected int attempts;

    /** The class of the error of the last attempt alone: its message may hold what it was about. */
    @Column(name = "last_error")
    @Nullable
    protected String lastError;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected Retried() {}

    /** @param first when it is tried first */
    protected Retried(Instant first) {
        this.nextAttemptAt = first;
    }

    /** When it may be tried. */
    public Instant nextAttemptAt() {
        return nextAttemptAt;
    }

    /** Keeps other nodes away while this one tries, and lets them try if it never comes back. */
    protected void begin(Instant now) {
        attempts++;
        nextAttemptAt = now.plus(LEASE);
    }

    /** Notes that the attempt that was counted last has failed, and with what. */
    protected void retry(Throwable error, Instant now) {
        lastError = error.getClass().getName();
        Duration pause = Duration.ofMinutes(1L << Math.min(attempts - 1, 10));
        nextAttemptAt = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }

    /**
     * Begins an attempt for some of those that may be tried and that no other node holds, the oldest first. To be called
     * in a short transaction of its own: until its end, others wait for these rows or pass over them.
     *
     * @param where a condition over {@code r}
     * @param values its parameters
     */
    public static <R extends Retried> List<R> claim(
            Session session, Class<R> type, String where, Map<String, ?> values, int most, Instant now) {
        SelectionQuery<R> free = session.createSelectionQuery(
                        "from " + type.getName() + " r where r.nextAttemptAt <= :now and " + where
                                + " order by r.nextAttemptAt, r.id",
                        type)
                .setParameter("now", now);
        values.forEach(free::setParameter);
        List<R> mine = free.setMaxResults(most)
                .setHibernateLockMode(LockMode.UPGRADE_SKIPLOCKED)
                .getResultList();
        mine.forEach(row -> row.begin(now));
        return mine;
    }
}
