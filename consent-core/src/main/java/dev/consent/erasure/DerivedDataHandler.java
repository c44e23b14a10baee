package dev.consent.erasure;

/**
 * The application's part: erases copies of what was erased in the database, such as entries of a search index or files.
 *
 * <p>Returning normally acknowledges: the copies are gone, and the keys are forgotten. Throwing any exception means that
 * they may be there: the same keys come again, after a pause that grows from a minute to an hour, and only the class of
 * the exception is kept. From the third failure on, what comes again comes in halves, so that one key that cannot be
 * erased holds up no others for long.
 *
 * <p>Each batch comes at least once: after a crash between the call and its acknowledgement, or when a call takes more
 * than five minutes, it comes again. Erasing what is not there has to succeed. No transaction is active; a handler that
 * works in the database opens one.
 *
 * <p>By the time of the call a key may be in use again, because the person has consented anew. A handler that looks into
 * the database and copies what is there now, or erases the copy when nothing is, is right in any case.
 */
public interface DerivedDataHandler {

    /** The marker type of the copies this handler erases, annotated with {@link dev.consent.DerivedData}. */
    Class<?> data();

    /**
     * Erases copies.
     *
     * @throws Exception when they may be there still
     */
    void erase(ErasedOriginals gone) throws Exception;
}
