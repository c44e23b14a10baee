package dev.consent.jpa.hibernate;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hibernate.boot.spi.SessionFactoryOptions;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.service.spi.EventListenerGroup;
import org.hibernate.event.spi.EventType;
import org.hibernate.query.sqm.mutation.spi.SqmMultiTableMutationStrategyProvider;
import org.jspecify.annotations.Nullable;

/**
 * The places at which consent takes part in what Hibernate does, looked at in the running factory: whatever the release
 * of Hibernate, and whatever the application configured, each must be taken.
 */
final class Hooks {

    private static final Map<EventType<?>, List<Class<?>>> LISTENERS = Map.ofEntries(
            entry(EventType.PRE_INSERT, List.of(WriteListener.class)),
            entry(EventType.POST_INSERT, List.of(WriteListener.class, LedgerListener.class)),
            entry(EventType.PRE_DELETE, List.of(EvidenceListener.class)),
            entry(EventType.PRE_UPDATE, List.of(WriteListener.class)),
            entry(EventType.POST_UPDATE, List.of(MaskedAgain.class, LedgerListener.class)),
            entry(EventType.PRE_UPSERT, List.of(WriteListener.class)),
            entry(EventType.POST_UPSERT, List.of(MaskedAgain.class)),
            entry(EventType.PRE_COLLECTION_RECREATE, List.of(ElementWrites.class)),
            entry(EventType.PRE_COLLECTION_UPDATE, List.of(ElementWrites.class)),
            entry(EventType.PRE_COLLECTION_REMOVE, List.of(ElementWrites.class)),
            entry(EventType.MERGE, List.of(MaskedMerge.class)));

    private Hooks() {}

    /** What is missing, in words; empty when nothing is. */
    static List<String> missing(SessionFactoryImplementor factory) {
        List<String> missing = new ArrayList<>();
        SessionFactoryOptions options = factory.getSessionFactoryOptions();
        if (!(options.getStatementInspector() instanceof GuardingInspector)) {
            missing.add("a statement inspector was set on the session factory instead of with the setting"
                    + " hibernate.session_factory.statement_inspector, where consent would chain it");
        }
        if (!(factory.getQueryEngine().getSqmTranslatorFactory() instanceof GuardedTranslators)) {
            missing.add(
                    "queries are translated by " + name(factory.getQueryEngine().getSqmTranslatorFactory()));
        }
        if (!(factory.getQueryEngine().getNativeQueryInterpreter() instanceof NativeQueries)) {
            missing.add("native queries are read by "
                    + name(factory.getQueryEngine().getNativeQueryInterpreter()));
        }
        if (!CheckedHints.areIn(factory.getJdbcServices())) {
            missing.add("statements are executed by " + name(factory.getJdbcServices()));
        }
        SqmMultiTableMutationStrategyProvider strategies =
                factory.getServiceRegistry().getService(SqmMultiTableMutationStrategyProvider.class);
        if (!(strategies instanceof CheckedBulkStrategies)) {
            missing.add("bulk statements on several tables are carried out by " + name(strategies));
        }
        if (options.isQueryCacheEnabled()) {
            missing.add("the query cache is on");
        }
        LISTENERS.forEach((type, listeners) -> {
            if (!has(factory.getEventListenerRegistry().getEventListenerGroup(type), listeners)) {
                missing.add("the listener for " + type.eventName() + " was removed");
            }
        });
        missing.sort(null);
        return missing;
    }

    private static <T> boolean has(EventListenerGroup<T> group, List<Class<?>> wanted) {
        List<Object> listeners = new ArrayList<>();
        group.fireEventOnEachListener(listeners, (listener, all) -> all.add(listener));
        return wanted.stream().allMatch(type -> listeners.stream().anyMatch(type::isInstance));
    }

    private static String name(@Nullable Object taker) {
        return taker == null ? "nobody" : taker.getClass().getName();
    }
}
