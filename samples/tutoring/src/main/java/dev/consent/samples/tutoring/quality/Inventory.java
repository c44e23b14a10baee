package dev.consent.samples.tutoring.quality;

import dev.consent.catalog.DataCatalog;
import dev.consent.catalog.DataCatalog.Classification;
import dev.consent.catalog.DataCatalog.Entry;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.jpa.Consent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What we keep: every table and field, why, about whom, for how long; and what nobody has looked at yet. */
@Service
class Inventory {

    private final Consent consent;

    Inventory(Consent consent) {
        this.consent = consent;
    }

    Page page() {
        DataCatalog catalog = consent.catalog();
        Map<Class<?>, List<Entry>> byEntity = new LinkedHashMap<>();
        catalog.entries()
                .forEach(entry -> byEntity.computeIfAbsent(entry.entity(), entity -> new ArrayList<>())
                        .add(entry));
        List<Table> tables = byEntity.values().stream().map(Table::of).toList();
        return new Page(catalog.purposes(), tables, catalog.unclassified().size());
    }

    /** One table: what was said about it as a whole, and about each field. */
    record Table(String entity, String name, @Nullable String retention, List<Entry> fields) {

        static Table of(List<Entry> entries) {
            Entry first = entries.get(0);
            List<Entry> fields =
                    entries.stream().filter(entry -> entry.attribute() != null).toList();
            return new Table(first.entity().getSimpleName(), first.table(), first.retention(), fields);
        }

        public boolean unclassified() {
            return fields.stream().anyMatch(field -> field.classification() == Classification.UNCLASSIFIED);
        }
    }

    /** Everything on the page. */
    record Page(List<DeclaredPurpose> purposes, List<Table> tables, int unclassified) {}
}
