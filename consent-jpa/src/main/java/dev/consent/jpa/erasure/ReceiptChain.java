package dev.consent.jpa.erasure;

import dev.consent.evidence.ChainCheck;
import dev.consent.jpa.chain.Chain;
import java.util.List;
import org.hibernate.Session;
import org.hibernate.SessionFactory;

/** The chain of all receipts. */
final class ReceiptChain {

    private final Chain<ReceiptRow> chain = new Chain<>(ReceiptRow.class, ReceiptRow.NAME, "receipt");

    void begin(SessionFactory factory) {
        chain.begin(factory);
    }

    /** Writes receipts. Other sweeps wait for the end of the transaction from here on. */
    void append(Session session, List<ReceiptRow> receipts) {
        session.flush();
        chain.append(session, receipts);
        receipts.forEach(session::persist);
    }

    ChainCheck check(SessionFactory factory) {
        return chain.check(factory);
    }
}
