package dev.consent.jpa.hibernate;

import jakarta.persistence.EntityNotFoundException;
import java.util.Set;
import org.hibernate.proxy.EntityNotFoundDelegate;

/** Says of a reference to a row that is not there that it may be hidden, and how to ask first. */
final class HiddenRowDelegate implements EntityNotFoundDelegate {

    private static final String NOT_THERE =
            " that is not there: it was deleted, or it is hidden because no purpose it serves is in force.";

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
        throw new EntityNotFoundException("A reference leads to a row of " + entityName + NOT_THERE
                + " Ask the ConsentGate before following the reference, or query for the row.");
    }

    /** What a refresh of such a row ends with. */
    static EntityNotFoundException refreshed(String entityName) {
        return new EntityNotFoundException(
                "What was refreshed is a row of " + entityName + NOT_THERE + " Query for it instead.");
    }
}
