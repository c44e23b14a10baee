package dev.consent.jpa.erasure;

import dev.consent.SubjectId;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.erasure.Obligation;
import dev.consent.erasure.ObligationQuery;
import dev.consent.erasure.ObligationReason;
import dev.consent.erasure.ObligationState;
import dev.consent.erasure.Receipt;
import dev.consent.jpa.transaction.OwnChanges;
import dev.consent.jpa.transaction.OwnTransactions;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hibernate.LockMode;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the duties to erase: owed when a purpose ends, cancelled when it comes back in time. */
public final class Obligations {

    private static final Logger LOG = LoggerFactory.getLogger(Obligations.class);

    private static final int AT_ONCE = 500;

    /** What is still owed here. */
    static final List<ObligationState> OPEN =
            List.of(ObligationState.PENDING, ObligationState.FAILED, ObligationState.HELD);

    /** What a sweep may take. */
    static final List<ObligationState> CLAIMABLE = List.of(ObligationState.PENDING, ObligationState.FAILED);

    /** The conditions of queries for what is still owed about a person: for everything, and for one purpose. */
    private static final String OF_EVERYTHING =
            " o where o.subjectType = :type and o.subjectKey = :key and o.purpose is null and o.state in :open";

    private static final String OF_PURPOSE =
            " o where o.subjectType = :type and o.subjectKey = :key and o.purpose = :purpose and o.state in :open";

    private static final Duration FORGET_WITHIN = Duration.ofHours(24);
    private static final Duration FORGET_RECONSIDER = Duration.ofHours(12);

    private final Supplier<Collection<DeclaredPurpose>> purposes;

    /** @param purposes all that are known */
    public Obligations(Supplier<Collection<DeclaredPurpose>> purposes) {
        this.purposes = purposes;
    }

    /** Owes the erasure of what was kept for the purpose, unless it is owed already. */
    public void owe(Session session, SubjectId subject, DeclaredPurpose purpose, Instant since) {
        // Both at once: mostly nothing is owed yet, and nothing is held.
        Object[] counts = session.createSelectionQuery(
                        "select (select count(*) from " + ObligationRow.NAME + OF_PURPOSE + "), (select count(*) from "
                                + HoldRow.NAME + Holds.UNSETTLED + ")",
                        Object[].class)
                .setParameter("type", subject.type())
                .setParameter("key", subject.key())
                .setParameter("purpose", purpose.code())
                .setParameter("open", OPEN)
                .getSingleResult();
        if ((long) counts[0] == 0) {
            ObligationRow owed = new ObligationRow(subject, ObligationReason.PURPOSE_ENDED, purpose, since);
            if ((long) counts[1] == 0) {
                persist(session, owed);
            } else {
                persistOrHold(session, owed, since);
            }
        }
    }

    /** Owes the erasure of everything about a person that no duty keeps, unless it is owed already. */
    public Obligation oweEverything(Session session, SubjectId subject, Instant since) {
        List<ObligationRow> open = open(session, subject);
        if (!open.isEmpty()) {
            return open.get(0).value();
        }
        Duration within = FORGET_WITHIN;
        Duration reconsider = FORGET_RECONSIDER;
        for (DeclaredPurpose purpose : purposes.get()) {
            if (!purpose.basis().isDuty()) {
                within = shorter(within, purpose.eraseWithin());
                reconsider = shorter(reconsider, purpose.reconsiderWithin());
            }
        }
        ObligationRow owed = new ObligationRow(
                subject, ObligationReason.FORGET, null, since, since.plus(reconsider), since.plus(within));
        persistOrHold(session, owed, since);
        return owed.value();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static List<ObligationRow> open(Session session, SubjectId subject) {
        List<ObligationRow> open = session.createSelectionQuery(
                        "from " + ObligationRow.NAME + OF_EVERYTHING + " order by o.id", ObligationRow.class)
                .setParameter("type", subject.type())
                .setParameter("key", subject.key())
                .setParameter("open", OPEN)
                .setReadOnly(true)
                .getResultList();
        open.forEach(session::detach);
        return open;
    }

    private static void persistOrHold(Session session, ObligationRow owed, Instant now) {
        boolean held = Holds.unsettled(session).stream()
                .anyMatch(hold -> hold.kind == HoldRow.Kind.PERSON
                        && owed.subjectType().equals(hold.subjectType)
                        && owed.subjectKey().equals(hold.subjectKey)
                        && hold.counts(now));
        if (held) {
            owed.hold();
        }
        persist(session, owed);
    }

    private static void persist(Session session, ObligationRow owed) {
        session.persist(owed);
        session.flush();
        session.detach(owed);
    }

    /** The person takes a request to be forgotten back; whether there was one that was not met yet. */
    public boolean cancelEverything(Session session, SubjectId subject) {
        return OwnChanges.make(
                        session.createMutationQuery("update " + ObligationRow.NAME + " o set o.state = :cancelled"
                                        + " where o.subjectType = :type and o.subjectKey = :key and o.purpose is null"
                                        + " and o.erasingSince is null and o.state in :open")
                                .setParameter("cancelled", ObligationState.CANCELLED)
                                .setParameter("type", subject.type())
                                .setParameter("key", subject.key())
                                .setParameter("open", OPEN))
                > 0;
    }

    /** Whether data about the person is going in several transactions, and half of it may be gone. */
    public boolean isGoing(Session session, SubjectId subject) {
        return session.createSelectionQuery(
                                "select count(*) from " + ObligationRow.NAME + " o where o.subjectType = :type"
                                        + " and o.subjectKey = :key and o.erasingSince is not null"
                                        + " and o.state in :open",
                                Long.class)
                        .setParameter("type", subject.type())
                        .setParameter("key", subject.key())
                        .setParameter("open", OPEN)
                        .getSingleResult()
                > 0;
    }

    /** What is owed about a person is held from now on. */
    void hold(Session session, SubjectId subject) {
        OwnChanges.make(session.createMutationQuery("update " + ObligationRow.NAME + " o set o.state = :held"
                        + " where o.subjectType = :type and o.subjectKey = :key and o.state in :claimable")
                .setParameter("held", ObligationState.HELD)
                .setParameter("type", subject.type())
                .setParameter("key", subject.key())
                .setParameter("claimable", CLAIMABLE));
    }

    /**
     * What was held goes on, with fresh due times, unless another hold is on the person. Where another hold is on some
     * of the data, the next sweep finds out. A hold on one person may have kept data about others too, so everybody is
     * looked at.
     */
    void goOn(SessionFactory factory, Instant now) {
        AtomicLong last = new AtomicLong(Long.MIN_VALUE);
        while (OwnTransactions.call(factory, session -> goOn(session, now, last))) {
            LOG.debug("More obligations go on after a hold");
        }
    }

    private boolean goOn(Session session, Instant now, AtomicLong last) {
        Set<SubjectId> held = Holds.unsettled(session).stream()
                .filter(hold -> hold.kind == HoldRow.Kind.PERSON && hold.counts(now))
                .map(hold -> new SubjectId(
                        Objects.requireNonNull(hold.subjectType), Objects.requireNonNull(hold.subjectKey)))
                .collect(Collectors.toSet());
        List<ObligationRow> rows = session.createSelectionQuery(
                        "from " + ObligationRow.NAME + " o where o.state = :held and o.id > :last order by o.id",
                        ObligationRow.class)
                .setParameter("held", ObligationState.HELD)
                .setParameter("last", last.get())
                .setMaxResults(AT_ONCE)
                .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
                .getResultList();
        for (ObligationRow row : rows) {
            last.set(row.id);
            if (!held.contains(row.subject())) {
                row.goOn(now, within(row));
            }
        }
        return rows.size() == AT_ONCE;
    }

    private Duration within(ObligationRow row) {
        return purposes.get().stream()
                .filter(purpose -> purpose.code().equals(row.purpose))
                .map(DeclaredPurpose::eraseWithin)
                .findFirst()
                .orElse(FORGET_WITHIN);
    }

    /** Cancels what is still owed for the purpose. */
    public void cancel(Session session, SubjectId subject, DeclaredPurpose purpose) {
        OwnChanges.make(session.createMutationQuery("update " + ObligationRow.NAME + " o set o.state = :cancelled"
                        + " where o.subjectType = :type and o.subjectKey = :key and o.purpose = :purpose"
                        + " and o.erasingSince is null and o.state in :open")
                .setParameter("cancelled", ObligationState.CANCELLED)
                .setParameter("type", subject.type())
                .setParameter("key", subject.key())
                .setParameter("purpose", purpose.code())
                .setParameter("open", OPEN));
    }

    /** All obligations about one person, newest first. */
    public List<Obligation> of(EntityManager em, SubjectId subject) {
        return em
                .createQuery(
                        "from " + ObligationRow.NAME + " o where o.subjectType = :type and o.subjectKey = :key"
                                + " order by o.id desc",
                        ObligationRow.class)
                .setParameter("type", subject.type())
                .setParameter("key", subject.key())
                .getResultList()
                .stream()
                .map(ObligationRow::value)
                .toList();
    }

    /** The obligations somebody still has to do something for, the one due first first. */
    public List<Obligation> open(EntityManager em, int limit) {
        return em
                .createQuery(
                        "from " + ObligationRow.NAME + " o where o.state in :open order by o.dueAt, o.id",
                        ObligationRow.class)
                .setParameter("open", ObligationQuery.open().states())
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(ObligationRow::value)
                .toList();
    }

    /** Obligations that are asked for and have larger numbers than this one, in their order. */
    public List<Obligation> find(EntityManager em, ObligationQuery asked, long after, int limit) {
        StringBuilder where = new StringBuilder(" o where o.id > :id and o.state in :states");
        Map<String, Object> values = new HashMap<>(Map.of("id", after, "states", asked.states()));
        if (asked.subject() != null) {
            where.append(" and o.subjectType = :type and o.subjectKey = :key");
            values.put("type", asked.subject().type());
            values.put("key", asked.subject().key());
        }
        if (asked.purpose() != null) {
            where.append(" and o.purpose = :purpose");
            values.put("purpose", asked.purpose());
        }
        if (asked.mayBeMetAt() != null) {
            where.append(" and o.notBefore <= :met");
            values.put("met", asked.mayBeMetAt());
        }
        if (asked.dueBefore() != null) {
            where.append(" and o.dueAt < :due");
            values.put("due", asked.dueBefore());
        }
        TypedQuery<ObligationRow> query =
                em.createQuery("from " + ObligationRow.NAME + where + " order by o.id", ObligationRow.class);
        values.forEach(query::setParameter);
        return query.setMaxResults(limit).getResultList().stream()
                .map(ObligationRow::value)
                .toList();
    }

    /** Receipts with larger numbers, in their order. */
    public List<Receipt> receiptsAfter(EntityManager em, long id, int limit) {
        return em
                .createQuery("from " + ReceiptRow.NAME + " r where r.id > :id order by r.id", ReceiptRow.class)
                .setParameter("id", id)
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(ReceiptRow::value)
                .toList();
    }

    /** The latest receipts, newest first. */
    public List<Receipt> receipts(EntityManager em, int limit) {
        return em
                .createQuery("from " + ReceiptRow.NAME + " r order by r.id desc", ReceiptRow.class)
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(ReceiptRow::value)
                .toList();
    }
}
