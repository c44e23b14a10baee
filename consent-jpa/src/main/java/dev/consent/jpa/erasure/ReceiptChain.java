package dev.consent.jpa.erasure;

import dev.consent.evidence.ChainCheck;
import dev.consent.jpa.chain.Chain;
import dev.consent.jpa.sql.KeptStatements;
import dev.consent.jpa.sql.RoundTrip;
import java.util.List;
import org.hibernate.Session;
import org.hibernate.SessionFactory;

/** The chain of all receipts. */
final class ReceiptChain {

    private final Chain<ReceiptRow> chain = new Chain<>(ReceiptRow.class, ReceiptRow.NAME, "receipt");
    private final KeptStatements kept;

    ReceiptChain(KeptStatements kept) {
        this.kept = kept;
    }

    void begin(SessionFactory factory) {
        chain.begin(factory);
    }

    /**
     * Gives receipts their places. Other sweeps wait for the end of the transaction from here on.
     *
     * @return a round trip that writes them, and is still to be sent
     */
    RoundTrip append(Session session, List<ReceiptRow> receipts) {
        session.flush();
        chain.append(session, receipts);
        RoundTrip trip = kept.trip(session);
        receipts.forEach(receipt -> receipt.insert(session, kept, trip));
        return trip;
    }

    ChainCheck check(SessionFactory factory) {
        return chain.check(factory);
    }
}
