package dev.consent.notice;

/**
 * The application's part: hands notices over to one recipient or source, by whatever means the two agreed on.
 *
 * <p>A notice is handed over at least once: after a crash, or when two nodes overlap, it may come again, with the same
 * {@link Notice#id()}. No transaction is active, so that a slow receiver holds up nobody; a handler that works in the
 * database opens one. Throwing any exception means the notice was not handed over: it comes again later, after a pause
 * that grows to an hour. Only the class of the exception is kept.
 */
public interface NoticeHandler {

    /** The marker type of the recipient or source this handler speaks to. */
    Class<?> party();

    /**
     * Hands over one notice.
     *
     * @return whether the other side has acknowledged it at once, or will do so later
     * @throws Exception when it could not be handed over now
     */
    Delivery deliver(Notice notice) throws Exception;

    /** How handing over ended. */
    enum Delivery {
        /** Sent; it stays open until it is acknowledged. */
        SENT,
        /** Sent, and acknowledged by the answer. */
        ACKNOWLEDGED
    }
}
