package dev.consent;

/**
 * Why personal data may be processed at all. The basis decides how a {@linkplain Purpose purpose} comes into force and
 * how it ends.
 *
 * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR, Article 6(1)</a>
 */
public enum LegalBasis {
    /** Art. 6(1)(a). In force only from a grant until it is withdrawn, revoked or expires. Nobody asked means no. */
    CONSENT,
    /** Art. 6(1)(b). In force from the registration of the data subject until it is ended. */
    CONTRACT,
    /** Art. 6(1)(c). In force from the registration of the data subject until it is ended. */
    LEGAL_OBLIGATION,
    /** Art. 6(1)(d). In force from the registration of the data subject until it is ended. */
    VITAL_INTEREST,
    /** Art. 6(1)(e). In force from the registration of the data subject until it is ended. */
    PUBLIC_TASK,
    /** Art. 6(1)(f). In force from the registration of the data subject until the person objects (Art. 21) or it is ended. */
    LEGITIMATE_INTEREST;

    /** Whether a purpose on this basis stays closed until somebody grants it. */
    public boolean needsGrant() {
        return this == CONSENT;
    }

    /**
     * Whether data on this basis stays although the person asks to be forgotten (Art. 17(3)(b)): a legal obligation or a
     * task in the public interest.
     */
    public boolean isDuty() {
        return this == LEGAL_OBLIGATION || this == PUBLIC_TASK;
    }
}
