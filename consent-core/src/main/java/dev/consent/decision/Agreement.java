package dev.consent.decision;

import dev.consent.GuardianRule;
import java.util.List;

/**
 * Who of those that decide for a child has agreed to a purpose by now, and who has not. A yes counts until it is taken back,
 * has run out, was not renewed in time, or anybody has said no to what was in force.
 *
 * @param rule how many have to agree
 * @param agreed those whose yes counts, in the order in which they were appointed
 * @param missing the others, in that order; empty for people who decide themselves
 */
public record Agreement(GuardianRule rule, List<Guardianship> agreed, List<Guardianship> missing) {

    public Agreement {
        agreed = List.copyOf(agreed);
        missing = List.copyOf(missing);
    }

    /** Whether this guardian has agreed, by the id under which they decide. */
    public boolean hasAgreed(String guardian) {
        return agreed.stream().anyMatch(one -> one.guardian().id().equals(guardian));
    }

    /** Those without whom it does not come into force: everybody who is missing where all have to agree or nobody has. */
    public List<Guardianship> toBeAsked() {
        return rule == GuardianRule.ANY && !agreed.isEmpty() ? List.of() : missing;
    }
}
