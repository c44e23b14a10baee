package dev.consent.jpa.mapping;

import dev.consent.catalog.DataCatalog;
import java.util.List;

/** Everything that is protected in one persistence unit. */
public record ProtectedModel(
        List<SubjectEntity> subjects,
        List<ProtectedRow> rows,
        List<ProtectedAttribute> attributes,
        List<ProtectedCollection> collections,
        List<Stamp> stamps,
        ProtectedTables tables,
        DataCatalog catalog) {

    public ProtectedModel {
        subjects = List.copyOf(subjects);
        rows = List.copyOf(rows);
        attributes = List.copyOf(attributes);
        collections = List.copyOf(collections);
        stamps = List.copyOf(stamps);
    }
}
