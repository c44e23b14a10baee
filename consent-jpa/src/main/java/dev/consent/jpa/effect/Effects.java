package dev.consent.jpa.effect;

import dev.consent.SubjectId;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.decision.DecisionListener;
import dev.consent.decision.DecisionTookEffect;
import dev.consent.decision.Standing;
import dev.consent.jpa.notice.NoticeOutbox;
import dev.consent.jpa.retry.Fatal;
import dev.consent.jpa.transaction.OfTransactions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hibernate.SharedSessionContract;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.engine.spi.TransactionCompletionCallbacks.AfterCompletionCallback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows every change of what holds: notices are written in the transaction that decides; remembered answers are
 * forgotten and listeners told once it has committed.
 */
public final class Effects {

    private static final Logger LOG = LoggerFactory.getLogger(Effects.class);

    private final NoticeOutbox outbox;
    private final RememberedStandings remembered;
    private final List<DecisionListener> listeners = new CopyOnWriteArrayList<>();

    /** What sessions have decided and not committed yet. */
    private final OfTransactions<List<DecisionTookEffect>> pending = new OfTransactions<>();

    public Effects(NoticeOutbox outbox, RememberedStandings remembered) {
        this.outbox = outbox;
        this.remembered = remembered;
    }

    public void add(DecisionListener listener) {
        listeners.add(listener);
    }

    public void remove(DecisionListener listener) {
        listeners.remove(listener);
    }

    /** Something was decided, or has run out, in the transaction of this session. */
    public void decided(
            SharedSessionContract session,
            SubjectId subject,
            DeclaredPurpose purpose,
            Standing standing,
            boolean wasInForce,
            Instant at) {
        boolean inForce = standing.inForce();
        if (inForce != wasInForce) {
            outbox.changed(session, subject, purpose, inForce, at);
        }
        afterCommit(
                session, new DecisionTookEffect(subject, purpose.type(), standing.state(), wasInForce, inForce, at));
    }

    /** Processing for these purposes, which are in force otherwise, was restricted, or the restriction was lifted. */
    public void restricted(
            SharedSessionContract session,
            SubjectId subject,
            Map<DeclaredPurpose, Standing> purposes,
            boolean lifted,
            Instant at) {
        outbox.restricted(session, subject, purposes.keySet(), lifted, at);
        purposes.forEach((purpose, standing) -> {
            if (lifted) {
                // What sources delivered meanwhile was not stored.
                outbox.changed(session, subject, purpose, true, at);
            }
            afterCommit(
                    session, new DecisionTookEffect(subject, purpose.type(), standing.state(), !lifted, lifted, at));
        });
    }

    /** Whether the session's transaction has decided something that nobody else can see yet. */
    public boolean hasDecided(SharedSessionContract session) {
        return pending.get((SharedSessionContractImplementor) session) != null;
    }

    /** Whether any transaction has decided something that nobody else can see yet. */
    public boolean anythingPending() {
        return !pending.isEmpty();
    }

    private void afterCommit(SharedSessionContract deciding, DecisionTookEffect decision) {
        SharedSessionContractImplementor session = (SharedSessionContractImplementor) deciding;
        List<DecisionTookEffect> decisions = pending.get(session);
        if (decisions == null) {
            pending.keep(session, new ArrayList<>(List.of(decision)));
            AfterCompletionCallback completed = (committed, owner) -> complete(session, committed);
            session.getTransactionCompletionCallbacks().registerCallback(completed);
        } else {
            decisions.add(decision);
        }
    }

    private void complete(SharedSessionContractImplementor session, boolean committed) {
        List<DecisionTookEffect> decisions = pending.take(session);
        if (decisions == null || !committed) {
            return;
        }
        decisions.forEach(decision -> remembered.forget(decision.subject()));
        for (DecisionTookEffect decision : decisions) {
            for (DecisionListener listener : listeners) {
                try {
                    listener.tookEffect(decision);
                } catch (RuntimeException | Error failure) {
                    Fatal.passOn(failure);
                    LOG.warn(
                            "A listener to decisions failed with {}",
                            failure.getClass().getName());
                }
            }
        }
    }
}
