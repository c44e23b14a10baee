package dev.consent.jpa.hibernate;

import dev.consent.jpa.hibernate.WriteGuards.Rules;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.Status;
import org.hibernate.event.spi.FlushEntityEvent;
import org.hibernate.event.spi.FlushEntityEventListener;
import org.jspecify.annotations.Nullable;

/** Looks at every managed entity in every flush ahead of Hibernate, and passes by those without rules. */
final class FlushedEntities implements FlushEntityEventListener {

    private static final long serialVersionUID = 1L;

    private final transient WriteGuards guards;

    FlushedEntities(WriteGuards guards) {
        this.guards = guards;
    }

    @Override
    public void onFlushEntity(FlushEntityEvent event) {
        EntityEntry entry = event.getEntityEntry();
        Object @Nullable [] loaded = entry.getLoadedState();
        if (loaded == null || entry.getStatus() != Status.MANAGED) {
            return;
        }
        Rules rules = guards.of(entry.getPersister());
        if (rules.none()) {
            return;
        }
        UnseenReferences.putBack(event, loaded, rules);
        SilentNaturalIds.check(event, loaded, rules);
    }
}
