package dev.consent.jpa.audit;

import dev.consent.catalog.DeclaredPurpose;
import dev.consent.jpa.wording.Versions;
import java.util.List;
import org.hibernate.Session;

/**
 * A purpose with everything besides decisions that says when it was in force.
 *
 * @param versions its wordings
 * @param bases the purposes it rests on, with theirs
 */
record Footing(DeclaredPurpose purpose, Versions versions, List<Footing> bases) {

    Footing {
        bases = List.copyOf(bases);
    }

    /** As it is now. That a purpose is required does not make it known here: nothing need have been decided about it. */
    static Footing of(Session session, DeclaredPurpose purpose) {
        return new Footing(
                purpose,
                Versions.of(session, purpose),
                purpose.requires().stream()
                        .map(base -> of(session, DeclaredPurpose.of(base)))
                        .toList());
    }
}
