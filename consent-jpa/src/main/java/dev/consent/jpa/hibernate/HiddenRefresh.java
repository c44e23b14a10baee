package dev.consent.jpa.hibernate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hibernate.UnresolvableObjectException;
import org.hibernate.event.internal.DefaultRefreshEventListener;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.RefreshContext;
import org.hibernate.event.spi.RefreshEvent;
import org.hibernate.event.spi.RefreshEventListener;

/** Refreshes as Hibernate does, and says of a row that is not there any more that it may be hidden. */
final class HiddenRefresh extends DefaultRefreshEventListener {

    private static final long serialVersionUID = 1L;

    private final transient Set<String> hideable;

    private HiddenRefresh(Set<String> hideable) {
        this.hideable = hideable;
    }

    /** Takes the place of Hibernate's own listener and leaves the application's listeners where they are. */
    static void register(EventListenerRegistry registry, Set<String> hideable) {
        List<RefreshEventListener> listeners = new ArrayList<>();
        registry.getEventListenerGroup(EventType.REFRESH)
                .fireEventOnEachListener(
                        listeners,
                        (present, all) -> all.add(
                                present.getClass() == DefaultRefreshEventListener.class
                                        ? new HiddenRefresh(hideable)
                                        : present));
        registry.setListeners(EventType.REFRESH, listeners.toArray(new RefreshEventListener[0]));
    }

    @Override
    public void onRefresh(RefreshEvent event) {
        explained(() -> super.onRefresh(event));
    }

    @Override
    public void onRefresh(RefreshEvent event, RefreshContext seen) {
        explained(() -> super.onRefresh(event, seen));
    }

    private void explained(Runnable refresh) {
        try {
            refresh.run();
        } catch (UnresolvableObjectException missing) {
            if (!hideable.contains(missing.getEntityName())) {
                throw missing;
            }
            throw HiddenRowDelegate.refreshed(missing.getEntityName());
        }
    }
}
