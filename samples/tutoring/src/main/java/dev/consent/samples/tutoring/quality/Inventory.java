package dev.consent.samples.tutoring.quality;

import dev.consent.Retain;
import dev.consent.catalog.DataCatalog;
import dev.consent.catalog.DataCatalog.Classification;
import dev.consent.catalog.DataCatalog.Entry;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.erasure.RetentionTerm;
import dev.consent.jpa.Consent;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
        List<Table> tables = byEntity.values().stream()
                .map(Table::of)
                .sorted(Comparator.comparing(Table::unclassified).reversed())
                .toList();
        return new Page(catalog.purposes(), tables, catalog.unclassified().size());
    }

    /** One table: what was said about it as a whole, and about each field. Those to be looked at come first. */
    record Table(String entity, String name, @Nullable Term term, List<Entry> fields) {

        static Table of(List<Entry> entries) {
            Entry first = entries.get(0);
            List<Entry> fields =
                    entries.stream().filter(entry -> entry.attribute() != null).toList();
            return new Table(first.entity().getSimpleName(), first.table(), Term.of(first.entity()), fields);
        }

        public boolean unclassified() {
            return fields.stream().anyMatch(field -> field.classification() == Classification.UNCLASSIFIED);
        }
    }

    /** How long the rows of a table are kept, in the units the messages name. */
    record Term(long length, String unit, boolean afterYear) {

        static @Nullable Term of(Class<?> entity) {
            Retain declared = entity.getAnnotation(Retain.class);
            if (declared == null) {
                return null;
            }
            TemporalAmount length = RetentionTerm.of(declared).length();
            return length.getUnits().stream()
                    .filter(unit -> length.get(unit) != 0)
                    .findFirst()
                    .map(unit -> new Term(
                            length.get(unit),
                            unit.toString().toUpperCase(Locale.ROOT),
                            declared.start() == Retain.Start.AT_END_OF_YEAR))
                    .orElse(null);
        }
    }

    /** Everything on the page. */
    record Page(List<DeclaredPurpose> purposes, List<Table> tables, int unclassified) {}
}
