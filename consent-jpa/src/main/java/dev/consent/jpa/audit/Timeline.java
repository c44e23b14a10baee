package dev.consent.jpa.audit;

import dev.consent.catalog.DeclaredPurpose;
import dev.consent.decision.ConsentState;
import dev.consent.decision.PastDecision;
import dev.consent.decision.Recorded;
import dev.consent.decision.Recorded.ComingOfAge;
import dev.consent.decision.Standing;
import dev.consent.erasure.Hold;
import dev.consent.jpa.wording.Versions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What held for one purpose and one person at any moment, recomputed from what was decided by the rule that decides. */
final class Timeline {

    private final DeclaredPurpose purpose;
    private final Versions versions;
    private final List<Timeline> bases;
    private final List<Entry> decisions;
    private final List<Hold> restrictions;

    /**
     * @param footing the purpose
     * @param history decisions about one person, oldest first; those about purposes it does not rest on are left out
     * @param restrictions the times in which processing was restricted for that person
     */
    Timeline(Footing footing, List<PastDecision> history, List<Hold> restrictions) {
        this.purpose = footing.purpose();
        this.versions = footing.versions();
        this.restrictions = restrictions;
        this.bases = footing.bases().stream()
                .map(base -> new Timeline(base, history, restrictions))
                .toList();
        this.decisions = new ArrayList<>();
        history.stream()
                .filter(decision -> decision.purpose().equals(purpose.code()))
                .forEach(this::add);
    }

    /**
     * A decision.
     *
     * @param closed when a grant was over, though it did not say so itself; nobody knew before
     */
    private record Entry(PastDecision decision, @Nullable Instant closed) {

        @Nullable
        Instant validUntil(Instant at) {
            return closed != null && !at.isBefore(closed) ? closed : decision.validUntil();
        }
    }

    /** That a grant was closed is no decision: it says when the grant was over. */
    private void add(PastDecision next) {
        int last = decisions.size() - 1;
        if (next.state() != ConsentState.EXPIRED) {
            decisions.add(new Entry(next, null));
        } else if (last >= 0) {
            decisions.set(last, new Entry(decisions.get(last).decision(), next.validUntil()));
        }
    }

    /** The last decision that had taken effect. */
    @Nullable
    PastDecision decision(Instant at) {
        Entry entry = entry(at);
        return entry == null ? null : entry.decision();
    }

    private @Nullable Entry entry(Instant at) {
        Entry last = null;
        for (Entry entry : decisions) {
            if (!entry.decision().decidedAt().isAfter(at)) {
                last = entry;
            }
        }
        return last;
    }

    PurposeStanding standing(Instant at) {
        return new PurposeStanding(purpose.code(), purpose.basis(), held(at), decision(at));
    }

    private Standing held(Instant at) {
        Recorded recorded = Recorded.NOTHING;
        Entry entry = entry(at);
        if (entry != null) {
            PastDecision decision = entry.decision();
            recorded = new Recorded(
                    decision.state(),
                    entry.validUntil(at),
                    versions.asOf(at).renewBy(decision.wordedAt()),
                    ComingOfAge.at(decision.ofAgeAt(), purpose.renewWithin()),
                    false);
        }
        return Standing.of(purpose.basis(), recorded.restrictedIf(isRestricted(at)), at)
                .restingOn(bases.stream().map(base -> base.held(at)).toList());
    }

    private boolean isRestricted(Instant at) {
        return restrictions.stream()
                .anyMatch(restriction -> !at.isBefore(restriction.placedAt())
                        && (restriction.endedAt() == null || at.isBefore(restriction.endedAt())));
    }

    /** A time in which the purpose was in force, its end excluded. */
    record Period(Instant from, Instant until) {}

    /** When the purpose was in force between two moments. */
    List<Period> inForce(Instant from, Instant to) {
        List<Period> periods = new ArrayList<>();
        Instant here = from;
        while (here.isBefore(to)) {
            Instant next = next(here, to);
            Standing standing = held(here);
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
        return changes()
                .filter(Objects::nonNull)
                .filter(moment -> moment.isAfter(after) && moment.isBefore(to))
                .min(Instant::compareTo)
                .orElse(to);
    }

    /** When something may have changed, besides ends that were known before; here, or for what it rests on. */
    private Stream<@Nullable Instant> changes() {
        return Stream.of(
                        decisions.stream()
                                .flatMap(entry -> Stream.of(entry.decision().decidedAt(), entry.closed())),
                        versions.materialChanges().stream(),
                        restrictions.stream().flatMap(hold -> Stream.of(hold.placedAt(), hold.endedAt())),
                        bases.stream().flatMap(Timeline::changes))
                .flatMap(moments -> moments);
    }
}
