package dev.consent.jpa.decision;

import dev.consent.evidence.DecisionLink;
import dev.consent.jpa.chain.Chain;
import dev.consent.jpa.sql.KeptStatements;
import dev.consent.jpa.transaction.OfTransactions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.engine.spi.TransactionCompletionCallbacks;
import org.hibernate.engine.spi.TransactionCompletionCallbacks.AfterCompletionCallback;
import org.hibernate.engine.spi.TransactionCompletionCallbacks.BeforeCompletionCallback;

/**
 * Chains the history of decisions. It is told of the same writes as Envers, and as there, what a transaction writes
 * several times is one row that says what it said last. Links are written as the transaction is about to commit, because
 * others wait for it from then on.
 */
public final class LedgerChain {

    /** As many as go on the way of the chain's end; more take longer there than on ways of their own. */
    private static final int FEW = 8;

    private final Chain<LedgerLink> chain =
            new Chain<>(LedgerLink.class, LedgerLink.NAME, "decision", LedgerLink.ATTRIBUTES);

    /** What sessions have written and not chained yet. */
    private final OfTransactions<Map<Written, String>> unchained = new OfTransactions<>();

    private record Written(String entity, Long row) {}

    /** Begins the chain unless it has begun, in a transaction of its own. */
    public void begin(SessionFactory factory) {
        chain.begin(factory);
    }

    /** Links with larger numbers than one, in the order of the chain. */
    public List<DecisionLink> after(Session session, long number, int limit) {
        return chain.after(session, number, limit).stream()
                .map(LedgerLink::value)
                .toList();
    }

    Chain<LedgerLink> chain() {
        return chain;
    }

    /** Whether an entity is one of those whose history is chained. */
    public boolean covers(Object entity) {
        return entity instanceof Statement;
    }

    /**
     * Something was inserted or updated in a session.
     *
     * @param changed the attributes that changed; empty when all may have
     * @param revision the revision of the history, known once Envers has written it
     */
    public void wrote(
            SessionImplementor session, Object entity, Object id, Set<String> changed, LongSupplier revision) {
        // Envers writes no row where all that changed has no history.
        if (!(entity instanceof Statement statement) || changed.equals(Set.of(VoiceRow.COUNTS))) {
            return;
        }
        Map<Written, String> written = unchained.get(session);
        if (written == null) {
            written = new LinkedHashMap<>();
            unchained.keep(session, written);
            TransactionCompletionCallbacks callbacks = session.getTransactionCompletionCallbacks();
            BeforeCompletionCallback committing = owner -> append(session, revision.getAsLong());
            AfterCompletionCallback over = (committed, owner) -> unchained.take(session);
            callbacks.registerCallback(committing);
            callbacks.registerCallback(over);
        }
        written.put(new Written(statement.entity(), (Long) id), statement.contentHash());
    }

    private void append(SessionImplementor session, long revision) {
        Map<Written, String> written = unchained.take(session);
        if (written == null) {
            return;
        }
        List<LedgerLink> links = written.entrySet().stream()
                .map(row -> new LedgerLink(row.getKey().entity(), row.getKey().row(), revision, row.getValue()))
                .toList();
        if (links.size() <= FEW && KeptStatements.hears(session)) {
            chain.append(session, links, with -> {});
            return;
        }
        chain.place(session, links);
        // Not with a flush, which would also write what the application has not decided to write.
        try (StatelessSession beside =
                session.statelessWithOptions().connection().open()) {
            beside.insertMultiple(links);
        }
    }
}
