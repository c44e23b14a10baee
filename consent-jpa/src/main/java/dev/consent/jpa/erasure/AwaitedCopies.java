package dev.consent.jpa.erasure;

import dev.consent.erasure.ObligationState;
import dev.consent.jpa.derived.Awaiting;
import dev.consent.jpa.transaction.OwnChanges;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;

/** Obligations whose data is erased here are done when copies of it are gone, too; a receipt of its own says when. */
final class AwaitedCopies implements Awaiting {

    private final ReceiptChain receipts;
    private final Clock clock;

    AwaitedCopies(ReceiptChain receipts, Clock clock) {
        this.receipts = receipts;
        this.clock = clock;
    }

    @Override
    public void failed(Session session, List<Long> obligations, String error) {
        if (!obligations.isEmpty()) {
            OwnChanges.make(session.createMutationQuery("update " + ObligationRow.NAME + " o set o.lastError = :error"
                            + " where o.id in :ids and o.state = :awaiting")
                    .setParameter("error", error)
                    .setParameterList("ids", obligations)
                    .setParameter("awaiting", ObligationState.AWAITING));
        }
    }

    @Override
    public void over(Session session, Over erasure) {
        if (!erasure.obligations().isEmpty()) {
            OwnChanges.make(session.createMutationQuery(
                            "update " + ObligationRow.NAME + " o set o.state = :done, o.lastError = null"
                                    + " where o.id in :ids and o.state = :awaiting")
                    .setParameter("done", ObligationState.DONE)
                    .setParameterList("ids", erasure.obligations())
                    .setParameter("awaiting", ObligationState.AWAITING));
        }
        receipts.append(
                session,
                List.of(new ReceiptRow(
                        UUID.randomUUID(),
                        erasure.rule(),
                        erasure.reasons(),
                        erasure.subjects(),
                        erasure.copies(),
                        erasure.erasedAt(),
                        clock.instant())));
    }
}
