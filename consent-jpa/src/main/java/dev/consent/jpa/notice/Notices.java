package dev.consent.jpa.notice;

import dev.consent.ConsentException;
import dev.consent.SubjectId;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.catalog.DeclaredRecipient;
import dev.consent.catalog.DeclaredSource;
import dev.consent.jpa.retry.Fatal;
import dev.consent.jpa.retry.Retried;
import dev.consent.jpa.transaction.OwnTransactions;
import dev.consent.notice.Notice;
import dev.consent.notice.NoticeBacklog;
import dev.consent.notice.NoticeHandler;
import dev.consent.notice.NoticeHandler.Delivery;
import dev.consent.notice.NoticeReport;
import dev.consent.notice.NoticeState;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.TypedQuery;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.hibernate.LockMode;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What recipients and sources of personal data have to be told: hand it over, acknowledge it, see what is late. Notices
 * are written by consent, in the transaction of what they tell.
 *
 * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR, Article 19</a>
 */
public final class Notices {

    private static final int AT_ONCE = 20;

    /** Batches in one round, so that it ends even where each notice leads to another. */
    private static final int MOST_BATCHES = 500;

    private static final List<NoticeState> OPEN = List.of(NoticeState.PENDING, NoticeState.SENT);

    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

    private final EntityManagerFactory factory;
    private final Supplier<Collection<DeclaredPurpose>> purposes;
    private final Clock clock;

    public Notices(EntityManagerFactory factory, Supplier<Collection<DeclaredPurpose>> purposes, Clock clock) {
        this.factory = factory;
        this.purposes = purposes;
        this.clock = clock;
    }

    /**
     * Hands over everything that waits for one of these handlers, the oldest first, each at least once. Any number of
     * nodes may do so at once; what one of them holds, others pass over. What fails is tried again after a pause that
     * grows from a minute to an hour; what a crash interrupted, after five minutes. Notices nobody handles wait, and
     * become overdue. One round takes at most 10,000.
     *
     * @throws ConsentException when a handler is for a party that no purpose names, or two are for the same
     */
    public NoticeReport deliver(Collection<? extends NoticeHandler> handlers) {
        Map<String, NoticeHandler> byParty = byParty(handlers);
        int sent = 0;
        int acknowledged = 0;
        int failed = 0;
        for (int batch = 0; batch < MOST_BATCHES && !byParty.isEmpty(); batch++) {
            List<Notice> claimed = claim(byParty.keySet());
            if (claimed.isEmpty()) {
                break;
            }
            for (Notice notice : claimed) {
                Delivery delivery = handOver(Objects.requireNonNull(byParty.get(notice.party())), notice);
                if (delivery == null) {
                    failed++;
                } else if (delivery == Delivery.ACKNOWLEDGED) {
                    acknowledged++;
                } else {
                    sent++;
                }
            }
        }
        return new NoticeReport(sent, acknowledged, failed);
    }

    private Map<String, NoticeHandler> byParty(Collection<? extends NoticeHandler> handlers) {
        Map<Class<?>, String> codes = new HashMap<>();
        for (DeclaredPurpose purpose : purposes.get()) {
            purpose.recipients().forEach(recipient -> codes.put(recipient.type(), recipient.code()));
            purpose.sources().forEach(source -> codes.put(source.type(), source.code()));
        }
        Map<String, NoticeHandler> byParty = new HashMap<>();
        for (NoticeHandler handler : handlers) {
            String code = codes.get(handler.party());
            if (code == null) {
                throw new ConsentException("There is a handler of notices for "
                        + handler.party().getName() + ", which no purpose names. Add it to the recipients or sources of"
                        + " a @Purpose, or remove the handler.");
            }
            if (byParty.put(code, handler) != null) {
                throw new ConsentException("There are two handlers of notices for "
                        + handler.party().getName() + ". Leave one.");
            }
        }
        return byParty;
    }

    /** Begins an attempt for some of those that wait. Short, because withdrawals may wait for it. */
    private List<Notice> claim(Set<String> parties) {
        Instant now = clock.instant();
        return OwnTransactions.call(
                factory.unwrap(SessionFactory.class),
                session -> values(Retried.claim(
                        session,
                        NoticeRow.class,
                        "r.state = :pending and r.party in :parties",
                        Map.of("pending", NoticeState.PENDING, "parties", parties),
                        AT_ONCE,
                        now)));
    }

    private @Nullable Delivery handOver(NoticeHandler handler, Notice notice) {
        Delivery delivery;
        try {
            delivery = handler.deliver(notice);
        } catch (Exception | Error failure) {
            Fatal.passOn(failure);
            LOG.warn(
                    "A notice for {} could not be handed over and is tried again later: {}",
                    notice.party(),
                    failure.getClass().getName());
            conclude(notice, row -> row.failed(failure, clock.instant()));
            return null;
        }
        conclude(notice, row -> row.handedOver(delivery, clock.instant()));
        return delivery;
    }

    private void conclude(Notice notice, Consumer<NoticeRow> conclusion) {
        OwnTransactions.run(factory.unwrap(SessionFactory.class), session -> {
            NoticeRow row = locked(session, notice.id());
            if (row != null) {
                conclusion.accept(row);
            }
        });
    }

    private static @Nullable NoticeRow locked(EntityManager em, UUID id) {
        return em.unwrap(Session.class).find(NoticeRow.class, id, LockMode.PESSIMISTIC_WRITE);
    }

    /**
     * Notes, in the current transaction, that the other side has acted on a notice. Doing so again changes nothing.
     *
     * @return whether there is such a notice
     */
    public boolean acknowledge(EntityManager em, UUID notice) {
        NoticeRow row = locked(em, notice);
        if (row == null) {
            return false;
        }
        if (row.state != NoticeState.ACKNOWLEDGED) {
            row.acknowledge(clock.instant());
            em.flush();
        }
        em.detach(row);
        return true;
    }

    /** Notices that should have been acknowledged by now and were not, the one due first first. */
    public List<Notice> overdue(EntityManager em, int limit) {
        return values(em.createQuery(
                        "from " + NoticeRow.NAME + " n where n.state in :open and n.dueAt < :now"
                                + " order by n.dueAt, n.id",
                        NoticeRow.class)
                .setParameter("open", OPEN)
                .setParameter("now", clock.instant())
                .setMaxResults(limit)
                .getResultList());
    }

    /** All notices about one person, newest first. */
    public List<Notice> of(EntityManager em, SubjectId subject) {
        return values(em.createQuery(
                        "from " + NoticeRow.NAME + " n where n.subjectType = :type and n.subjectKey = :key"
                                + " order by n.createdAt desc, n.id",
                        NoticeRow.class)
                .setParameter("type", subject.type())
                .setParameter("key", subject.key())
                .getResultList());
    }

    /** The latest notices to one recipient or source, by its code, newest first. */
    public List<Notice> latest(EntityManager em, String party, int limit) {
        return values(em.createQuery(
                        "from " + NoticeRow.NAME + " n where n.party = :party order by n.createdAt desc, n.id",
                        NoticeRow.class)
                .setParameter("party", party)
                .setMaxResults(limit)
                .getResultList());
    }

    /**
     * Notices in the order in which they were written. To page, hand back the last one; {@link
     * dev.consent.jpa.audit.Audit#notices()} does it for you, and writes CSV and JSON.
     *
     * @param from only those about something that happened then or later
     * @param after of those of that very moment, only those with larger numbers, or {@code null}
     */
    public List<Notice> after(EntityManager em, Instant from, @Nullable UUID after, int limit) {
        TypedQuery<NoticeRow> query = em.createQuery(
                        "from " + NoticeRow.NAME + " n where n.createdAt "
                                + (after == null ? ">= :from" : "> :from or (n.createdAt = :from and n.id > :after)")
                                + " order by n.createdAt, n.id",
                        NoticeRow.class)
                .setParameter("from", from);
        if (after != null) {
            query.setParameter("after", after);
        }
        return values(query.setMaxResults(limit).getResultList());
    }

    private static List<Notice> values(List<NoticeRow> rows) {
        return rows.stream().map(NoticeRow::value).toList();
    }

    /** How much is open, and how much of it is late. */
    public NoticeBacklog backlog() {
        Instant now = clock.instant();
        return OwnTransactions.call(factory.unwrap(SessionFactory.class), em -> {
            Object[] counts = em.createQuery(
                            "select sum(case when n.state = :pending then 1 else 0 end),"
                                    + " sum(case when n.state = :sent then 1 else 0 end),"
                                    + " sum(case when n.dueAt < :now then 1 else 0 end), min(n.dueAt) from "
                                    + NoticeRow.NAME + " n where n.state in :open",
                            Object[].class)
                    .setParameter("pending", NoticeState.PENDING)
                    .setParameter("sent", NoticeState.SENT)
                    .setParameter("now", now)
                    .setParameter("open", OPEN)
                    .getSingleResult();
            return new NoticeBacklog(count(counts[0]), count(counts[1]), count(counts[2]), (Instant) counts[3]);
        });
    }

    private static long count(Object sum) {
        return sum instanceof Number number ? number.longValue() : 0;
    }

    /** Why notices of these purposes could not be told apart; empty when they can. */
    public static List<String> problems(Collection<DeclaredPurpose> purposes) {
        Map<String, Class<?>> known = new HashMap<>();
        List<String> problems = new ArrayList<>();
        for (DeclaredPurpose purpose : purposes) {
            for (DeclaredRecipient recipient : purpose.recipients()) {
                check(known, recipient.code(), recipient.type(), problems);
            }
            for (DeclaredSource source : purpose.sources()) {
                check(known, source.code(), source.type(), problems);
            }
        }
        return problems.stream().distinct().toList();
    }

    private static void check(Map<String, Class<?>> known, String code, Class<?> type, List<String> problems) {
        Class<?> other = known.putIfAbsent(code, type);
        if (other != null && other != type) {
            problems.add(other.getName() + " and " + type.getName() + " have the same code '" + code + "'");
        }
    }
}
