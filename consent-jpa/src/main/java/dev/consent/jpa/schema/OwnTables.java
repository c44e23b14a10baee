package dev.consent.jpa.schema;

import dev.consent.jpa.mapping.Histories;
import dev.consent.jpa.mapping.SqlNames;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.model.relational.Namespace;
import org.hibernate.boot.model.relational.Sequence;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.dialect.Dialect;
import org.hibernate.engine.jdbc.internal.FormatStyle;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/** The tables consent itself needs, their history, and the revisions of Envers they refer to. */
final class OwnTables {

    private static final String ENVERS = "org.hibernate.envers.";

    private final Metadata metadata;
    private final SqlNames names;
    private final Set<Table> tables = new LinkedHashSet<>();
    private final Set<Table> revisions = new LinkedHashSet<>();

    /** @param own the class names of consent's own entities */
    OwnTables(Metadata metadata, SqlNames names, Histories histories, Collection<String> own) {
        this.metadata = metadata;
        this.names = names;
        for (PersistentClass entity : metadata.getEntityBindings()) {
            String type = entity.getClassName();
            if (type != null && own.contains(type)) {
                tables.add(entity.getTable());
                PersistentClass history = histories.of(entity);
                if (history != null) {
                    tables.add(history.getTable());
                }
            } else if (type != null && type.startsWith(ENVERS)) {
                revisions.add(entity.getTable());
            }
        }
    }

    List<String> names() {
        return tables.stream().map(names::of).toList();
    }

    Script script() {
        Script script = new Script();
        if (!revisions.isEmpty()) {
            script.remark("The revisions of Envers. Leave these out where the application has a history already.");
            script.add(create(revisions));
        }
        script.remark("Consent's own tables.");
        return script.add(create(tables));
    }

    /** In the order and words of Hibernate's own schema generation. */
    private List<String> create(Set<Table> wanted) {
        Dialect dialect = names.dialect();
        SqlStringGenerationContext context = names.context();
        List<String> statements = new ArrayList<>();
        sequences(wanted)
                .forEach(sequence -> add(
                        statements, dialect.getSequenceExporter().getSqlCreateStrings(sequence, metadata, context)));
        List<Table> sorted = inOrder(wanted);
        sorted.forEach(
                table -> add(statements, dialect.getTableExporter().getSqlCreateStrings(table, metadata, context)));
        for (Table table : sorted) {
            table.getIndexes()
                    .values()
                    .forEach(index ->
                            add(statements, dialect.getIndexExporter().getSqlCreateStrings(index, metadata, context)));
            table.getUniqueKeys()
                    .values()
                    .forEach(key -> add(
                            statements, dialect.getUniqueKeyExporter().getSqlCreateStrings(key, metadata, context)));
        }
        for (Table table : sorted) {
            table.getForeignKeyCollection()
                    .forEach(key -> add(
                            statements, dialect.getForeignKeyExporter().getSqlCreateStrings(key, metadata, context)));
        }
        return statements;
    }

    private static void add(List<String> statements, String[] more) {
        Stream.of(more)
                .map(sql -> FormatStyle.DDL.getFormatter().format(sql).strip().replace("\n    ", "\n"))
                .filter(sql -> !sql.isEmpty())
                .forEach(statements::add);
    }

    private List<Table> inOrder(Set<Table> wanted) {
        List<Table> sorted = new ArrayList<>();
        for (Namespace namespace : metadata.getDatabase().getNamespaces()) {
            namespace.getTables().stream().filter(wanted::contains).forEach(sorted::add);
        }
        return sorted;
    }

    /** Sequences are named after the table they number. */
    private List<Sequence> sequences(Set<Table> wanted) {
        Set<String> expected = new TreeSet<>();
        wanted.forEach(table -> expected.add(letters(table.getName()) + "seq"));
        List<Sequence> found = new ArrayList<>();
        for (Namespace namespace : metadata.getDatabase().getNamespaces()) {
            namespace.getSequences().forEach(sequence -> {
                if (expected.contains(
                        letters(sequence.getName().getSequenceName().getText()))) {
                    found.add(sequence);
                }
            });
        }
        return found;
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /** What the database lacks, each as "table x", "column y of table x" or "sequence z". */
    List<String> missing(Connection connection) throws SQLException {
        List<String> missing = new ArrayList<>();
        Set<Table> all = new LinkedHashSet<>(revisions);
        all.addAll(tables);
        for (Table table : inOrder(all)) {
            String name = names.of(table);
            List<String> columns = table.getColumns().stream().map(names::of).toList();
            if (answers(connection, String.join(", ", columns), name)) {
                continue;
            }
            if (!answers(connection, "1", name)) {
                missing.add("table " + name);
                continue;
            }
            columns.stream()
                    .filter(column -> !answers(connection, column, name))
                    .forEach(column -> missing.add("column " + column + " of table " + name));
        }
        Set<String> known = knownSequences(connection);
        if (known != null) {
            sequences(all).stream()
                    .map(sequence -> sequence.getName().getSequenceName().getText())
                    .filter(sequence -> !known.contains(sequence.toLowerCase(Locale.ROOT)))
                    .forEach(sequence -> missing.add("sequence " + sequence));
        }
        return missing;
    }

    private static boolean answers(Connection connection, String columns, String table) {
        try {
            try (Statement statement = connection.createStatement()) {
                statement
                        .executeQuery("select " + columns + " from " + table + " where 1 = 0")
                        .close();
                return true;
            } catch (SQLException missing) {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                }
                return false;
            }
        } catch (SQLException broken) {
            throw new IllegalStateException("the connection does not answer", broken);
        }
    }

    private @Nullable Set<String> knownSequences(Connection connection) throws SQLException {
        String query = names.dialect().getQuerySequencesString();
        if (query == null) {
            return null;
        }
        Set<String> known = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            int column = 1;
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                if ("sequence_name".equalsIgnoreCase(rows.getMetaData().getColumnLabel(i))) {
                    column = i;
                }
            }
            while (rows.next()) {
                known.add(Objects.toString(rows.getString(column), "").toLowerCase(Locale.ROOT));
            }
        }
        return known;
    }
}
