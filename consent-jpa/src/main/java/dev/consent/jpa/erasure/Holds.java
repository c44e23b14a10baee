package dev.consent.jpa.erasure;

import dev.consent.SubjectId;
import dev.consent.erasure.Hold;
import dev.consent.erasure.HoldBasis;
import dev.consent.erasure.HoldRefusedException;
import dev.consent.erasure.HoldRefusedException.Reason;
import dev.consent.erasure.HoldRequest;
import dev.consent.erasure.SweepPause;
import dev.consent.jpa.mapping.ErasurePlan;
import dev.consent.jpa.mapping.SubjectEntity;
import dev.consent.jpa.transaction.OwnTransactions;
import jakarta.persistence.EntityManager;
import jakarta.persistence.metamodel.EntityType;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hibernate.LockMode;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.engine.spi.TransactionCompletionCallbacks.AfterCompletionCallback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps data from being erased for a reason that is recorded. What is held stays hidden; deadlines of what is held as a
 * whole or in part stand still, and run anew when the hold ends. It stops consent, not the application: what that
 * deletes itself is gone, though its history stays.
 *
 * <p>Opens transactions of its own. When {@link #place} has returned, no sweep on any node erases what is held; one that
 * is just erasing it is waited for.
 *
 * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR, Articles 17(3) and 18</a>
 */
public final class Holds {

    private static final Logger LOG = LoggerFactory.getLogger(Holds.class);

    /** The condition of queries for holds that may count. */
    static final String UNSETTLED = " h where h.settled = false";

    private final SessionFactory factory;
    private final Holdable holdable;
    private final Obligations obligations;
    private final Supplier<String> account;
    private final Clock clock;

    /**
     * For consent itself.
     *
     * @param exists whether a person is known
     */
    public Holds(
            SessionFactory factory,
            ErasurePlan plan,
            List<SubjectEntity> subjects,
            BiPredicate<Session, SubjectId> exists,
            Obligations obligations,
            Supplier<String> account,
            Clock clock) {
        this.factory = factory;
        this.holdable = new Holdable(
                plan,
                new RowKeys(factory),
                subjects.stream().collect(Collectors.toMap(SubjectEntity::type, subject -> subject)),
                exists);
        this.obligations = obligations;
        this.account = account;
        this.clock = clock;
    }

    /**
     * Places a hold. It counts from the moment this returns, on all nodes.
     *
     * @throws HoldRefusedException when there is nothing to hold, or it would be over already; nothing was changed
     */
    public Hold place(HoldRequest request) {
        Instant now = clock.instant();
        if (request.until() != null && !request.until().isAfter(now)) {
            throw new HoldRefusedException(Reason.OVER, "The hold would end before it begins.");
        }
        if (request.basis() == HoldBasis.RESTRICTION) {
            throw new HoldRefusedException(
                    Reason.RESTRICTION, "A restriction of processing hides too. Use Consent.restrict instead.");
        }
        HoldRow placed = OwnTransactions.call(factory, session -> {
            HoldRow row = row(session, request, now);
            session.persist(row);
            if (row.kind == HoldRow.Kind.PERSON) {
                obligations.hold(session, ((HoldRequest.Person) request.target()).subject());
            }
            return row;
        });
        return takeEffect(placed).value();
    }

    private HoldRow row(Session session, HoldRequest request, Instant now) {
        HoldRow row;
        if (request.target() instanceof HoldRequest.Person person) {
            holdable.require(session, person.subject());
            row = new HoldRow(HoldRow.Kind.PERSON, request.reason(), now, by());
            row.subjectType = person.subject().type();
            row.subjectKey = person.subject().key();
        } else if (request.target() instanceof HoldRequest.Row one) {
            EntityType<?> entity = holdable.require(one.entity());
            row = new HoldRow(HoldRow.Kind.ROW, request.reason(), now, by());
            row.entity = entity.getJavaType().getName();
            row.rowKey = holdable.require(session, entity, one.id());
        } else {
            EntityType<?> entity = holdable.require(((HoldRequest.Type) request.target()).entity());
            row = new HoldRow(HoldRow.Kind.TYPE, request.reason(), now, by());
            row.entity = entity.getJavaType().getName();
        }
        row.basis = request.basis();
        row.until = request.until();
        return row;
    }

    /**
     * Waits for every erasing transaction that may not have seen it. Those that begin from now on see it, and stand back
     * until this is through, or a stream of them could keep it waiting for ever.
     */
    private HoldRow takeEffect(HoldRow placed) {
        SweepLock.prepare(factory);
        return SweepLock.alone(factory, session -> {
            HoldRow row = session.find(HoldRow.class, placed.id);
            row.inForceAt = clock.instant();
            return row;
        });
    }

    /**
     * Releases a hold. What it held is owed again, with as much time as when its purpose ended.
     *
     * @throws HoldRefusedException when there is no such hold, or it has ended, or it belongs to a restriction of
     *     processing, which is lifted instead; nothing was changed
     */
    public Hold release(long id) {
        Instant now = clock.instant();
        HoldRow released = end(id, now, row -> row.kind != HoldRow.Kind.PAUSE);
        settle(released, now);
        return released.value();
    }

    private HoldRow end(long id, Instant now, Predicate<HoldRow> expected) {
        return OwnTransactions.call(factory, session -> {
            HoldRow row = session.find(HoldRow.class, id, LockMode.PESSIMISTIC_WRITE);
            if (row == null || !expected.test(row)) {
                throw new HoldRefusedException(Reason.UNKNOWN_HOLD, "There is no hold with this number.");
            }
            if (!row.counts(now)) {
                throw new HoldRefusedException(Reason.OVER, "The hold has ended already.");
            }
            if (row.basis == HoldBasis.RESTRICTION) {
                throw new HoldRefusedException(
                        Reason.RESTRICTION,
                        "The hold belongs to a restriction of processing. Use Consent.liftRestriction.");
            }
            row.end(now, by());
            return row;
        });
    }

    /**
     * For consent itself: holds a person whose mask is locked and closed, within the transaction that restricts. What is
     * about them alone no sweep touches from here on, because it skips people whose mask is locked. A row they share with
     * others may be going just now for the sake of one of those: so this is announced as every hold is, and the commit of
     * the transaction returns when every erasing transaction that may not have seen it has ended.
     *
     * @param maskBefore the mask the person had
     */
    public void restrict(Session session, SubjectId subject, String reason, long maskBefore) {
        HoldRow row = new HoldRow(HoldRow.Kind.PERSON, reason, clock.instant(), by());
        row.subjectType = subject.type();
        row.subjectKey = subject.key();
        row.basis = HoldBasis.RESTRICTION;
        row.maskBefore = maskBefore;
        session.persist(row);
        obligations.hold(session, subject);
        session.flush();
        AfterCompletionCallback announced = (committed, owner) -> {
            if (committed) {
                takeEffectAnnounced(row);
            }
        };
        ((SharedSessionContractImplementor) session)
                .getTransactionCompletionCallbacks()
                .registerCallback(announced);
    }

    private void takeEffectAnnounced(HoldRow row) {
        try {
            takeEffect(row);
        } catch (RuntimeException failure) {
            // It is committed and counts for every erasing transaction that begins from now on.
            LOG.warn(
                    "A restriction could not wait for sweeps that are under way: {}",
                    failure.getClass().getName());
        }
    }

    /**
     * How it was before processing was restricted.
     *
     * @param since when it was restricted
     * @param mask the mask the person had
     */
    public record Before(Instant since, long mask) {}

    /** For consent itself: how it was for a person for whom processing is restricted now. */
    public Before before(Session session, SubjectId subject) {
        Instant now = clock.instant();
        return rows(session, subject.type(), List.of(subject.key())).stream()
                .filter(row -> row.counts(now))
                .map(row -> new Before(row.placedAt, row.maskBefore == null ? 0 : row.maskBefore))
                .findFirst()
                .orElseGet(() -> new Before(Instant.MIN, 0));
    }

    /** For consent itself: the hold of a restriction ends with it. The next sweep lets go on what it held. */
    public void lift(Session session, SubjectId subject) {
        Instant now = clock.instant();
        rows(session, subject.type(), List.of(subject.key())).stream()
                .filter(row -> row.counts(now))
                .forEach(row -> row.end(now, by()));
        session.flush();
    }

    /** The restrictions of processing there are or were for people of one kind, oldest first. */
    public List<Hold> restrictions(EntityManager em, String type, Collection<String> keys) {
        return keys.isEmpty()
                ? List.of()
                : rows(em, type, keys).stream().map(HoldRow::value).toList();
    }

    private static List<HoldRow> rows(EntityManager em, String type, Collection<String> keys) {
        return em.createQuery(
                        "from " + HoldRow.NAME
                                + " h where h.kind = :kind and h.basis = :basis and h.subjectType = :type"
                                + " and h.subjectKey in :keys order by h.id",
                        HoldRow.class)
                .setParameter("kind", HoldRow.Kind.PERSON)
                .setParameter("basis", HoldBasis.RESTRICTION)
                .setParameter("type", type)
                .setParameter("keys", keys)
                .getResultList();
    }

    /** The hold with this number, or {@code null}. */
    public @Nullable Hold find(EntityManager em, long id) {
        HoldRow row = em.find(HoldRow.class, id);
        return row == null || row.kind == HoldRow.Kind.PAUSE ? null : row.value();
    }

    /** The holds that count now, oldest first. */
    public List<Hold> inForce(EntityManager em) {
        Instant now = clock.instant();
        return unsettled(em).stream()
                .filter(row -> row.kind != HoldRow.Kind.PAUSE && row.counts(now))
                .map(HoldRow::value)
                .toList();
    }

    /** The holds on one person that count now, oldest first. */
    public List<Hold> of(EntityManager em, SubjectId subject) {
        return inForce(em).stream()
                .filter(hold -> subject.equals(hold.subject()))
                .toList();
    }

    /** All holds there ever were with larger numbers than this one, in their order. */
    public List<Hold> after(EntityManager em, long id, int limit) {
        return em
                .createQuery(
                        "from " + HoldRow.NAME + " h where h.id > :id and h.kind <> :pause order by h.id",
                        HoldRow.class)
                .setParameter("id", id)
                .setParameter("pause", HoldRow.Kind.PAUSE)
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(HoldRow::value)
                .toList();
    }

    SweepPause pause(String reason) {
        if (reason.isBlank() || reason.length() > HoldRequest.LONGEST_REASON) {
            throw new IllegalArgumentException(
                    "a pause needs a reason of 1 to " + HoldRequest.LONGEST_REASON + " characters");
        }
        SweepPause known = OwnTransactions.call(factory, this::paused);
        if (known != null) {
            return known;
        }
        HoldRow placed = OwnTransactions.call(factory, session -> {
            HoldRow row = new HoldRow(HoldRow.Kind.PAUSE, reason, clock.instant(), by());
            session.persist(row);
            return row;
        });
        return takeEffect(placed).pause();
    }

    boolean resume() {
        Instant now = clock.instant();
        List<HoldRow> pauses = OwnTransactions.call(factory, session -> unsettled(session)).stream()
                .filter(row -> row.kind == HoldRow.Kind.PAUSE && row.endedAt == null)
                .toList();
        for (HoldRow pause : pauses) {
            settle(end(pause.id, now, row -> true), now);
        }
        return !pauses.isEmpty();
    }

    @Nullable
    SweepPause paused(EntityManager em) {
        Instant now = clock.instant();
        return unsettled(em).stream()
                .filter(row -> row.kind == HoldRow.Kind.PAUSE && row.counts(now))
                .findFirst()
                .map(HoldRow::pause)
                .orElse(null);
    }

    /** What may count, and what has ended and not gone on yet. */
    static List<HoldRow> unsettled(EntityManager em) {
        return em.createQuery("from " + HoldRow.NAME + UNSETTLED + " order by h.id", HoldRow.class)
                .getResultList();
    }

    /** Lets what was held by holds that have ended, or have run out by now, go on. Does again what a crash left undone. */
    void settleEnded() {
        Instant now = clock.instant();
        OwnTransactions.call(factory, session -> unsettled(session)).stream()
                .filter(row -> !row.counts(now))
                .forEach(row -> settle(row, now));
    }

    private void settle(HoldRow ended, Instant now) {
        if (ended.kind != HoldRow.Kind.PAUSE) {
            obligations.goOn(factory, now);
        }
        OwnTransactions.run(factory, session -> {
            HoldRow row = session.find(HoldRow.class, ended.id, LockMode.PESSIMISTIC_WRITE);
            if (row.endedAt == null) {
                row.end(Objects.requireNonNull(row.until), null);
            }
            row.settled = true;
        });
    }

    /** Says which holds are on an entity that is not known here, so that they keep nothing here. */
    void tellUnknown() {
        Instant now = clock.instant();
        OwnTransactions.call(factory, session -> unsettled(session)).stream()
                .filter(row -> row.entity != null && row.counts(now) && !holdable.knows(row.entity))
                .forEach(row -> LOG.warn(
                        "Hold {} is on {}, which is no entity here, so it keeps nothing here. If its class was renamed,"
                                + " place it again on the class of now, before anything is erased",
                        row.id,
                        row.entity));
    }

    private String by() {
        String name = account.get();
        return name.length() <= 64 ? name : name.substring(0, 64);
    }
}
