package dev.consent.jpa.erasure;

import dev.consent.erasure.ObligationState;
import dev.consent.jpa.sql.KeptStatements;
import dev.consent.jpa.sql.Parameter;
import dev.consent.jpa.sql.RoundTrip;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;

/**
 * What one transaction notes on the obligations it has claimed. They are marked together and at its end: one after the
 * other would take longer than the erasing. To mark them a second time in the same transaction writes over the first.
 */
final class Marks {

    private final Session session;
    private final KeptStatements kept;
    private final Map<ObligationState, List<Long>> states = new EnumMap<>(ObligationState.class);

    Marks(Session session, KeptStatements kept) {
        this.session = session;
        this.kept = kept;
    }

    /** A hold stands in the way. */
    void held(Owed owed) {
        mark(ObligationState.HELD, owed);
    }

    /** Its purpose is in force again. */
    void cancelled(Owed owed) {
        mark(ObligationState.CANCELLED, owed);
    }

    private void mark(ObligationState state, Owed owed) {
        states.computeIfAbsent(state, one -> new ArrayList<>()).add(owed.id());
    }

    /** Adds what was noted. */
    void add(RoundTrip trip) {
        states.forEach((state, ids) -> add(trip, "o.state = " + ObligationRow.literal(state), ids, List.of()));
    }

    /**
     * Adds that some are met.
     *
     * @param state done, or awaiting that copies go, too
     */
    void met(RoundTrip trip, List<Owed> met, ObligationState state, long byReceipt) {
        add(
                trip,
                "o.attempts = case when o.state = " + ObligationRow.literal(state)
                        + " then o.attempts else o.attempts + 1 end, o.state = " + ObligationRow.literal(state)
                        + ", o.lastError = null, o.receipt = :receipt",
                met.stream().map(Owed::id).toList(),
                List.of(KeptStatements.parameter(session, byReceipt)));
    }

    /** @param more the parameters of the assignments */
    private void add(RoundTrip trip, String assignments, Collection<Long> obligations, List<Parameter> more) {
        for (Values ids : Chunks.of(session, Keys.numbered(session, obligations))) {
            String update = ids.inQuery("update " + ObligationRow.NAME + " o set " + assignments + " where o.id in (:"
                    + Values.USUAL + ")");
            String sql = kept.change(session, update, ids.variant(), query -> {
                ids.bind(query);
                more.forEach(parameter -> query.setParameter("receipt", parameter.value()));
            });
            List<Parameter> parameters = new ArrayList<>(more);
            parameters.addAll(ids.parameters());
            trip.change(sql, parameters, rows -> {});
        }
    }
}
