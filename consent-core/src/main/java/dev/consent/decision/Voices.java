package dev.consent.decision;

import dev.consent.GuardianRule;
import dev.consent.LegalBasis;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What those who decide for a child have said about one purpose based on consent, and what follows from it. A value
 * without a clock: a yes that has run out by its date is over by the rules of {@link Standing}.
 *
 * @param rule how many have to agree
 * @param guardians the ids of those who decide for the child now
 * @param agreeing the ids of those whose yes counts
 */
public record Voices(GuardianRule rule, Set<String> guardians, Set<String> agreeing) {

    public Voices {
        guardians = Set.copyOf(guardians);
        agreeing = Set.copyOf(agreeing);
    }

    /** Whether enough agree. */
    public boolean enough() {
        return rule.isMet(guardians, agreeing);
    }

    /**
     * The voices after somebody has decided. A no to what holds ends what everybody has said before: each of them has to
     * say yes anew. To what does not hold, the no of a guardian takes back their own yes only; that of anybody else, the
     * child or the controller, takes back all, or it would be forgotten as soon as fewer have to agree. A question changes
     * nothing.
     *
     * @param recorded what was on record until now
     * @param decided what is decided
     * @param by the id of who decides
     */
    public Voices heard(ConsentState recorded, ConsentState decided, String by) {
        if (decided.open()) {
            return this;
        }
        if (!decided.granted() && (recorded.granted() || !guardians.contains(by))) {
            return new Voices(rule, guardians, Set.of());
        }
        Set<String> left = new LinkedHashSet<>(agreeing);
        if (decided.granted()) {
            left.add(by);
        } else {
            left.remove(by);
        }
        return new Voices(rule, guardians, left);
    }

    /**
     * What is on record after somebody has decided, with these voices counted already.
     *
     * @param recorded what was on record until now
     * @param decided what is decided
     * @return {@link ConsentState#REQUESTED} when others have to say yes too, and nobody has said no
     */
    public ConsentState after(ConsentState recorded, ConsentState decided) {
        if (!decided.granted()) {
            return Standing.after(LegalBasis.CONSENT, recorded, decided);
        }
        if (enough()) {
            return recorded.granted() ? ConsentState.RENEWED : ConsentState.GIVEN;
        }
        return recorded.ends() || recorded == ConsentState.REFUSED ? recorded : ConsentState.REQUESTED;
    }
}
