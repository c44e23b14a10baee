package dev.consent.jpa.mapping;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.hibernate.type.BasicType;
import org.jspecify.annotations.Nullable;

/**
 * What has to go when a purpose ends or a term is over, read from Hibernate's own metadata. All names are ready for SQL
 * or for Hibernate queries.
 *
 * @param rows what goes with a row, by entity name, in an order in which referring rows come before those they refer to
 * @param fields columns that are blanked
 * @param elements collections whose rows are deleted
 * @param revisions what goes from the revisions themselves, or {@code null} when they hold nothing personal
 * @param values how values are read in SQL, by the name of the entity, or by the {@linkplain #role role} of the collection
 * @param copies of which of it there are copies outside the database
 */
public record ErasurePlan(
        Map<String, Row> rows,
        List<Field> fields,
        List<Elements> elements,
        @Nullable Revisions revisions,
        Map<String, List<Readable>> values,
        List<Copy> copies) {

    /** The same with copies. */
    ErasurePlan with(List<Copy> known) {
        return new ErasurePlan(rows, fields, elements, revisions, values, known);
    }

    /** The name of a collection. */
    public static String role(String entity, String attribute) {
        return entity + "." + attribute;
    }

    /**
     * A single value as SQL reads it.
     *
     * @param path the path of its attribute
     * @param column its column, in the tables of the entity or collection and of its history
     * @param read what is selected: the column, or what the mapping says
     * @param type as what it is read
     */
    public record Readable(String path, String column, String read, BasicType<?> type) {}

    /**
     * The history of a collection of values that goes with the rows of an entity.
     *
     * @param entity the name of the entity that owns the collection
     * @param attribute its name
     * @param keyed its table, with the columns that hold the key of the rows
     * @param moments says when and how
     * @param history the history entity
     * @param idAttributes the paths of its attributes that hold the key of the rows
     */
    public record ElementHistory(
            String entity, String attribute, Keyed keyed, Moments moments, String history, List<String> idAttributes) {}

    /**
     * What says when and how something changed, in the rows of a history: columns, and the paths of attributes.
     *
     * @param revision says at which revision
     * @param kind says whether something came or went
     */
    public record Moments(String revision, String kind, String revisionAttribute, String kindAttribute) {}

    /**
     * Personal values of the revision entity.
     *
     * @param found its table with its identifier
     * @param reference the column of history tables that holds this identifier
     * @param columns columns that are set to null
     * @param collections tables of its collections of values, with the columns that hold its identifier
     * @param attributes the attributes behind these columns
     * @param collectionAttributes the attributes of these collections
     * @param entity its name
     * @param idAttribute the attribute that holds its identifier
     */
    public record Revisions(
            Keyed found,
            String reference,
            List<String> columns,
            List<Keyed> collections,
            List<String> attributes,
            List<String> collectionAttributes,
            String entity,
            String idAttribute) {}

    /**
     * A table and the columns by which rows of it are chosen.
     *
     * @param types how the parts of these keys are read and written, in the order of the columns
     */
    public record Keyed(String table, Columns columns, List<BasicType<?>> types) {

        public Keyed {
            types = List.copyOf(types);
            if (types.size() != columns.names().size()) {
                throw new IllegalArgumentException("a key has a type for each of its columns");
            }
        }

        /** Keys of the same kind elsewhere. */
        public Keyed in(String other, Columns otherColumns) {
            return new Keyed(other, otherColumns, types);
        }
    }

    /**
     * Rows of one entity.
     *
     * @param entity the name of the entity
     * @param idAttributes the paths of the attributes that hold its identifier, in the order of its columns
     * @param guard whose the rows are and which purposes they serve, or {@code null} when they go for other reasons only
     * @param subjectPath the path to the data subject; empty for the subject itself, and without a guard
     * @param after terms after the end of purposes, until when they are kept and after which they go
     * @param retention the term after which they go, counted from a date, or {@code null}
     * @param found where all its rows are found with their key: the root table, or the union of several
     * @param tables its tables with their key, the root table last
     * @param links tables of collections and links that hold its key
     * @param blanked references to it that are ended
     * @param required references to it that are not ended by themselves: from rows that go before it because they go in any
     *     case, and from tables of their own
     * @param holding references by which other data that may be kept longer finds the person this row is; as long as
     *     there is any, the row stays and only its values go
     * @param values columns of each of its tables that then become null
     * @param dependents entities whose rows go with it, with the reference that says so
     * @param along entities whose rows it refers to or is linked with, and that go with it
     * @param history its history, or {@code null} when it is not audited
     * @param elementHistories histories of its collections of values
     * @param partlySeen whether Hibernate's queries leave out some of its rows, such as those deleted only by name
     */
    public record Row(
            String entity,
            List<String> idAttributes,
            @Nullable Guard guard,
            List<String> subjectPath,
            List<TermAfter> after,
            @Nullable RetentionRule retention,
            Keyed found,
            List<Keyed> tables,
            List<Keyed> links,
            List<Blanked> blanked,
            List<Keyed> required,
            List<Keyed> holding,
            Map<String, List<String>> values,
            List<Dependent> dependents,
            List<Along> along,
            @Nullable History history,
            List<ElementHistory> elementHistories,
            boolean partlySeen) {

        /** The terms that are counted from dates. */
        public List<RetentionRule> dated() {
            return retention == null ? List.of() : List.of(retention);
        }

        /** The columns of one of its tables that hold its key. */
        public Columns keyIn(String table) {
            return tables.stream()
                    .filter(keyed -> keyed.table().equals(table))
                    .map(Keyed::columns)
                    .findFirst()
                    .orElse(found.columns());
        }

        /** Whether nothing else goes or changes by its key, so that the people its rows are about are all one needs. */
        public boolean alone() {
            return guard != null
                    && guard.link().hops().isEmpty()
                    && tables.equals(List.of(found))
                    && links.isEmpty()
                    && blanked.isEmpty()
                    && holding.isEmpty()
                    && dependents.isEmpty()
                    && along.isEmpty()
                    && elementHistories.isEmpty();
        }
    }

    /**
     * A reference to an erased row that ends, while the row that holds it stays.
     *
     * @param reference its table and columns
     * @param columns those of its columns that are set to null; one is enough, and others may serve other attributes
     */
    public record Blanked(Keyed reference, List<String> columns) {}

    /**
     * Rows of {@code entity} that refer to an erased row go with it.
     *
     * @param entity the name of the referring entity
     * @param references its tables and the columns that refer
     * @param historyReferences the same in its history; none when it is not audited
     * @param historyAttributes the paths of the attributes of its history that refer; none when it has none
     * @param pastLinks where the history of a collection says it instead
     */
    public record Dependent(
            String entity,
            List<Keyed> references,
            List<Keyed> historyReferences,
            List<String> historyAttributes,
            List<PastWay> pastLinks) {}

    /**
     * Rows of {@code entity} go with an erased row that says so, unless another row refers to them in the same way.
     *
     * @param entity the name of the entity
     * @param ways where it is said
     * @param pastWays the same in the history; none when it is not audited
     */
    public record Along(String entity, List<Way> ways, List<PastWay> pastWays) {}

    /**
     * What a history says of a row and of one that goes with it.
     *
     * @param way their keys in the rows of its table
     * @param moments says when, and how
     * @param links whether each of its rows says that a link came or went; otherwise it says what held from then on
     * @param history the history entity
     * @param from the paths of the attributes that hold the key of the row
     * @param to the same for what goes with it
     */
    public record PastWay(Way way, Moments moments, boolean links, String history, List<String> from, List<String> to) {

        /**
         * The condition for rows of the history of what goes along: at that time it went with one of some rows.
         *
         * @param past a table of this history, with the key of what goes along
         * @param some the condition under which the columns of a key hold that of one of these rows
         */
        public String then(Keyed past, Function<Columns, String> some) {
            String revision = moments.revision();
            Columns when = past.columns().and(revision);
            String table = way.from().table();
            Columns from = way.from().columns();
            Columns to = way.to().columns();
            String kind = moments.kind();
            String over = links
                    ? to.same("b.", to, "f.") + " and " + from.same("b.", from, "f.") + " and b." + kind + " = 2"
                    : from.same("b.", from, "f.");
            String one = some.apply(from) + (links ? " and " + kind + " = 0" : "");
            return when.value("") + " in (select " + when.list("c.") + " from " + past.table() + " c where "
                    + past.columns().value("c.") + " in (select " + to.list("f.") + " from " + table + " f where " + one
                    + ") and exists (select 1 from " + table + " f where " + to.same("f.", past.columns(), "c.")
                    + " and f." + revision + " <= c." + revision + " and " + one + " and not exists (select 1 from "
                    + table + " b where " + over + " and b." + revision + " > f." + revision + " and b." + revision
                    + " <= c." + revision + ")))";
        }
    }

    /**
     * Two keys in the rows of one table: of a row, and of one that goes with it.
     *
     * @param from the key of the row
     * @param to the key of what goes with it
     */
    public record Way(Keyed from, Keyed to) {}

    /**
     * The history of an entity.
     *
     * @param entity the name of the history entity
     * @param idAttributes the paths of the audited identifier in it, in the order of the identifier
     * @param attributes its attributes that hold personal values
     * @param found where all its rows are found: the root table, or the union of several
     * @param tables its tables, with the columns that hold the audited identifier
     * @param columns per table, {@code found} included, the columns that hold personal values
     * @param revision the column that holds the revision, in each of the tables
     * @param shared whether its tables hold the history of other entities too, so that only {@code found} says whom a
     *     revision is about
     * @param revisionAttribute the path of the attribute that holds it
     * @param start the paths of the attributes from which whom a revision is about is found, or which hold the key of that
     *     person, as the columns at the start of the guard's link do; none when there are none
     * @param startTypes how what they hold is read and written
     */
    public record History(
            String entity,
            List<String> idAttributes,
            List<String> attributes,
            Keyed found,
            List<Keyed> tables,
            Map<String, List<String>> columns,
            String revision,
            boolean shared,
            String revisionAttribute,
            List<String> start,
            List<BasicType<?>> startTypes) {

        /** Where its rows say whom and of when they are: in its tables, or where all of them are found. */
        public List<Keyed> searched() {
            return shared
                    ? List.of(found)
                    : tables.stream().filter(this::saysWhom).toList();
        }

        /** Its rows as Hibernate's queries find them. */
        public PastRows rows() {
            return new PastRows(entity, idAttributes, revisionAttribute, start);
        }

        /** Whether one of its tables says by itself whom a revision is about. */
        public boolean saysWhom(Keyed table) {
            return !shared && (table.equals(found) || !tables.contains(found));
        }
    }

    /**
     * Rows of a history as Hibernate's queries find them.
     *
     * @param entity the name of the history entity
     * @param idAttributes the paths of the audited identifier in it
     * @param revision the path of the revision
     * @param start the paths of the attributes from which whom a revision is about is found; none when there are none
     */
    public record PastRows(String entity, List<String> idAttributes, String revision, List<String> start) {}

    /**
     * Columns of one attribute.
     *
     * @param entity the name of the entity
     * @param attribute the path of the attribute
     * @param subjectPath the path to the data subject, empty for the subject itself
     * @param guard whose it is and which purposes it serves, for rows of each of the tables
     * @param after terms after the end of purposes, until when it is kept and after which it goes
     * @param tables the tables with their key, of which there are several in a TABLE_PER_CLASS hierarchy
     * @param idAttributes the paths of the attributes of the entity that hold its identifier
     * @param columns its columns
     * @param erasure what stands in its place when its last purpose has ended
     * @param stages what happens at the end of terms that are counted from dates of its row
     * @param history the history entity, or {@code null} when the attribute is not audited
     * @param historyTables the tables of the history with the audited identifier; none when the attribute is not audited
     * @param historyColumns its columns there
     * @param historyRevision the path of the attribute of the history entity that holds the revision; empty without one
     * @param historyIdAttributes the paths of the attributes of the history entity that hold the audited identifier
     * @param historyLink how rows of the history reach the data subject, or {@code null}
     * @param historyOwner the table of the same history that says whom its revisions are about, or {@code null} when its
     *     own tables do
     * @param historyAttributes the attributes of the history entity that hold it
     * @param historyLinkAttribute the attribute of the history entity that holds the key of the data subject, or
     *     {@code null} when it takes several steps to get there
     */
    public record Field(
            String entity,
            String attribute,
            List<String> subjectPath,
            Guard guard,
            List<TermAfter> after,
            List<Keyed> tables,
            List<String> idAttributes,
            List<String> columns,
            Replacement erasure,
            List<Stage> stages,
            @Nullable String history,
            List<Keyed> historyTables,
            List<String> historyColumns,
            String historyRevision,
            List<String> historyIdAttributes,
            @Nullable SubjectLink historyLink,
            @Nullable PastOwner historyOwner,
            List<String> historyAttributes,
            @Nullable String historyLinkAttribute) {

        /** The terms that are counted from dates. */
        public List<RetentionRule> dated() {
            return stages.stream().map(Stage::rule).toList();
        }

        /**
         * The condition under which a row of one of the history tables is about one of some people. Each revision is with the
         * person it names: a row that was corrected has revisions about two people.
         *
         * @param people what stands for their keys in SQL, such as a parameter
         */
        public String pastAbout(Keyed table, String people) {
            return historyOwner == null
                    ? Objects.requireNonNull(historyLink).about(people)
                    : historyOwner.about(table, people);
        }
    }

    /**
     * The table of a history that says whom its revisions are about, for those tables of the same history that do not.
     *
     * @param table it, with the key of the rows
     * @param revision the column that holds the revision, in each of these tables
     * @param link how its rows reach the data subject
     */
    public record PastOwner(Keyed table, String revision, SubjectLink link) {

        private String about(Keyed other, String people) {
            return other.columns().and(revision).value("") + " in (select "
                    + table.columns().and(revision).list("") + " from " + table.table() + " f where "
                    + link.about(people) + ")";
        }
    }

    /**
     * What happens to a value at the end of terms that are counted from dates.
     *
     * @param rule the terms
     * @param erasure what stands in its place then
     * @param audited whether the history knows the dates, too
     */
    public record Stage(RetentionRule rule, Replacement erasure, boolean audited) {}

    /**
     * Rows of a collection of values or links.
     *
     * @param entity the name of the entity that owns the collection
     * @param attribute its name
     * @param subjectPath the path from the owner to the data subject
     * @param guard whose they are and which purposes they serve, for rows of {@code table}
     * @param after terms after the end of purposes, until when they are kept and after which they go
     * @param keyed the collection's table, with the columns that hold the key of the owner
     * @param owners where the rows of the owner are found, with their key and the dates that terms are counted from
     * @param idAttributes the paths of the attributes of the owner that hold its identifier
     * @param retention the term after which they go, counted from dates of the owner, or {@code null}
     * @param history the history entity, or {@code null} when it is not audited
     * @param past its table, with the columns that hold the key of the owner, or {@code null}
     * @param moments the columns of that table that say when and how, or {@code null}
     * @param pastOwners the history of the owners with their dates, or {@code null} when it does not know them
     * @param historyIdAttributes the paths of the attributes of the history entity that hold the key of the owner; none
     *     when they cannot be told
     * @param historyLinkAttribute as for {@link Field}
     * @param pastRows the history of the owners, which says whom they were about, or {@code null}
     * @param startTypes how what their history holds in its attributes at the start is read and written
     */
    public record Elements(
            String entity,
            String attribute,
            List<String> subjectPath,
            Guard guard,
            List<TermAfter> after,
            Keyed keyed,
            Keyed owners,
            List<String> idAttributes,
            @Nullable RetentionRule retention,
            @Nullable String history,
            @Nullable Keyed past,
            @Nullable Moments moments,
            @Nullable Keyed pastOwners,
            List<String> historyIdAttributes,
            @Nullable String historyLinkAttribute,
            @Nullable PastRows pastRows,
            List<BasicType<?>> startTypes) {

        /** How the rows of the owners reach the data subject, if their history says whom they were about. */
        public @Nullable SubjectLink ofOwners() {
            SubjectLink link = guard.link();
            Hop owner = link.hops().isEmpty() ? null : link.hops().get(0);
            return owner == null || owner.many() || owner.history() == null
                    ? null
                    : new SubjectLink(
                            link.subjectType(),
                            owner.next(),
                            link.hops().subList(1, link.hops().size()));
        }

        /** The terms that are counted from dates. */
        public List<RetentionRule> dated() {
            return retention == null ? List.of() : List.of(retention);
        }
    }
}
