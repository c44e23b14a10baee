package dev.consent.jpa.mapping;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has to go when a purpose ends or a term is over, read from Hibernate's own metadata. All names are ready for SQL
 * or for Hibernate queries.
 *
 * @param rows what goes with a row, by entity name, in an order in which referring rows come before those they refer to
 * @param fields columns that are blanked
 * @param elements collections whose rows are deleted
 */
public record ErasurePlan(Map<String, Row> rows, List<Field> fields, List<Elements> elements) {

    /** A table and the column by which rows of it are chosen. */
    public record Keyed(String table, String column) {}

    /**
     * Rows of one entity.
     *
     * @param entity the name of the entity
     * @param idAttribute the name of its identifier
     * @param guard whose the rows are and which purposes they serve, or {@code null} when they go for other reasons only
     * @param retention the term after which they go, or {@code null}
     * @param tables its tables with their key, the root table last
     * @param links tables of collections and links that hold its key
     * @param blanked references to it that are set to null
     * @param dependents entities whose rows go with it, with the reference that says so
     * @param history its history, or {@code null} when it is not audited
     * @param elementHistories history tables of its collections of values, with the column that holds its key
     */
    public record Row(
            String entity,
            String idAttribute,
            @Nullable Guard guard,
            @Nullable RetentionRule retention,
            List<Keyed> tables,
            List<Keyed> links,
            List<Keyed> blanked,
            List<Dependent> dependents,
            @Nullable History history,
            List<Keyed> elementHistories) {

        /** The root table and its key. */
        public Keyed root() {
            return tables.get(tables.size() - 1);
        }
    }

    /**
     * Rows of {@code entity} that refer to an erased row go with it.
     *
     * @param entity the name of the referring entity
     * @param reference its table and the column that refers
     * @param historyReference the same in its history, or {@code null} when it is not audited
     */
    public record Dependent(
            String entity, Keyed reference, @Nullable Keyed historyReference) {}

    /**
     * The history of an entity.
     *
     * @param entity the name of the history entity
     * @param idAttribute the path of the audited identifier in it
     * @param attributes its attributes that hold personal values
     * @param tables its tables, with the column that holds the audited identifier
     * @param columns per table the columns that hold personal values
     * @param revision the column that holds the revision, in each of the tables
     * @param linkAttribute the attribute that holds the key of the data subject, or {@code null} when it takes several
     *     steps to get there
     */
    public record History(
            String entity,
            String idAttribute,
            List<String> attributes,
            List<Keyed> tables,
            Map<String, List<String>> columns,
            String revision,
            @Nullable String linkAttribute) {

        /** The root table and the column that holds the audited identifier. */
        public Keyed root() {
            return tables.get(0);
        }
    }

    /**
     * Columns of one attribute.
     *
     * @param entity the name of the entity
     * @param attribute the path of the attribute
     * @param subjectPath the path to the data subject, empty for the subject itself
     * @param guard whose it is and which purposes it serves, for rows of {@code table}
     * @param table the table
     * @param columns its columns
     * @param history the history entity, or {@code null} when the attribute is not audited
     * @param historyTable the table of the history, or {@code null}
     * @param historyLink how rows of the history reach the data subject, or {@code null}
     * @param historyAttributes the attributes of the history entity that hold it
     * @param historyLinkAttribute the attribute of the history entity that holds the key of the data subject, or
     *     {@code null} when it takes several steps to get there
     */
    public record Field(
            String entity,
            String attribute,
            List<String> subjectPath,
            Guard guard,
            String table,
            List<String> columns,
            @Nullable String history,
            @Nullable String historyTable,
            @Nullable SubjectLink historyLink,
            List<String> historyAttributes,
            @Nullable String historyLinkAttribute) {}

    /**
     * Rows of a collection of values or links.
     *
     * @param entity the name of the entity that owns the collection
     * @param attribute its name
     * @param subjectPath the path from the owner to the data subject
     * @param guard whose they are and which purposes they serve, for rows of {@code table}
     * @param table the collection's table
     * @param history the history entity, or {@code null} when it is not audited
     * @param historyTable its table, or {@code null}
     * @param historyLinkAttribute as for {@link Field}
     */
    public record Elements(
            String entity,
            String attribute,
            List<String> subjectPath,
            Guard guard,
            String table,
            @Nullable String history,
            @Nullable String historyTable,
            @Nullable String historyLinkAttribute) {}
}
