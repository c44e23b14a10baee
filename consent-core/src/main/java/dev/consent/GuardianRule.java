package dev.consent;

import java.util.Set;

/**
 * How many guardians have to agree before a purpose based on consent is in force for a child. Whatever the rule, any of
 * them, or the child, may take consent back.
 *
 * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR, Article 8</a>
 */
public enum GuardianRule {
    /** One of them is enough. */
    ANY {
        @Override
        public boolean isMet(Set<String> guardians, Set<String> agreeing) {
            return guardians.stream().anyMatch(agreeing::contains);
        }
    },
    /** All of them have to. */
    ALL {
        @Override
        public boolean isMet(Set<String> guardians, Set<String> agreeing) {
            return !guardians.isEmpty() && agreeing.containsAll(guardians);
        }
    };

    /**
     * Whether enough of those who decide agree. Nobody agrees for a child without guardians.
     *
     * @param guardians who decides now
     * @param agreeing who has said yes and not taken it back; those who decide no longer do not count
     */
    public abstract boolean isMet(Set<String> guardians, Set<String> agreeing);
}
