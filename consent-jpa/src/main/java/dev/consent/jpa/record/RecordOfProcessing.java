package dev.consent.jpa.record;

import dev.consent.DataCategory;
import dev.consent.catalog.Controller;
import dev.consent.catalog.DataCatalog;
import dev.consent.catalog.DataCatalog.Entry;
import dev.consent.catalog.DeclaredAudience;
import dev.consent.catalog.DeclaredDerivedData;
import dev.consent.catalog.DeclaredPurpose;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The record of processing activities, true by construction: it is read from the annotations that decide what can be
 * seen and how long it is kept.
 *
 * @param controller who answers for the processing
 * @param activities one per purpose that data names, ordered by code
 * @param asOf when it was made
 * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR, Article 30(1)</a>
 */
public record RecordOfProcessing(Controller controller, List<Activity> activities, Instant asOf) {

    public RecordOfProcessing {
        activities = List.copyOf(activities);
    }

    /**
     * What is done for one purpose.
     *
     * @param purpose the purpose, with its legal basis
     * @param subjects the kinds of data subjects
     * @param categories the categories of personal data that were stated
     * @param uncategorised the data of which no category was stated
     * @param data the entities and attributes that serve the purpose
     * @param audiences the audiences its data is limited to, with the data; none may be seen by everybody in the
     *     application
     * @param copies where its data is copied to outside the database, with the data; a whole row stands for its values
     * @param retention by entity or attribute, the term after which it goes whether or not the purpose has ended
     * @param erasedWithin how long after the end of the purpose its data is gone for good
     */
    public record Activity(
            DeclaredPurpose purpose,
            Set<String> subjects,
            Set<DataCategory> categories,
            List<String> uncategorised,
            List<String> data,
            Map<String, List<String>> audiences,
            Map<String, List<String>> copies,
            Map<String, String> retention,
            Duration erasedWithin) {

        public Activity {
            subjects = Collections.unmodifiableSet(new TreeSet<>(subjects));
            categories = Collections.unmodifiableSet(new TreeSet<>(categories));
            uncategorised = List.copyOf(uncategorised);
            data = List.copyOf(data);
            audiences = Collections.unmodifiableMap(new TreeMap<>(audiences));
            copies = Collections.unmodifiableMap(new TreeMap<>(copies));
            retention = Collections.unmodifiableMap(new TreeMap<>(retention));
        }

        /** Whether special categories are processed, which needs explicit consent or a law (Art. 9). */
        public boolean special() {
            return categories.stream().anyMatch(DataCategory::special);
        }
    }

    /** The record of what a catalogue holds. */
    public static RecordOfProcessing of(DataCatalog catalog, Controller controller, Instant asOf) {
        return new RecordOfProcessing(
                controller,
                catalog.purposes().stream()
                        .map(purpose -> activity(catalog, purpose))
                        .toList(),
                asOf);
    }

    /** What is done for one purpose, according to a catalogue. */
    public static Activity activity(DataCatalog catalog, DeclaredPurpose purpose) {
        List<Entry> serving = catalog.serving(purpose);
        Set<Class<?>> entities = serving.stream().map(Entry::entity).collect(Collectors.toSet());
        Map<String, List<String>> audiences = new TreeMap<>();
        for (Entry entry : serving) {
            for (DeclaredAudience audience : entry.audiences()) {
                audiences
                        .computeIfAbsent(audience.title(), title -> new ArrayList<>())
                        .add(entry.name());
            }
        }
        Map<String, String> retention = new TreeMap<>();
        catalog.entries().stream()
                .filter(entry -> entry.retention() != null && entities.contains(entry.entity()))
                .forEach(entry -> retention.put(entry.name(), entry.retention().describe()));
        return new Activity(
                purpose,
                serving.stream()
                        .map(entry -> String.valueOf(entry.subjectType()))
                        .collect(Collectors.toSet()),
                serving.stream().flatMap(entry -> entry.categories().stream()).collect(Collectors.toSet()),
                serving.stream()
                        .filter(entry ->
                                entry.attribute() != null && entry.categories().isEmpty())
                        .map(Entry::name)
                        .toList(),
                serving.stream().map(Entry::name).toList(),
                audiences,
                copies(catalog, serving),
                retention,
                purpose.eraseWithin());
    }

    private static Map<String, List<String>> copies(DataCatalog catalog, List<Entry> serving) {
        Map<Class<?>, List<DeclaredDerivedData>> rows = new HashMap<>();
        catalog.entries().stream()
                .filter(entry -> entry.attribute() == null)
                .forEach(entry -> rows.put(entry.entity(), entry.copies()));
        Map<String, List<String>> copies = new TreeMap<>();
        for (Entry entry : serving) {
            for (DeclaredDerivedData data : entry.copies()) {
                boolean withItsRow =
                        rows.getOrDefault(entry.entity(), List.of()).contains(data);
                List<String> names = copies.computeIfAbsent(data.title(), title -> new ArrayList<>());
                String name = withItsRow ? entry.entity().getSimpleName() : entry.name();
                if (!names.contains(name)) {
                    names.add(name);
                }
            }
        }
        return copies;
    }

    /** The record as a JSON object. */
    public String json() {
        return new ProcessingDocument(this, Locale.ENGLISH).json();
    }

    /** The record as comma-separated values, one row per purpose and heading names first. */
    public String csv() {
        return new ProcessingDocument(this, Locale.ENGLISH).csv();
    }

    /** The record as one page of HTML, in Dutch or in English. */
    public String html(Locale language) {
        return new ProcessingDocument(this, language).html();
    }
}
