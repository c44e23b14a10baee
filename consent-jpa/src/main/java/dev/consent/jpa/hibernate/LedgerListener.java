package dev.consent.jpa.hibernate;

import dev.consent.jpa.decision.LedgerChain;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.envers.boot.internal.EnversService;
import org.hibernate.envers.internal.synchronization.AuditProcess;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.AbstractDatabaseOperationEvent;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PostInsertEvent;
import org.hibernate.event.spi.PostInsertEventListener;
import org.hibernate.event.spi.PostUpdateEvent;
import org.hibernate.event.spi.PostUpdateEventListener;

/** Tells the chain over the history of decisions of every write. */
final class LedgerListener implements PostInsertEventListener, PostUpdateEventListener {

    private static final long serialVersionUID = 1L;

    private final transient LedgerChain chain;
    private final transient EnversService envers;

    private LedgerListener(LedgerChain chain, EnversService envers) {
        this.chain = chain;
        this.envers = envers;
    }

    static void register(EventListenerRegistry registry, LedgerChain chain, EnversService envers) {
        LedgerListener listener = new LedgerListener(chain, envers);
        registry.appendListeners(EventType.POST_INSERT, listener);
        registry.appendListeners(EventType.POST_UPDATE, listener);
    }

    @Override
    public void onPostInsert(PostInsertEvent event) {
        if (chain.covers(event.getEntity())) {
            wrote(event, Set.of());
        }
    }

    @Override
    public void onPostUpdate(PostUpdateEvent event) {
        // It hears of every update of the application, and nearly all are none of its business.
        if (chain.covers(event.getEntity())) {
            wrote(event, changed(event));
        }
    }

    private static Set<String> changed(PostUpdateEvent event) {
        String[] names = event.getPersister().getPropertyNames();
        int[] dirty = event.getDirtyProperties();
        return dirty == null
                ? Set.of()
                : Arrays.stream(dirty).mapToObj(property -> names[property]).collect(Collectors.toSet());
    }

    private void wrote(AbstractDatabaseOperationEvent event, Set<String> changed) {
        if (event.getSession() instanceof SessionImplementor session) {
            // Envers asks to be called before the transaction commits, ahead of the chain, which needs its revision.
            AuditProcess history = envers.getAuditProcessManager().get(session);
            chain.wrote(
                    session,
                    event.getEntity(),
                    event.getId(),
                    changed,
                    () -> envers.getRevisionInfoNumberReader()
                            .getRevisionNumber(history.getCurrentRevisionData(session, false))
                            .longValue());
        }
    }
}
