package dev.consent.catalog;

import dev.consent.DataCategory;
import dev.consent.erasure.RetentionTerm;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an application keeps: every mapped entity and attribute with what was said about it. Unclassified entries are
 * those nobody has looked at yet.
 *
 * @param purposes all purposes in use, ordered by code
 * @param entries one per entity and one per attribute, ordered by entity, the entity itself first
 */
public record DataCatalog(List<DeclaredPurpose> purposes, List<Entry> entries) {

    public DataCatalog {
        purposes = List.copyOf(purposes);
        entries = List.copyOf(entries);
    }

    /**
     * The same with what is known of copies outside the database.
     *
     * @param copies where an entry is copied to
     */
    public DataCatalog withCopies(Function<Entry, List<DeclaredDerivedData>> copies) {
        return new DataCatalog(
                purposes,
                entries.stream()
                        .map(entry -> entry.copiedTo(copies.apply(entry)))
                        .toList());
    }

    /** The entries nobody has classified yet. */
    public List<Entry> unclassified() {
        return entries.stream()
                .filter(entry -> entry.classification() == Classification.UNCLASSIFIED)
                .toList();
    }

    /** The entries that are personal data. */
    public List<Entry> personal() {
        return entries.stream()
                .filter(entry -> entry.classification() == Classification.PERSONAL)
                .toList();
    }

    /** The personal data that serves a purpose. */
    public List<Entry> serving(DeclaredPurpose purpose) {
        return personal().stream()
                .filter(entry -> entry.purposes().contains(purpose))
                .toList();
    }

    /**
     * Looks through the catalogue for what is probably forgotten or wrong. Nothing here is refused at boot: each finding
     * is for people to judge.
     *
     * @param purposes every purpose the application knows of, those included that no data names
     * @param held the audiences somebody can be in, or {@code null} when nobody knows
     */
    public List<Finding> explain(Collection<DeclaredPurpose> purposes, @Nullable Set<Class<?>> held) {
        return new Examination(this, purposes, held).findings();
    }

    /** The catalogue on one page: how much is classified, and every finding. */
    public String describe(Collection<Finding> findings) {
        StringBuilder text = new StringBuilder();
        text.append(entries.stream().filter(entry -> entry.attribute() == null).count())
                .append(" entities, ")
                .append(personal().size())
                .append(" entries of personal data for ")
                .append(purposes.size())
                .append(" purposes, ")
                .append(unclassified().size())
                .append(" unclassified\n");
        findings.forEach(finding -> text.append("  - ").append(finding).append('\n'));
        return text.toString();
    }

    /** What was said about an entity or attribute. */
    public enum Classification {
        /** Personal data, by its own annotation or because its row or embedded value is. */
        PERSONAL,
        /** Looked at and found not to be personal. */
        NOT_PERSONAL,
        /** Structure that holds the model together: identifiers, versions, references between entities. */
        STRUCTURE,
        /** Nobody has said. */
        UNCLASSIFIED
    }

    /**
     * One entity, or one attribute of it.
     *
     * @param entity the class of the entity
     * @param attribute the path of the attribute with dots, or {@code null} for the entity itself
     * @param table the table it is stored in
     * @param columns its columns, empty for an entity
     * @param classification what was said about it
     * @param purposes the purposes it serves, empty unless it is personal
     * @param audiences the audiences it is limited to, empty when everybody may see it
     * @param categories what kinds of personal data it is, empty unless it is personal and somebody said
     * @param subjectType the kind of person it is about, or {@code null} when it is not personal
     * @param subjectPath the path of references to that person with dots; empty for the person's own row, and when it is
     *     not personal
     * @param subjectOptional whether a reference on that path may be empty, so that a row may be about nobody
     * @param reference whether it refers to rows instead of holding a value
     * @param retention the term after which rows of the entity go, or {@code null} when they have none
     * @param copies where it is copied to outside the database, ordered by code
     */
    public record Entry(
            Class<?> entity,
            @Nullable String attribute,
            String table,
            List<String> columns,
            Classification classification,
            List<DeclaredPurpose> purposes,
            List<DeclaredAudience> audiences,
            Set<DataCategory> categories,
            @Nullable String subjectType,
            String subjectPath,
            boolean subjectOptional,
            boolean reference,
            @Nullable RetentionTerm retention,
            List<DeclaredDerivedData> copies) {

        public Entry {
            columns = List.copyOf(columns);
            purposes = List.copyOf(purposes);
            audiences = List.copyOf(audiences);
            categories = Collections.unmodifiableSet(new TreeSet<>(categories));
            copies = copies.stream()
                    .sorted(Comparator.comparing(DeclaredDerivedData::code))
                    .toList();
        }

        private Entry copiedTo(List<DeclaredDerivedData> known) {
            return new Entry(
                    entity,
                    attribute,
                    table,
                    columns,
                    classification,
                    purposes,
                    audiences,
                    categories,
                    subjectType,
                    subjectPath,
                    subjectOptional,
                    reference,
                    retention,
                    known);
        }

        /** The entity and the attribute as people write them, such as {@code Pupil.name}. */
        public String name() {
            return attribute == null ? entity.getSimpleName() : entity.getSimpleName() + "." + attribute;
        }
    }
}
