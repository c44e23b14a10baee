package dev.consent.jpa.export;

import dev.consent.catalog.DeclaredPurpose;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query that reads something about a person.
 *
 * @param entity the simple name of the entity
 * @param part the collection of it that is read, or {@code null} for its rows
 * @param past whether it reads the history
 * @param purposes what it is kept for
 * @param columns what its results hold, in their order
 * @param query the text, with the identifier of the person as {@code :person}
 */
record Source(
        String entity,
        @Nullable String part,
        boolean past,
        List<DeclaredPurpose> purposes,
        List<String> columns,
        String query) {

    Source {
        purposes = List.copyOf(purposes);
        columns = List.copyOf(columns);
    }
}
