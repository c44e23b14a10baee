package dev.consent.jpa.hibernate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import org.hibernate.envers.event.spi.EnversListener;
import org.hibernate.envers.event.spi.EnversPostUpdateEventListenerImpl;
import org.hibernate.event.service.spi.DuplicationStrategy;
import org.hibernate.event.service.spi.EventListenerGroup;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PostUpdateEventListener;
import org.hibernate.event.spi.PreInsertEventListener;
import org.hibernate.event.spi.PreUpdateEventListener;
import org.hibernate.event.spi.PreUpsertEventListener;

/**
 * Keeps consent's listeners where they have to be among those of the application: last before a write, so that what
 * others put in is looked at and what consent puts back is not seen by them; and first after it, so that it is taken out
 * again.
 */
final class LastWord {

    private final EventListenerRegistry registry;
    private final WriteListener last;

    /** Whether listeners were added behind consent's own. */
    private volatile boolean late;

    private LastWord(EventListenerRegistry registry, WriteListener last) {
        this.registry = registry;
        this.last = last;
    }

    /** Takes the places among the listeners that were registered while the factory was built. */
    static LastWord take(EventListenerRegistry registry, WriteGuards guards, WriteListener last) {
        LastWord word = new LastWord(registry, last);
        word.arrange(EventType.PRE_INSERT, PreInsertEventListener[]::new);
        word.arrange(EventType.PRE_UPDATE, PreUpdateEventListener[]::new);
        word.arrange(EventType.PRE_UPSERT, PreUpsertEventListener[]::new);
        MaskedAgain masked = new MaskedAgain(guards);
        registry.getEventListenerGroup(EventType.POST_UPSERT).prependListener(masked);
        EventListenerGroup<PostUpdateEventListener> after = registry.getEventListenerGroup(EventType.POST_UPDATE);
        List<PostUpdateEventListener> others = of(after);
        after.clearListeners();
        after.appendListener(masked);
        others.forEach(other -> after.appendListener(
                other instanceof EnversPostUpdateEventListenerImpl envers ? new RealHistory(envers, guards) : other));
        return word;
    }

    /** Speaks again where others were added since. They are added and not replaced, so that no write goes by unseen. */
    void keep() {
        if (late) {
            synchronized (this) {
                if (late) {
                    late = false;
                    registry.appendListeners(EventType.PRE_INSERT, last);
                    registry.appendListeners(EventType.PRE_UPDATE, last);
                    registry.appendListeners(EventType.PRE_UPSERT, last);
                }
            }
        }
    }

    private <T> void arrange(EventType<T> type, IntFunction<T[]> array) {
        EventListenerGroup<T> group = registry.getEventListenerGroup(type);
        List<T> listeners = of(group);
        // Envers, which records and changes nothing, stays behind.
        listeners.sort(
                Comparator.comparing(listener -> listener == last ? 1 : listener instanceof EnversListener ? 2 : 0));
        registry.setListeners(type, listeners.toArray(array)); // which lets the same listener be added again
        group.addDuplicationStrategy(new DuplicationStrategy() {
            @Override
            public boolean areMatch(Object added, Object present) {
                late |= present == last && added != last;
                return false;
            }

            @Override
            public Action getAction() {
                return Action.KEEP_ORIGINAL;
            }
        });
    }

    private static <T> List<T> of(EventListenerGroup<T> group) {
        List<T> listeners = new ArrayList<>();
        group.fireEventOnEachListener(listeners, (listener, all) -> all.add(listener));
        return listeners;
    }
}
