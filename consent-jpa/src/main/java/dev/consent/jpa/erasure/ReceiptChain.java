package dev.consent.jpa.erasure;

import dev.consent.evidence.ChainCheck;
import dev.consent.jpa.chain.Chain;
import dev.consent.jpa.sql.RoundTrip;
import java.util.List;
import java.util.function.Consumer;
import org.hibernate.Session;
import org.hibernate.SessionFactory;

/** The chain of all receipts. */
final class ReceiptChain {

    private final Chain<ReceiptRow> chain =
            new Chain<>(ReceiptRow.class, ReceiptRow.NAME, "receipt", ReceiptRow.ATTRIBUTES);

    void begin(SessionFactory factory) {
        chain.begin(factory);
    }

    /** Writes receipts. Other sweeps wait for the end of the transaction from here on. */
    void append(Session session, List<ReceiptRow> receipts) {
        append(session, receipts, with -> {});
    }

    /**
     * Writes receipts, and on the same way something that needs their numbers.
     *
     * @param with adds it; it may be asked to do so a second time, when another node has appended receipts meanwhile and
     *     what was sent before is to be written over with other numbers
     */
    void append(Session session, List<ReceiptRow> receipts, Consumer<RoundTrip> with) {
        session.flush();
        chain.append(session, receipts, with);
    }

    ChainCheck check(SessionFactory factory) {
        return chain.check(factory);
    }
}
