package dev.consent.jpa.hibernate;

import dev.consent.jpa.guard.Seal;
import dev.consent.jpa.hibernate.WriteGuards.Rules;
import dev.consent.jpa.hibernate.WriteGuards.Slot;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.EntityType;
import org.jspecify.annotations.Nullable;

/** What the database holds in the hidden places of one row; read at most once, and only when it matters. */
final class Stored {

    private final SharedSessionContractImplementor session;
    private final EntityPersister persister;
    private final Object id;
    private final Rules rules;
    private boolean read;
    private Object @Nullable [] values;

    Stored(SharedSessionContractImplementor session, EntityPersister persister, Object id, Rules rules) {
        this.session = session;
        this.persister = persister;
        this.id = id;
        this.rules = rules;
    }

    boolean exists() {
        return read() != null;
    }

    /** The value of a protected attribute; of a reference, its key. */
    @Nullable
    Object value(Slot slot) {
        Object[] found = read();
        return found == null ? null : found[1 + rules.slots().indexOf(slot)];
    }

    /** The key a reference holds. */
    @Nullable
    Object key(List<String> reference) {
        Object[] found = read();
        return found == null
                ? null
                : found[1 + rules.slots().size() + rules.references().indexOf(reference)];
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
            String query = "select " + String.join(", ", selected) + " from " + persister.getEntityName()
                    + " e where id(e) = :id";
            TypedQuery<Object[]> selection = session.createQuery(query, Object[].class);
            // Scalars only, and no flush: this runs in the middle of one.
            selection.setParameter("id", id).setFlushMode(FlushModeType.COMMIT);
            values = Seal.broken(selection::getSingleResultOrNull);
            read = true;
        }
        return values;
    }
}
