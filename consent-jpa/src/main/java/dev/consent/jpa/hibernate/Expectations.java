package dev.consent.jpa.hibernate;

import dev.consent.ConsentException;
import dev.consent.jpa.guard.Markers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.RootClass;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.SelectableMapping;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;

/** What the runtime model must show, noted while the guards were installed and checked against what Hibernate built. */
final class Expectations {

    private final Set<String> entities = new LinkedHashSet<>();
    private final Set<String> collections = new LinkedHashSet<>();
    private final Map<String, Set<String>> columns = new LinkedHashMap<>();

    void entity(RootClass entity) {
        entities.add(entity.getEntityName());
        entity.getSubclasses().forEach(subclass -> entities.add(subclass.getEntityName()));
    }

    void collection(Collection collection) {
        collections.add(collection.getRole());
    }

    void attribute(String entity, Set<String> guarded) {
        columns.computeIfAbsent(entity, name -> new LinkedHashSet<>()).addAll(guarded);
    }

    /** Whether rows of an entity carry a guard, and not only a restriction of the application's own. */
    boolean isGuarded(EntityMappingType entity) {
        return entities.contains(entity.getEntityName());
    }

    /** The same for the elements of a collection. */
    boolean isGuarded(PluralAttributeMapping collection) {
        return collections.contains(collection.getCollectionDescriptor().getRole());
    }

    /** Throws unless every guard that was installed is in force in the runtime model. */
    void check(SessionFactoryImplementor factory) {
        List<String> bare = new ArrayList<>(Hooks.missing(factory));
        for (String name : entities) {
            EntityPersister persister = factory.getMappingMetamodel().getEntityDescriptor(name);
            if (!persister.hasWhereRestrictions()) {
                bare.add(name + " has no row rule");
            }
            if (persister.canReadFromCache() || persister.canWriteToCache()) {
                bare.add(name + " is cached");
            }
        }
        for (String role : collections) {
            CollectionPersister persister = factory.getMappingMetamodel().getCollectionDescriptor(role);
            if (!persister.getAttributeMapping().hasWhereRestrictions()) {
                bare.add(role + " has no row rule");
            }
            if (persister.hasCache()) {
                bare.add(role + " is cached");
            }
        }
        columns.forEach((name, guarded) -> {
            EntityPersister persister = factory.getMappingMetamodel().getEntityDescriptor(name);
            Set<String> seen = new LinkedHashSet<>();
            persister.forEachSelectable((index, selectable) -> {
                if (guarded.contains(selectable.getSelectionExpression())) {
                    seen.add(selectable.getSelectionExpression());
                    if (!isGuarded(selectable)) {
                        bare.add(name + " reads " + selectable.getSelectionExpression() + " without its guard");
                    }
                }
            });
            guarded.stream()
                    .filter(column -> !seen.contains(column))
                    .forEach(column -> bare.add(name + " does not show the column " + column));
        });
        if (!bare.isEmpty()) {
            throw new ConsentException("Personal data is not guarded: " + String.join("; ", bare));
        }
    }

    private static boolean isGuarded(SelectableMapping selectable) {
        String read = selectable.getCustomReadExpression();
        return read != null && Markers.isIn(read);
    }
}
