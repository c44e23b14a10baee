package dev.consent.jpa.erasure.log;

import java.time.Instant;
import java.util.List;

/**
 * What is erased, written down outside the database before it happens. After a restore it says what has to go again. It
 * holds no personal data: people and rows are keyed hashes, whose key it never sees.
 *
 * <p>One log serves all nodes of an application. It has to be readable by each of them, and to outlive the database: in a
 * directory on another disk, or in another database. Implementations are safe for use by many threads.
 *
 * @see FileErasureLog
 * @see DataSourceErasureLog
 */
public interface ErasureLog extends AutoCloseable {

    /**
     * Writes down what is about to be erased in one transaction.
     *
     * @param intents at least one
     * @throws ErasureLogException when they do not lie safely on their disk, all of them; then nothing is erased
     */
    void intend(List<? extends LogEntry.Intent> intents);

    /** Writes down how it ended. It may be lost in a crash: consent then asks the database. */
    void conclude(LogEntry.Outcome outcome);

    /**
     * Hands over everything all nodes wrote, in no particular order.
     *
     * @throws ErasureLogException when it cannot be read whole
     */
    void read(Reader reader);

    /** Lets go of what is older than a moment, as far as that can be done cheaply. */
    void dropBefore(Instant moment);

    @Override
    void close();

    /** Takes in entries. */
    @FunctionalInterface
    interface Reader {

        /** @param live whether whoever wrote it may still be at work on it */
        void accept(LogEntry entry, boolean live);
    }
}
