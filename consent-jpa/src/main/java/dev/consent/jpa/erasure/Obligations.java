package dev.consent.jpa.erasure;

import dev.consent.SubjectId;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.erasure.Backlog;
import dev.consent.erasure.Obligation;
import dev.consent.erasure.ObligationReason;
import dev.consent.erasure.ObligationState;
import dev.consent.erasure.Receipt;
import dev.consent.erasure.ReceiptCheck;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.List;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;

/** Keeps the duties to erase: owed when a purpose ends, cancelled when it comes back in time. */
public final class Obligations {

    /** What is still owed here. */
    static final List<ObligationState> OPEN =
            List.of(ObligationState.PENDING, ObligationState.FAILED, ObligationState.HELD);

    /** What a sweep may take. */
    static final List<ObligationState> CLAIMABLE = List.of(ObligationState.PENDING, ObligationState.FAILED);

    /** Owes the erasure of what was kept for the purpose, unless it is owed already. */
    public void owe(Session session, SubjectId subject, DeclaredPurpose purpose, Instant since) {
        Long open = session.createSelectionQuery(
                        "select count(*) from " + ObligationRow.NAME + " o where o.subjectType = :type"
                                + " and o.subjectKey = :key and o.purpose = :purpose and o.state in :open",
                        Long.class)
                .setParameter("type", subject.type())
                .setParameter("key", subject.key())
                .setParameter("purpose", purpose.code())
                .setParameter("open", OPEN)
                .getSingleResult();
        if (open == 0) {
            ObligationRow owed = new ObligationRow(subject, ObligationReason.PURPOSE_ENDED, purpose, since);
            session.persist(owed);
            session.flush();
            session.detach(owed);
        }
    }

    /** Cancels what is still owed for the purpose. */
    public void cancel(Session session, SubjectId subject, DeclaredPurpose purpose) {
        session.createMutationQuery("update " + ObligationRow.NAME + " o set o.state = :cancelled"
                        + " where o.subjectType = :type and o.subjectKey = :key and o.purpose = :purpose"
                        + " and o.state in :open")
                .setParameter("cancelled", ObligationState.CANCELLED)
                .setParameter("type", subject.type())
                .setParameter("key", subject.key())
                .setParameter("purpose", purpose.code())
                .setParameter("open", OPEN)
                .executeUpdate();
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

    /** The open obligations of everybody, the one due first first. */
    public List<Obligation> open(EntityManager em, int limit) {
        return em
                .createQuery(
                        "from " + ObligationRow.NAME + " o where o.state in :open order by o.dueAt, o.id",
                        ObligationRow.class)
                .setParameter("open", OPEN)
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(ObligationRow::value)
                .toList();
    }

    /**
     * Obligations with larger numbers, in their order.
     *
     * @param overdueAt only open ones whose due time was before this moment, or {@code null} for all
     */
    public List<Obligation> after(EntityManager em, long id, @Nullable Instant overdueAt, int limit) {
        TypedQuery<ObligationRow> query = em.createQuery(
                "from " + ObligationRow.NAME + " o where o.id > :id"
                        + (overdueAt == null ? "" : " and o.state in :open and o.dueAt < :at") + " order by o.id",
                ObligationRow.class);
        if (overdueAt != null) {
            query.setParameter("open", OPEN).setParameter("at", overdueAt);
        }
        return query.setParameter("id", id).setMaxResults(limit).getResultList().stream()
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

    /** Walks along the chain of all receipts. */
    public ReceiptCheck checkReceipts(SessionFactory factory) {
        return ReceiptChain.check(factory);
    }

    /** How much is open and how much of it is late. */
    public Backlog backlog(EntityManager em, Instant now) {
        Object[] counts = em.createQuery(
                        "select count(*), sum(case when o.dueAt < :now then 1 else 0 end),"
                                + " sum(case when o.attempts > 0 then 1 else 0 end), min(o.dueAt) from "
                                + ObligationRow.NAME + " o where o.state in :open",
                        Object[].class)
                .setParameter("now", now)
                .setParameter("open", OPEN)
                .getSingleResult();
        return new Backlog((Long) counts[0], count(counts[1]), count(counts[2]), (Instant) counts[3]);
    }

    private static long count(Object sum) {
        return sum instanceof Number number ? number.longValue() : 0;
    }
}
