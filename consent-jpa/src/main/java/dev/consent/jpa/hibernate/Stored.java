package dev.consent.jpa.hibernate;

import dev.consent.jpa.guard.Seal;
import dev.consent.jpa.hibernate.WriteGuards.Rules;
import dev.consent.jpa.hibernate.WriteGuards.Slot;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.EntityType;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/**
 * What the database holds of one row, hidden or not, and whatever filters of the session leave it out; read at most
 * once, and only when it matters.
 */
final class Stored {

    private final SharedSessionContractImplementor session;
    private final EntityPersister persister;
    private final Object id;
    private final Rules rules;
    private boolean read;
    private Object @Nullable [] values;
    private Object @Nullable [] state;

    Stored(SharedSessionContractImplementor session, EntityPersister persister, Object id, Rules rules) {
        this.session = session;
        this.persister = persister;
        this.id = id;
        this.rules = rules;
    }

    /** Whether there is such a row, even one that a restriction of the application's own leaves out. */
    boolean exists() {
        return read() != null || (mayBeLeftOut() && state() != null);
    }

    /** Hibernate cannot take snapshots of rows that refer to rows of several kinds, and need not where nothing is left out. */
    private boolean mayBeLeftOut() {
        return persister.hasWhereRestrictions()
                || Stream.of(persister.getPropertyTypes()).noneMatch(Type::isAnyType);
    }

    /** The value of a protected attribute; of a reference, its key. */
    @Nullable
    Object value(Slot slot) {
        Object[] found = read();
        return found == null ? leftOut(slot.path()) : found[1 + rules.slots().indexOf(slot)];
    }

    /** The key a reference holds. */
    @Nullable
    Object key(List<String> reference) {
        Object[] found = read();
        return found == null
                ? leftOut(reference)
                : found[1 + rules.slots().size() + rules.references().indexOf(reference)];
    }

    /** The same where the row is there, but no query shows it. Snapshots hold no parts of embedded values. */
    private @Nullable Object leftOut(List<String> path) {
        Object[] snapshot = state();
        if (snapshot == null) {
            return null;
        }
        if (path.size() > 1) {
            throw ConsentRefusals.leftOut(persister.getMappedClass().getSimpleName());
        }
        return snapshot[persister.getPropertyIndex(path.get(0))];
    }

    private Object @Nullable [] state() {
        if (state == null) {
            state = Seal.broken(() -> persister.getDatabaseSnapshot(id, session));
        }
        return state;
    }

    private Object @Nullable [] read() {
        if (!read) {
            List<String> selected = new ArrayList<>();
            selected.add("1");
            rules.slots()
                    .forEach(slot -> selected.add(
                            Slots.type(persister, slot.path()) instanceof EntityType
                                    ? "id(e." + String.join(".", slot.path()) + ")"
                                    : "e." + String.join(".", slot.path())));
            rules.references().forEach(reference -> selected.add("id(e." + String.join(".", reference) + ")"));
            TypedQuery<Object[]> selection = session.createQuery(
                    "select " + String.join(", ", selected) + " from " + persister.getEntityName()
                            + " e where id(e) = :id",
                    Object[].class);
            selection.setParameter("id", id);
            values = Unfiltered.ask(session, selection, TypedQuery::getSingleResultOrNull);
            read = true;
        }
        return values;
    }
}
