package dev.consent.jpa.hibernate;

import dev.consent.jpa.guard.Seal;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.TypedQuery;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.hibernate.Filter;
import org.hibernate.binder.internal.TenantIdBinder;
import org.hibernate.engine.spi.SharedSessionContractImplementor;

/**
 * What consent itself asks in the middle of a write: with all guards open, and without the filters that the application
 * switched on in the session. A row that they leave out is still somebody's.
 */
final class Unfiltered {

    private Unfiltered() {}

    /** Asks for scalars, and without a flush. */
    static <T, R> R ask(
            SharedSessionContractImplementor session, TypedQuery<T> query, Function<TypedQuery<T>, R> answer) {
        query.setFlushMode(FlushModeType.COMMIT);
        if (session.getLoadQueryInfluencers().getEnabledFilterNames().stream()
                .allMatch(TenantIdBinder.FILTER_NAME::equals)) {
            return Seal.broken(() -> answer.apply(query));
        }
        Map<String, Filter> enabled = session.getLoadQueryInfluencers().getEnabledFilters();
        Map<String, Filter> before = new TreeMap<>(enabled);
        enabled.keySet().retainAll(Set.of(TenantIdBinder.FILTER_NAME));
        try {
            return Seal.broken(() -> answer.apply(query));
        } finally {
            enabled.putAll(before);
        }
    }
}
