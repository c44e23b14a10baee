package dev.consent.jpa.mapping;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Join;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/**
 * The tables that hold protected data, their history included, and consent's own: what SQL that Hibernate did not write
 * must not name. A text names a table when the name occurs as a word in it, in any case, quoted or not, with or without
 * a schema; a literal or an alias that reads the same counts too, because telling them apart would be guessing.
 */
public final class ProtectedTables {

    private static final String OWN = "consent_";
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_$]+");
    /** Identifiers in escapes cannot be compared. */
    private static final Pattern ESCAPED = Pattern.compile("(?i)\\bU&\"");

    /** Statements that read, or may read, tables they do not name, at the beginning or after others. */
    private static final Pattern ANY_TABLE = Pattern.compile(
            "(?i)(?:^|;)(?:\\s|/\\*.*?\\*/|--[^\\n]*\\n)*(script|runscript|execute|prepare|do|backup|copy)\\b",
            Pattern.DOTALL);
    /** What gives the content of tables that are named in a text, or of all, or of the files they are in. */
    private static final Set<String> OF_ANY_TABLE = Set.of(
            "query_to_xml",
            "query_to_xml_and_xmlschema",
            "table_to_xml",
            "table_to_xml_and_xmlschema",
            "cursor_to_xml",
            "schema_to_xml",
            "schema_to_xml_and_xmlschema",
            "database_to_xml",
            "database_to_xml_and_xmlschema",
            "ts_stat",
            "ts_rewrite",
            "crosstab",
            "connectby",
            "xpath_table",
            "dblink",
            "dblink_open",
            "dblink_exec",
            "dblink_send_query",
            "pg_read_file",
            "pg_read_binary_file",
            "get_raw_page",
            "heap_page_items",
            "pg_logical_slot_get_changes",
            "pg_logical_slot_peek_changes",
            "pg_logical_slot_get_binary_changes",
            "pg_logical_slot_peek_binary_changes",
            "csvwrite",
            "file_read",
            "link_schema",
            "pg_stats",
            "pg_stats_ext",
            "pg_stats_ext_exprs",
            "pg_statistic",
            "pg_statistic_ext_data");

    private static final Pattern WRITING = Pattern.compile("(?i)\\b(update|insert|delete|merge|replace|truncate)\\b");

    private final Set<String> words = new HashSet<>();
    private final Set<String> phrases = new HashSet<>();
    private final Set<String> ways = new HashSet<>();

    ProtectedTables(
            Metadata metadata,
            Histories histories,
            Set<String> own,
            java.util.Collection<ProtectedRow> rows,
            List<ProtectedAttribute> attributes,
            List<ProtectedCollection> collections) {
        // By the names they were given: a naming strategy of the application may put anything before them.
        for (PersistentClass entity : metadata.getEntityBindings()) {
            if (entity.getClassName() != null && own.contains(entity.getClassName())) {
                addAll(entity);
                addAll(histories.of(entity));
            }
        }
        rows.forEach(row -> {
            for (PersistentClass part : Parts.lineage(row.entity())) {
                addAll(part);
                addAll(histories.of(part));
            }
        });
        for (ProtectedAttribute attribute : attributes) {
            PersistentClass owner = attribute.owner();
            for (Column column : attribute.columns()) {
                UnionTables.holding(owner, column.getValue().getTable()).forEach(this::add);
            }
            addAll(histories.of(owner));
            if (UnionTables.isUnion(owner)) {
                owner.getSubclassClosure().forEach(part -> addAll(histories.of(part)));
            }
        }
        // Who writes there changes whom data is about.
        Crossings.steps(metadata, rows, attributes, collections)
                .forEach(step -> ways.add(step.table().getName().toLowerCase(Locale.ROOT)));
        Set<Collection> guarded = new HashSet<>();
        collections.forEach(collection -> guarded.add(collection.collection()));
        for (Collection collection : metadata.getCollectionBindings()) {
            PersistentClass element = CollectionRoles.element(collection);
            boolean links = rows.stream()
                    .anyMatch(row -> row.touches(collection.getOwner()) || (element != null && row.touches(element)));
            if (links || guarded.contains(collection)) {
                if (!collection.isOneToMany()) {
                    add(collection.getCollectionTable());
                }
                addAll(histories.of(collection));
            }
        }
    }

    private void addAll(@Nullable PersistentClass entity) {
        if (entity != null) {
            add(entity.getTable());
            entity.getJoins().stream().map(Join::getTable).forEach(this::add);
        }
    }

    private void add(Table table) {
        if (!table.isSubselect()) {
            String name = table.getName().toLowerCase(Locale.ROOT);
            (WORD.matcher(name).matches() ? words : phrases).add(name);
        }
    }

    /** The protected table a text names, in small letters; or what makes it unreadable; or {@code null}. */
    public @Nullable String namedIn(String sql) {
        if (ESCAPED.matcher(sql).find()) {
            return "an identifier in escapes";
        }
        Matcher any = ANY_TABLE.matcher(sql);
        if (any.find()) {
            return "every table with " + any.group(1);
        }
        String text = sql.toLowerCase(Locale.ROOT);
        boolean writes = WRITING.matcher(text).find();
        for (Matcher word = WORD.matcher(text); word.find(); ) {
            String name = word.group();
            if (words.contains(name) || name.startsWith(OWN) || (writes && ways.contains(name))) {
                return name;
            }
            if (OF_ANY_TABLE.contains(name)) {
                return "any table with " + name;
            }
        }
        return phrases.stream().filter(text::contains).findFirst().orElse(null);
    }
}
