package dev.consent.jpa.audit;

import dev.consent.catalog.DeclaredPurpose;
import dev.consent.decision.ConsentState;
import dev.consent.decision.PastDecision;
import dev.consent.decision.Recorded;
import dev.consent.decision.Standing;
import dev.consent.jpa.wording.Versions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What held for one purpose and one person at any moment, recomputed from what was decided by the rule that decides. */
final class Timeline {

    private final DeclaredPurpose purpose;
    private final Versions versions;
    private final List<PastDecision> decisions;

    /**
     * @param versions the wordings of the purpose
     * @param history decisions about one person, oldest first; those about other purposes are left out
     */
    Timeline(DeclaredPurpose purpose, Versions versions, List<PastDecision> history) {
        this.purpose = purpose;
        this.versions = versions;
        // That a grant was closed at its end date says nothing the grant does not say itself.
        this.decisions = history.stream()
                .filter(decision -> decision.purpose().equals(purpose.code()))
                .filter(decision -> decision.state() != ConsentState.EXPIRED)
                .toList();
    }

    /** The last decision that had taken effect. */
    @Nullable
    PastDecision decision(Instant at) {
        PastDecision last = null;
        for (PastDecision decision : decisions) {
            if (!decision.decidedAt().isAfter(at)) {
                last = decision;
            }
        }
        return last;
    }

    PurposeStanding standing(Instant at) {
        PastDecision decision = decision(at);
        return new PurposeStanding(purpose.code(), purpose.basis(), standing(decision, at), decision);
    }

    private Standing standing(@Nullable PastDecision decision, Instant at) {
        if (decision == null) {
            return Standing.of(purpose.basis(), Recorded.NOTHING, at);
        }
        Instant renewBy = versions.asOf(at).renewBy(decision.wordedAt());
        return Standing.of(purpose.basis(), new Recorded(decision.state(), decision.validUntil(), renewBy), at);
    }

    /** A time in which the purpose was in force, its end excluded. */
    record Period(Instant from, Instant until) {}

    /** When the purpose was in force between two moments. */
    List<Period> inForce(Instant from, Instant to) {
        List<Period> periods = new ArrayList<>();
        Instant here = from;
        while (here.isBefore(to)) {
            Instant next = next(here, to);
            PastDecision decision = decision(here);
            Standing standing = standing(decision, here);
            if (standing.inForce()) {
                Instant end = standing.until() != null && standing.until().isBefore(next) ? standing.until() : next;
                int last = periods.size() - 1;
                if (last >= 0 && periods.get(last).until().equals(here)) {
                    periods.set(last, new Period(periods.get(last).from(), end));
                } else {
                    periods.add(new Period(here, end));
                }
            }
            here = next;
        }
        return periods;
    }

    private Instant next(Instant after, Instant to) {
        return Stream.concat(decisions.stream().map(PastDecision::decidedAt), versions.materialChanges().stream())
                .filter(moment -> moment.isAfter(after) && moment.isBefore(to))
                .min(Instant::compareTo)
                .orElse(to);
    }
}
