package dev.consent.erasure;

/**
 * Why data is kept although it has to be erased.
 *
 * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR, Articles 17(3) and 18(1)</a>
 */
public enum HoldBasis {
    /** Art. 17(3)(a): freedom of expression and information. */
    FREEDOM_OF_EXPRESSION,
    /** Art. 17(3)(b): a legal obligation, or a task in the public interest. */
    LEGAL_OBLIGATION,
    /** Art. 17(3)(c): public health. */
    PUBLIC_HEALTH,
    /** Art. 17(3)(d): archiving, research or statistics. */
    ARCHIVING,
    /** Art. 17(3)(e): establishing, exercising or defending legal claims. */
    LEGAL_CLAIMS,
    /**
     * Art. 18: processing is restricted for the person. Comes and goes with the restriction, which is not placed as a
     * hold.
     */
    RESTRICTION
}
