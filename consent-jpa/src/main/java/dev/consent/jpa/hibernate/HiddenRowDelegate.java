package dev.consent.jpa.hibernate;

import jakarta.persistence.EntityNotFoundException;
import java.util.Set;
import org.hibernate.proxy.EntityNotFoundDelegate;

/** Says of a reference to a row that is not there that it may be hidden, and how to ask first. */
final class HiddenRowDelegate implements EntityNotFoundDelegate {

    private final EntityNotFoundDelegate others;
    private final Set<String> hideable;

    HiddenRowDelegate(EntityNotFoundDelegate others, Set<String> hideable) {
        this.others = others;
        this.hideable = hideable;
    }

    @Override
    public void handleEntityNotFound(String entityName, Object id) {
        if (!hideable.contains(entityName)) {
            others.handleEntityNotFound(entityName, id);
            return;
        }
        throw new EntityNotFoundException("A reference leads to a row of " + entityName
                + " that is not there: it was deleted, or it is hidden because no purpose it serves is in force."
                + " Ask the ConsentGate before following the reference, or query for the row.");
    }
}
