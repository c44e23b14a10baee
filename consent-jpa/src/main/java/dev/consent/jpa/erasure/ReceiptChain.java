package dev.consent.jpa.erasure;

import dev.consent.erasure.ReceiptCheck;
import dev.consent.erasure.ReceiptCheck.Fault;
import dev.consent.erasure.ReceiptCheck.Kind;
import dev.consent.jpa.transaction.OwnTransactions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.hibernate.LockMode;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.engine.spi.TransactionCompletionCallbacks.AfterCompletionCallback;
import org.jspecify.annotations.Nullable;

/**
 * Receipts in one chain: each holds the hash of the one before, and the end is kept apart, so that the last ones cannot
 * vanish either. The end is locked when everything else in the erasing transaction is done, for as long as its commit
 * takes: nodes that sweep together wait for each other there, and nowhere else.
 */
final class ReceiptChain {

    /** What the first receipt follows. */
    static final String BEGINNING = "0".repeat(64);

    private static final int AT_ONCE = 1_000;

    /** Where the chain ended after the last receipt of this node: when no other node appended one, it still does. */
    private final AtomicReference<@Nullable End> end = new AtomicReference<>();

    /** How many receipts there are, and the hash of the last. */
    private record End(long receipts, String hash) {}

    /** Begins the chain unless it has begun, in a transaction of its own. */
    static void begin(SessionFactory factory) {
        if (OwnTransactions.call(factory, ReceiptChain::end) != null) {
            return;
        }
        try {
            OwnTransactions.run(factory, ReceiptChain::anew);
        } catch (RuntimeException failure) {
            // Another node may have begun it at the same moment.
            if (OwnTransactions.call(factory, ReceiptChain::end) == null) {
                throw failure;
            }
        }
    }

    private static @Nullable ReceiptChainRow end(Session session) {
        return session.find(ReceiptChainRow.class, ReceiptChainRow.ONLY);
    }

    /** An end. When there are receipts it was lost, and a number that is never given to one tells so for ever. */
    private static ReceiptChainRow anew(Session session) {
        Long last = session.createSelectionQuery("select max(r.id) from " + ReceiptRow.NAME + " r", Long.class)
                .getSingleResult();
        ReceiptChainRow end = new ReceiptChainRow(last == null ? 0 : last + 1, BEGINNING);
        session.persist(end);
        return end;
    }

    /**
     * Appends receipts. Everything else their transaction does to the database comes first, but for marks nobody waits
     * for, because others wait for its end from here on; who waits here may hold what is locked before, and nothing is
     * waited for after.
     */
    void append(Session session, List<ReceiptRow> receipts) {
        session.flush();
        End known = end.get();
        End reached = known == null ? null : follow(known, receipts);
        if (reached == null || !advance(session, known, reached)) {
            End locked = lock(session);
            reached = follow(locked, receipts);
            advance(session, locked, reached);
        }
        receipts.forEach(session::persist);
        publish(session, reached);
    }

    private void publish(Session session, End reached) {
        AfterCompletionCallback ended = (committed, owner) -> {
            if (committed) {
                end.set(reached);
            }
        };
        ((SharedSessionContractImplementor) session)
                .getTransactionCompletionCallbacks()
                .registerCallback(ended);
    }

    /** Gives receipts their places behind an end, and returns the new one. */
    private static End follow(End end, List<ReceiptRow> receipts) {
        End last = end;
        for (ReceiptRow receipt : receipts) {
            receipt.follow(last.receipts() + 1, last.hash());
            last = new End(receipt.id, receipt.hash);
        }
        return last;
    }

    /** Moves the end of the chain and holds it, if it is where it is thought to be. */
    private static boolean advance(Session session, End from, End to) {
        return session.createMutationQuery("update " + ReceiptChainRow.NAME
                                + " c set c.receipts = :receipts, c.lastHash = :hash"
                                + " where c.id = :only and c.receipts = :known and c.lastHash = :knownHash")
                        .setParameter("receipts", to.receipts())
                        .setParameter("hash", to.hash())
                        .setParameter("only", ReceiptChainRow.ONLY)
                        .setParameter("known", from.receipts())
                        .setParameter("knownHash", from.hash())
                        .executeUpdate()
                == 1;
    }

    private static End lock(Session session) {
        ReceiptChainRow row = session.find(ReceiptChainRow.class, ReceiptChainRow.ONLY, LockMode.PESSIMISTIC_WRITE);
        if (row == null) {
            row = anew(session);
            session.flush();
        }
        End locked = new End(row.receipts, row.lastHash);
        session.detach(row);
        return locked;
    }

    /** Hands over all receipts in the order of the chain, a thousand in memory at a time. */
    static void forEach(SessionFactory factory, Consumer<ReceiptRow> reader) {
        long last = Long.MIN_VALUE;
        while (true) {
            long after = last;
            List<ReceiptRow> some = OwnTransactions.call(
                    factory,
                    session -> session.createSelectionQuery(
                                    "from " + ReceiptRow.NAME + " r where r.id > :after order by r.id",
                                    ReceiptRow.class)
                            .setParameter("after", after)
                            .setMaxResults(AT_ONCE)
                            .getResultList());
            if (some.isEmpty()) {
                return;
            }
            some.forEach(reader);
            last = some.get(some.size() - 1).id;
        }
    }

    /** Reads the whole chain and says what does not fit. */
    static ReceiptCheck check(SessionFactory factory) {
        ReceiptChainRow before = OwnTransactions.call(factory, ReceiptChain::end);
        Walk walk = new Walk(before == null ? 0 : before.receipts, before == null ? BEGINNING : before.lastHash);
        forEach(factory, walk::next);
        // Receipts that were appended meanwhile are there together with an end that knows them.
        ReceiptChainRow after = OwnTransactions.call(factory, ReceiptChain::end);
        return walk.finished(after == null ? 0 : after.receipts);
    }

    /** One walk along the chain. */
    private static final class Walk {
        private final long known;
        private final String knownHash;
        private final List<Fault> faults = new ArrayList<>();
        private final List<Long> beyond = new ArrayList<>();
        private long count;
        private long expected = 1;
        private @Nullable String previous = BEGINNING;
        private String last = BEGINNING;

        Walk(long known, String knownHash) {
            this.known = known;
            this.knownHash = knownHash;
        }

        void next(ReceiptRow row) {
            count++;
            if (row.id < expected) {
                fault(Kind.INSERTED, row.id);
                return;
            }
            if (row.id > expected) {
                fault(Kind.REMOVED, expected);
                previous = null;
            }
            boolean whole = row.hash.equals(row.computed())
                    && (previous == null || row.previous.equals(previous))
                    && (row.id != known || row.hash.equals(knownHash));
            if (!whole) {
                fault(Kind.CHANGED, row.id);
            }
            if (row.id > known) {
                beyond.add(row.id);
            }
            previous = row.hash;
            last = row.hash;
            expected = row.id + 1;
        }

        private void fault(Kind kind, long receipt) {
            if (faults.size() < ReceiptCheck.MOST_FAULTS) {
                faults.add(new Fault(kind, receipt));
            }
        }

        ReceiptCheck finished(long knownNow) {
            if (expected <= known) {
                fault(Kind.REMOVED, expected);
            }
            beyond.stream().filter(receipt -> receipt > knownNow).forEach(receipt -> fault(Kind.INSERTED, receipt));
            return new ReceiptCheck(count, last, faults);
        }
    }
}
