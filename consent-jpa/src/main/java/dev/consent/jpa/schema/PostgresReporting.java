package dev.consent.jpa.schema;

import dev.consent.jpa.guard.StandingGuards;
import dev.consent.jpa.mapping.Stamp;
import dev.consent.jpa.schema.ReadableTable.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Lets a role of PostgreSQL read what the guards leave, without Hibernate: through views, or in the tables themselves. */
final class PostgresReporting {

    private static final String PLACEHOLDER = "{@}.";
    private static final String ALIAS = "T0.";

    private final List<ReadableTable> tables;
    private final List<String> own;
    private final StandingGuards guards;
    private final String schema;
    private final String role;

    PostgresReporting(List<ReadableTable> tables, List<String> own, StandingGuards guards, String schema, String role) {
        this.tables = tables;
        this.own = own;
        this.guards = guards;
        this.schema = plain(schema);
        this.role = plain(role);
    }

    private static String plain(String name) {
        if (!name.matches("[a-z_][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException(
                    "a schema or role for reporting has a name of small letters, digits and underscores");
        }
        return name;
    }

    Script views() {
        Script script = new Script()
                .remark(
                        "Views of what may be seen. Run as the owner of the tables, who must own the views too.",
                        "Run again after each change of the mapping or of purposes, and row level security after it.");
        script.add("create schema if not exists " + schema);
        revoke(script);
        tables.forEach(table -> script.add("drop policy if exists " + policyName() + " on " + table.name()));
        List<ReadableTable> dependentFirst = new ArrayList<>(tables);
        Collections.reverse(dependentFirst);
        dependentFirst.forEach(table -> script.add("drop view if exists " + view(table)));
        tables.forEach(table -> script.add(create(table)));
        script.add("grant usage on schema " + schema + " to " + role);
        tables.forEach(table -> script.add("grant select on " + view(table) + " to " + role));
        return script;
    }

    /** Nobody reads a table whose policy is about to go. */
    private void revoke(Script script) {
        tables.forEach(table -> script.add("revoke all on " + table.name() + " from " + role));
        own.forEach(table -> script.add("revoke all on " + table + " from " + role));
    }

    private String policyName() {
        return Script.name("consent", role);
    }

    private String view(ReadableTable table) {
        return schema + "." + table.plainName();
    }

    private String view(String tableName) {
        return tables.stream()
                .filter(table -> table.name().equals(tableName))
                .map(this::view)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no view of " + tableName));
    }

    /** A barrier where rows are hidden, so that no function in a reader's condition is called with a hidden row. */
    private String create(ReadableTable table) {
        String columns = visible(table).stream()
                .map(field ->
                        field.read() == null ? ALIAS + field.name() : aliased(field.read()) + " as " + field.name())
                .collect(Collectors.joining(",\n    "));
        List<String> conditions = new ArrayList<>();
        table.conditions().forEach(condition -> conditions.add("(" + aliased(condition) + ")"));
        table.parents()
                .forEach(parent -> conditions.add(tuple(parent.columns(), ALIAS) + " in (select "
                        + String.join(", ", parent.keys()) + " from " + view(parent.table()) + ")"));
        return "create view " + view(table) + (table.hidesRows() ? " with (security_barrier)" : "") + " as select\n    "
                + columns + "\nfrom " + table.name() + " T0"
                + (conditions.isEmpty() ? "" : "\nwhere " + String.join("\n  and ", conditions));
    }

    private String aliased(String guard) {
        return guards.standing(guard).replace(PLACEHOLDER, ALIAS);
    }

    private static List<Field> visible(ReadableTable table) {
        return table.columns().stream()
                .filter(field -> !field.name().equals(Stamp.COLUMN))
                .toList();
    }

    private static String tuple(List<String> columns, String prefix) {
        String list = columns.stream().map(column -> prefix + column).collect(Collectors.joining(", "));
        return columns.size() == 1 ? list : "(" + list + ")";
    }

    Script rowLevelSecurity() {
        Script script = new Script()
                .remark(
                        "Hides rows from " + role + " in the tables themselves, and columns by not granting them.",
                        "Needs the views, and is run as the owner of the tables. Everybody else reads as before.");
        revoke(script);
        for (ReadableTable table : tables) {
            if (table.hidesRows()) {
                script.add("alter table " + table.name() + " enable row level security")
                        .add("drop policy if exists consent_others on " + table.name())
                        .add("create policy consent_others on " + table.name() + " using (true) with check (true)")
                        .add("drop policy if exists " + policyName() + " on " + table.name())
                        .add("create policy " + policyName() + " on " + table.name() + " as restrictive to " + role
                                + " using (" + policy(table) + ")");
            }
            String open = visible(table).stream()
                    .filter(field -> field.read() == null)
                    .map(Field::name)
                    .collect(Collectors.joining(", "));
            script.add("grant select (" + open + ") on " + table.name() + " to " + role);
        }
        return script;
    }

    /**
     * A test on the row in hand, where it carries a copy of the mask. Everything else asks the view, which reads with its
     * owner's rights: the role needs none to the tables of consent.
     */
    private String policy(ReadableTable table) {
        String here = table.conditions().stream()
                .map(guards::standing)
                .map(condition -> "(" + condition.replace(PLACEHOLDER, "") + ")")
                .collect(Collectors.joining(" and "));
        if (table.parents().isEmpty() && !here.toLowerCase(Locale.ROOT).contains("select")) {
            return here;
        }
        List<String> key = table.key().isEmpty()
                ? table.columns().stream().map(Field::name).toList() // equal rows are about the same person
                : table.key();
        return tuple(key, "") + " in (select " + String.join(", ", key) + " from " + view(table) + ")";
    }
}
