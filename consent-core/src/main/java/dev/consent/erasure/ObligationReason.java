package dev.consent.erasure;

/**
 * Why data has to be erased.
 *
 * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR, Article 17(1)</a>
 */
public enum ObligationReason {
    /** The purpose ended: withdrawn, objected to, revoked, run out or never valid. */
    PURPOSE_ENDED,
    /** The purpose ended before, and a term after it that kept some of the data is over, or has to be looked at again. */
    TERM_AFTER_PURPOSE,
    /** The person asks to be forgotten: everything goes that no duty keeps. */
    FORGET,
    /** The term counted from a date of the row is over. Receipts say so; no obligation is needed for it. */
    TERM_FROM_DATE
}
