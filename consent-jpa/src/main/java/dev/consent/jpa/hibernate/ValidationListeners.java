package dev.consent.jpa.hibernate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;

/** Finds what validates entities before they are written, where the application has Bean Validation. */
final class ValidationListeners {

    private static final String HIBERNATES = "org.hibernate.boot.beanvalidation.BeanValidationEventListener";

    private ValidationListeners() {}

    /** Has it speak without values; nothing of Bean Validation is loaded where there is none. */
    static void silence(EventListenerRegistry registry, WriteGuards guards) {
        replace(registry, EventType.PRE_INSERT, listener -> new SilentValidation(listener, guards));
        replace(registry, EventType.PRE_UPDATE, listener -> new SilentValidation(listener, guards));
        replace(registry, EventType.PRE_UPSERT, listener -> new SilentValidation(listener, guards));
        replace(registry, EventType.PRE_DELETE, listener -> new SilentValidation(listener, guards));
        replace(registry, EventType.PRE_COLLECTION_UPDATE, listener -> new SilentValidation(listener, guards));
    }

    private static <T> void replace(
            EventListenerRegistry registry, EventType<T> type, Function<Object, Object> silent) {
        var group = registry.getEventListenerGroup(type);
        List<T> listeners = new ArrayList<>();
        boolean[] found = {false};
        group.fireEventOnEachListener(listeners, (listener, all) -> {
            boolean validates = listener.getClass().getName().equals(HIBERNATES);
            found[0] |= validates;
            all.add(validates ? type.baseListenerInterface().cast(silent.apply(listener)) : listener);
        });
        if (found[0]) {
            group.clearListeners();
            listeners.forEach(group::appendListener);
        }
    }
}
