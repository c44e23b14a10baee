package dev.consent.jpa.hibernate;

import dev.consent.jpa.hibernate.WriteGuards.Rules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.event.spi.FlushEntityEvent;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * Puts a reference that is never null, but reads so because it leads to a hidden row, back into an entity that is about to
 * be updated: Hibernate would refuse to write it. Like any lazy reference to a hidden row it fails when it is followed.
 */
final class UnseenReferences {

    private UnseenReferences() {}

    static void putBack(FlushEntityEvent event, Object[] loaded, Rules rules) {
        if (rules.references().isEmpty()) {
            return;
        }
        EntityPersister persister = event.getEntityEntry().getPersister();
        List<List<String>> unseen = new ArrayList<>();
        for (List<String> reference : rules.references()) {
            int index = persister.getPropertyIndex(reference.get(0));
            if (reference.size() == 1
                    && !persister.getPropertyNullability()[index]
                    && loaded[index] == null
                    && persister.getValue(event.getEntity(), index) == null) {
                unseen.add(reference);
            }
        }
        if (!unseen.isEmpty() && mayBeWritten(event, persister, loaded)) {
            putBack(event, persister, loaded, rules, unseen);
        }
    }

    private static boolean mayBeWritten(FlushEntityEvent event, EntityPersister persister, Object[] loaded) {
        return (persister.isVersioned() && persister.hasCollections())
                || persister.findDirty(
                                persister.getValues(event.getEntity()), loaded, event.getEntity(), event.getSession())
                        != null;
    }

    private static void putBack(
            FlushEntityEvent event,
            EntityPersister persister,
            Object[] loaded,
            Rules rules,
            List<List<String>> unseen) {
        Stored stored =
                new Stored(event.getSession(), persister, event.getEntityEntry().getId(), rules);
        Map<List<String>, @Nullable Object> keys = new LinkedHashMap<>();
        for (List<String> reference : unseen) {
            Object key = stored.key(reference);
            if (key != null) {
                keys.put(reference, key);
            }
        }
        Slots.set(persister, loaded, keys, event.getSession());
        for (List<String> reference : keys.keySet()) {
            int index = persister.getPropertyIndex(reference.get(0));
            persister.setValue(event.getEntity(), index, loaded[index]);
        }
    }
}
