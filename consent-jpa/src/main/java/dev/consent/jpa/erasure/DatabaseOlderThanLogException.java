package dev.consent.jpa.erasure;

import dev.consent.ConsentException;

/** The application does not start: the erasure log knows of erasures that the database has not seen. */
public final class DatabaseOlderThanLogException extends ConsentException {

    private static final long serialVersionUID = 1L;

    DatabaseOlderThanLogException(int erasures) {
        super("The database is older than the erasure log, as after the restore of a backup: " + erasures
                + " erasing transactions of the log are not in it, and what they erased could be read again. Start with"
                + " the setting consent.erasure-log.at-start=replay to erase it again before anything is read.");
    }
}
