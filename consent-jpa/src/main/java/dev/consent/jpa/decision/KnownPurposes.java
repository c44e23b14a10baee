package dev.consent.jpa.decision;

import dev.consent.catalog.DeclaredPurpose;
import java.util.Collection;
import java.util.List;

/** The purposes of a persistence unit. */
public interface KnownPurposes {

    /** The declared purpose of a marker type. */
    DeclaredPurpose of(Class<?> marker);

    /** All that data names or that were used so far. */
    Collection<DeclaredPurpose> all();

    /** The purposes one rests on. */
    default List<DeclaredPurpose> requiredBy(DeclaredPurpose purpose) {
        return purpose.requires().stream().<DeclaredPurpose>map(this::of).toList();
    }

    /** The purposes that rest on one, directly. */
    default List<DeclaredPurpose> restingOn(DeclaredPurpose purpose) {
        return all().stream()
                .filter(other -> other.requires().contains(purpose.type()))
                .toList();
    }
}
