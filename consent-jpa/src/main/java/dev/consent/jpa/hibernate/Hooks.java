package dev.consent.jpa.hibernate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hibernate.boot.spi.SessionFactoryOptions;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.service.spi.EventListenerGroup;
import org.hibernate.event.spi.EventType;

/**
 * The places at which consent takes part in what Hibernate does, looked at in the running factory: whatever the release
 * of Hibernate, and whatever the application configured, each must be taken.
 */
final class Hooks {

    private static final Map<EventType<?>, Class<?>> LISTENERS = Map.of(
            EventType.PRE_INSERT, WriteListener.class,
            EventType.POST_INSERT, WriteListener.class,
            EventType.PRE_UPDATE, WriteListener.class,
            EventType.POST_UPDATE, WriteListener.class,
            EventType.PRE_UPSERT, WriteListener.class,
            EventType.PRE_COLLECTION_RECREATE, WriteListener.class,
            EventType.PRE_COLLECTION_UPDATE, WriteListener.class,
            EventType.MERGE, MaskedMerge.class);

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
        if (options.isQueryCacheEnabled()) {
            missing.add("the query cache is on");
        }
        LISTENERS.forEach((type, listener) -> {
            if (!has(factory.getEventListenerRegistry().getEventListenerGroup(type), listener)) {
                missing.add("the listener for " + type.eventName() + " was removed");
            }
        });
        missing.sort(null);
        return missing;
    }

    private static <T> boolean has(EventListenerGroup<T> group, Class<?> wanted) {
        List<Object> listeners = new ArrayList<>();
        group.fireEventOnEachListener(listeners, (listener, all) -> all.add(listener));
        return listeners.stream().anyMatch(wanted::isInstance);
    }

    private static String name(Object translators) {
        return translators == null ? "nobody" : translators.getClass().getName();
    }
}
