package dev.consent.jpa.hibernate;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.decision.Decision;
import dev.consent.gate.Scope;
import dev.consent.jpa.decision.Ledger;
import dev.consent.jpa.erasure.Replay;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * Ends purposes that had ended before a restore. The restored ledger has lost who ended them and how, so it is the
 * controller who ends them now; the decision has the date of the first end, because terms are counted from it.
 */
final class EndsAgain implements Replay.Ends {

    private static final String CHANNEL = "erasure log";

    private final Ledger ledger;
    private final Map<String, DeclaredPurpose> purposes;
    private final Clock clock;

    EndsAgain(Ledger ledger, Map<String, DeclaredPurpose> purposes, Clock clock) {
        this.ledger = ledger;
        this.purposes = purposes;
        this.clock = clock;
    }

    @Override
    public void again(
            Session session, SubjectId subject, @Nullable DeclaredPurpose purpose, Instant at, UUID evidence) {
        Collection<DeclaredPurpose> over = purpose == null
                ? purposes.values().stream()
                        .filter(one -> !one.basis().isDuty())
                        .toList()
                : List.of(purpose);
        List<Decision> decisions = over.stream()
                .filter(one -> ledger.standing(session, subject, one).isDecided())
                .map(one -> Decision.revoked(subject, one.type(), Grantor.operator(CHANNEL))
                        .through(CHANNEL)
                        .provenBy(evidence.toString()))
                .toList();
        if (!decisions.isEmpty()) {
            Scope.current().withClock(Clock.fixed(at, clock.getZone())).run(() -> ledger.decide(session, decisions));
        }
    }
}
