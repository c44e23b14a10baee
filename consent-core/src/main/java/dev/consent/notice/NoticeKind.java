package dev.consent.notice;

/**
 * What happened that somebody outside has to know.
 *
 * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR, Article 19</a>
 */
public enum NoticeKind {
    /** The purpose is no longer in force for the person: withdrawn, objected to, revoked or run out. Stop using the data. */
    WITHDRAWAL,
    /** What was kept about the person for the purpose was erased here. Erase it there too (Art. 17(2), Art. 19). */
    ERASURE,
    /** Data about the person that is kept for the purpose was changed. Fetch it again (Art. 16, Art. 19). */
    CORRECTION,
    /** Processing is restricted: keep the data and do nothing else with it (Art. 18, Art. 19). */
    RESTRICTION,
    /** The restriction of processing is over. */
    RESTRICTION_LIFTED,
    /** For a source: the person now consents to the purpose, so what was not stored before may be delivered again. */
    DELIVER_AGAIN
}
