package dev.consent.jpa.hibernate;

import dev.consent.ConsentException;
import dev.consent.jpa.transaction.OwnChanges;
import jakarta.persistence.Entity;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PreDeleteEvent;
import org.hibernate.event.spi.PreDeleteEventListener;

/**
 * Refuses to delete consent's own rows, and the history of decisions, one by one: a query gives both to whoever asks. Bulk
 * statements are refused elsewhere. What is recorded in histories cannot be changed, as Envers maps them.
 */
final class EvidenceListener implements PreDeleteEventListener {

    private static final long serialVersionUID = 1L;

    /** Names of tables, by those of consent's own entities. */
    private final Map<String, String> own = new HashMap<>();

    /** The same, by the names of their histories. */
    private final Map<String, String> histories = new HashMap<>();

    private EvidenceListener(UnaryOperator<String> historyOf) {
        for (Class<?> entity : ConsentSources.entities()) {
            String table = entity.getAnnotation(Entity.class).name();
            own.put(entity.getName(), table);
            histories.put(historyOf.apply(entity.getName()), "the history of " + table);
        }
    }

    static void register(EventListenerRegistry registry, UnaryOperator<String> historyOf) {
        registry.appendListeners(EventType.PRE_DELETE, new EvidenceListener(historyOf));
    }

    @Override
    public boolean onPreDelete(PreDeleteEvent event) {
        String entity = event.getPersister().getEntityName();
        String table = own.getOrDefault(entity, histories.get(entity));
        if (table != null && (histories.containsKey(entity) || !OwnChanges.areRunning())) {
            throw new ConsentException(
                    "A row of " + table + " was not deleted: it is written by consent alone, and what"
                            + " was decided, is owed or is proven would be forgotten with it.");
        }
        return false;
    }
}
