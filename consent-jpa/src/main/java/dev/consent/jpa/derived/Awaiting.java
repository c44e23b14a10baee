package dev.consent.jpa.derived;

import dev.consent.erasure.ObligationReason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;

/** What follows for those who erased the originals. */
public interface Awaiting {

    /**
     * An erasure of which no copies are left to be erased.
     *
     * @param rule what was erased, as its receipt calls it
     * @param reasons why it was owed
     * @param subjects how many people it concerned
     * @param obligations the numbers of what waits for it
     * @param copies what was waited for, with the number of rows
     * @param erasedAt when the originals were erased
     */
    record Over(
            String rule,
            List<ObligationReason> reasons,
            int subjects,
            List<Long> obligations,
            Map<String, Long> copies,
            Instant erasedAt) {}

    /** Copies could not be erased; they are tried again. */
    void failed(Session session, List<Long> obligations, String error);

    /** No copies are left. The last thing that is done in the transaction of the session. */
    void over(Session session, Over erasure);
}
