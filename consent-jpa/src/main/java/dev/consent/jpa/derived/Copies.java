package dev.consent.jpa.derived;

import dev.consent.ConsentException;
import dev.consent.catalog.DeclaredDerivedData;
import dev.consent.erasure.CopiesBacklog;
import dev.consent.erasure.CopiesGivenUp;
import dev.consent.erasure.CopiesReport;
import dev.consent.erasure.DerivedDataHandler;
import dev.consent.erasure.ErasedOriginals;
import dev.consent.erasure.WaitingCopies;
import dev.consent.jpa.retry.Fatal;
import dev.consent.jpa.retry.Retried;
import dev.consent.jpa.transaction.OwnChanges;
import dev.consent.jpa.transaction.OwnTransactions;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hibernate.LockMode;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of personal data outside the database, such as entries of a search index: has them erased after the originals,
 * and tells which still are to be. An obligation whose originals are erased awaits its copies, and is done when the last
 * of them is acknowledged to be gone.
 *
 * @see dev.consent.CopiedTo
 */
public final class Copies {

    /** In one round, so that it ends even where each batch leads to another. */
    private static final int MOST_BATCHES = 10_000;

    private static final int GIVEN_UP_AT_ONCE = 100;

    private static final Logger LOG = LoggerFactory.getLogger(Copies.class);

    private final SessionFactory factory;
    private final Set<String> declared;
    private final Originals originals;
    private final Awaiting awaiting;
    private final Supplier<String> account;
    private final Clock clock;

    /**
     * For consent itself.
     *
     * @param declared the codes of all derived data of this persistence unit
     */
    public Copies(
            SessionFactory factory,
            Set<String> declared,
            Originals originals,
            Awaiting awaiting,
            Supplier<String> account,
            Clock clock) {
        this.factory = factory;
        this.declared = Set.copyOf(declared);
        this.originals = originals;
        this.awaiting = awaiting;
        this.account = account;
        this.clock = clock;
    }

    /**
     * Has erased what waits for one of these handlers, the oldest first, each batch at least once. Any number of nodes
     * may do so at once; what one of them works on, others pass over. What fails is tried again after a pause that grows
     * from a minute to an hour; what a crash interrupted, after five minutes. What nobody handles waits, and becomes
     * overdue. The starter calls this every half minute for the handlers that are beans. A thread that is interrupted
     * stops after the batch at hand.
     *
     * @throws ConsentException when a handler is for derived data that no entity names, unless copies wait for it, or two
     *     are for the same
     */
    public CopiesReport erase(Collection<? extends DerivedDataHandler> handlers) {
        Map<String, DerivedDataHandler> byData = byData(handlers);
        settleLeftOver();
        int erased = 0;
        int failed = 0;
        int batches = byData.isEmpty() ? 0 : MOST_BATCHES;
        for (int batch = 0; batch < batches && !Thread.currentThread().isInterrupted(); batch++) {
            DerivedKeysRow claimed = claim(byData.keySet());
            if (claimed == null) {
                break;
            }
            if (erase(byData.get(claimed.data), claimed)) {
                erased++;
            } else {
                failed++;
            }
        }
        return new CopiesReport(erased, failed);
    }

    private Map<String, DerivedDataHandler> byData(Collection<? extends DerivedDataHandler> handlers) {
        Map<String, DerivedDataHandler> byData = new HashMap<>();
        for (DerivedDataHandler handler : handlers) {
            String code;
            try {
                code = DeclaredDerivedData.of(handler.data()).code();
            } catch (IllegalArgumentException malformed) {
                throw new ConsentException(String.valueOf(malformed.getMessage()), malformed);
            }
            if (!declared.contains(code) && count(code) == 0) {
                throw new ConsentException("There is a handler for the derived data "
                        + handler.data().getName()
                        + ", which no entity names. Annotate what is copied with @CopiedTo, or"
                        + " remove the handler.");
            }
            if (byData.put(code, handler) != null) {
                throw new ConsentException("There are two handlers for the derived data "
                        + handler.data().getName() + ". Leave one.");
            }
        }
        return byData;
    }

    private long count(String data) {
        return OwnTransactions.call(
                factory,
                session -> session.createSelectionQuery(
                                "select count(*) from " + DerivedKeysRow.NAME + " k where k.data = :data", Long.class)
                        .setParameter("data", data)
                        .getSingleResult());
    }

    private @Nullable DerivedKeysRow claim(Set<String> data) {
        Instant now = clock.instant();
        return OwnTransactions.call(
                factory,
                session ->
                        Retried.claim(session, DerivedKeysRow.class, "r.data in :data", Map.of("data", data), 1, now)
                                .stream()
                                .findFirst()
                                .orElse(null));
    }

    private boolean erase(DerivedDataHandler handler, DerivedKeysRow claimed) {
        try {
            handler.erase(originals(claimed));
        } catch (Exception | Error failure) {
            Fatal.passOn(failure);
            if (failure instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            LOG.warn(
                    "Copies in {} could not be erased and are tried again later: {}",
                    claimed.data,
                    failure.getClass().getName());
            failed(claimed, failure);
            return false;
        }
        acknowledged(claimed);
        return true;
    }

    private ErasedOriginals originals(DerivedKeysRow claimed) {
        Class<?> entity = originals.type(claimed.entity);
        if (entity == null) {
            throw new ConsentException("There is no entity " + claimed.entity + " any more, so nobody can be told which"
                    + " copies in " + claimed.data + " to erase. Map it again, or give them up.");
        }
        return new ErasedOriginals(
                claimed.id,
                entity,
                claimed.keys().stream()
                        .map(key -> originals.identifier(entity, key))
                        .toList(),
                claimed.attributeSet(),
                Set.copyOf(DerivedErasureRow.reasons(claimed.reasons)),
                claimed.erasedAt,
                claimed.attempts());
    }

    private void acknowledged(DerivedKeysRow claimed) {
        OwnTransactions.run(factory, session -> {
            DerivedErasureRow erasure = locked(session, claimed.erasure);
            DerivedKeysRow row = session.find(DerivedKeysRow.class, claimed.id);
            if (erasure != null && row != null) {
                OwnChanges.flushed(session, () -> session.remove(row));
                erasure.count("copies in " + claimed.data, row.count);
                settle(session, erasure);
            }
        });
    }

    private void failed(DerivedKeysRow claimed, Throwable failure) {
        Instant now = clock.instant();
        OwnTransactions.run(factory, session -> {
            DerivedErasureRow erasure = locked(session, claimed.erasure);
            DerivedKeysRow row = session.find(DerivedKeysRow.class, claimed.id);
            if (erasure != null && row != null) {
                DerivedKeysRow half = row.failed(failure, now);
                if (half != null) {
                    session.persist(half);
                }
                awaiting.failed(session, erasure.waiting(), failure.getClass().getName());
            }
        });
    }

    private static @Nullable DerivedErasureRow locked(Session session, UUID erasure) {
        return session.find(DerivedErasureRow.class, erasure, LockMode.PESSIMISTIC_WRITE);
    }

    /** Ends an erasure when nothing is left of it. */
    private void settle(Session session, DerivedErasureRow erasure) {
        session.flush();
        long left = session.createSelectionQuery(
                        "select count(*) from " + DerivedKeysRow.NAME + " k where k.erasure = :erasure", Long.class)
                .setParameter("erasure", erasure.id)
                .getSingleResult();
        if (erasure.complete() && left == 0) {
            OwnChanges.flushed(session, () -> session.remove(erasure));
            awaiting.over(session, erasure.over());
        }
    }

    /** Copies may all have gone before the originals had, where these took several transactions. */
    private void settleLeftOver() {
        List<UUID> over = OwnTransactions.call(
                factory,
                session -> session.createSelectionQuery(
                                "select e.id from " + DerivedErasureRow.NAME + " e where e.obligations is not null"
                                        + " and not exists (select 1 from " + DerivedKeysRow.NAME
                                        + " k where k.erasure = e.id)",
                                UUID.class)
                        .getResultList());
        over.forEach(id -> OwnTransactions.run(factory, session -> {
            DerivedErasureRow erasure = locked(session, id);
            if (erasure != null) {
                settle(session, erasure);
            }
        }));
    }

    /**
     * Waits no longer for copies to be erased, because nobody will: the index is gone, the handler was removed. What awaits
     * them is done, and the receipt that says so says that they were given up. Who did so, when and why stays on record,
     * with one entry for each transaction it takes.
     *
     * @param data the code of the derived data
     * @param reason why, 1 to 500 characters; it is stored, so name a person in it never
     * @return of how many rows copies were waited for
     */
    public long giveUp(String data, String reason) {
        if (reason.isBlank() || reason.length() > GivenUpRow.LONGEST_REASON) {
            throw new IllegalArgumentException(
                    "giving up needs a reason of 1 to " + GivenUpRow.LONGEST_REASON + " characters");
        }
        long all = 0;
        while (count(data) > 0) {
            all += OwnTransactions.call(factory, session -> giveUpSome(session, data, reason));
        }
        if (all > 0) {
            LOG.warn("Copies in {} of {} erased rows were given up", data, all);
        }
        return all;
    }

    private long giveUpSome(Session session, String data, String reason) {
        Map<UUID, List<Long>> waiting = session
                .createSelectionQuery(
                        "select k.erasure, k.id from " + DerivedKeysRow.NAME + " k where k.data = :data order by k.id",
                        Object[].class)
                .setParameter("data", data)
                .setMaxResults(GIVEN_UP_AT_ONCE)
                .getResultList()
                .stream()
                .collect(Collectors.groupingBy(
                        row -> (UUID) row[0],
                        TreeMap::new,
                        Collectors.mapping(row -> (Long) row[1], Collectors.toList())));
        long keys = 0;
        for (Map.Entry<UUID, List<Long>> one : waiting.entrySet()) {
            DerivedErasureRow erasure = locked(session, one.getKey());
            for (Long id : one.getValue()) {
                DerivedKeysRow row = session.find(DerivedKeysRow.class, id);
                if (row != null) {
                    OwnChanges.flushed(session, () -> session.remove(row));
                    keys += row.count;
                    if (erasure != null) {
                        erasure.count("given up in " + data, row.count);
                    }
                }
            }
        }
        if (keys > 0) {
            String by = account.get();
            session.persist(
                    new GivenUpRow(data, reason, by.length() <= 64 ? by : by.substring(0, 64), clock.instant(), keys));
            for (UUID id : waiting.keySet()) {
                DerivedErasureRow erasure = session.find(DerivedErasureRow.class, id);
                if (erasure != null) {
                    settle(session, erasure);
                }
            }
        }
        return keys;
    }

    /** What is still to be erased, the batch due first first. */
    public List<WaitingCopies> waiting(EntityManager em, int limit) {
        return em
                .createQuery("from " + DerivedKeysRow.NAME + " k order by k.dueAt, k.id", DerivedKeysRow.class)
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(DerivedKeysRow::value)
                .toList();
    }

    /** What is still to be erased, with larger numbers than this one and in their order. */
    public List<WaitingCopies> after(EntityManager em, long id, int limit) {
        return em
                .createQuery("from " + DerivedKeysRow.NAME + " k where k.id > :id order by k.id", DerivedKeysRow.class)
                .setParameter("id", id)
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(DerivedKeysRow::value)
                .toList();
    }

    /** What was given up, with larger numbers than this one and in their order; after 0 all of it. */
    public List<CopiesGivenUp> givenUp(EntityManager em, long after, int limit) {
        return em
                .createQuery("from " + GivenUpRow.NAME + " g where g.id > :id order by g.id", GivenUpRow.class)
                .setParameter("id", after)
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(GivenUpRow::value)
                .toList();
    }

    /** How much is still to be erased, at a moment. */
    public CopiesBacklog backlog(EntityManager em, Instant now) {
        Object[] counts = em.createQuery(
                        "select count(*), sum(case when k.lastError is not null then 1 else 0 end),"
                                + " sum(case when k.dueAt < :now then 1 else 0 end), min(k.dueAt) from "
                                + DerivedKeysRow.NAME + " k",
                        Object[].class)
                .setParameter("now", now)
                .getSingleResult();
        return new CopiesBacklog(number(counts[0]), number(counts[1]), number(counts[2]), (Instant) counts[3]);
    }

    private static long number(@Nullable Object sum) {
        return sum instanceof Number number ? number.longValue() : 0;
    }

    /** Whether something that failed and is not overdue yet is tried again only after it is due. */
    public boolean willBeLate(EntityManager em, Instant now) {
        return em.createQuery(
                                "select count(*) from " + DerivedKeysRow.NAME + " k where k.lastError is not null"
                                        + " and k.nextAttemptAt >= k.dueAt and k.dueAt >= :now",
                                Long.class)
                        .setParameter("now", now)
                        .getSingleResult()
                > 0;
    }
}
