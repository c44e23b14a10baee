package dev.consent.catalog;

import dev.consent.erasure.RetentionTerm;
import java.util.List;
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

    /** The entries nobody has classified yet. */
    public List<Entry> unclassified() {
        return entries.stream()
                .filter(entry -> entry.classification() == Classification.UNCLASSIFIED)
                .toList();
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
     * @param subjectType the kind of person it is about, or {@code null} when it is not personal
     * @param retention the term after which rows of the entity go, or {@code null} when they have none
     */
    public record Entry(
            Class<?> entity,
            @Nullable String attribute,
            String table,
            List<String> columns,
            Classification classification,
            List<DeclaredPurpose> purposes,
            List<DeclaredAudience> audiences,
            @Nullable String subjectType,
            @Nullable RetentionTerm retention) {

        public Entry {
            columns = List.copyOf(columns);
            purposes = List.copyOf(purposes);
            audiences = List.copyOf(audiences);
        }
    }
}
