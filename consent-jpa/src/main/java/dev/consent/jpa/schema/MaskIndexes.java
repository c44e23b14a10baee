package dev.consent.jpa.schema;

import dev.consent.jpa.guard.StandingGuards;
import dev.consent.jpa.mapping.ProtectedModel;
import dev.consent.jpa.mapping.Stamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.mapping.Index;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/** Indexes with which counts and lists of stamped rows hide what is hidden without reading it. */
final class MaskIndexes {

    private final ProtectedModel model;
    private final StandingGuards guards;
    private final NewIndexes indexes;
    private final Map<String, ReadableTable> readable = new LinkedHashMap<>();

    MaskIndexes(ProtectedModel model, List<ReadableTable> readable, StandingGuards guards, NewIndexes indexes) {
        this.model = model;
        this.guards = guards;
        this.indexes = indexes;
        readable.forEach(table -> this.readable.put(table.name(), table));
    }

    void propose(Stamp stamp) {
        if (model.rows().stream().noneMatch(row -> row.root() == stamp.entity())) {
            return; // nobody counts by columns that may be hidden
        }
        Table table = stamp.entity().getTable();
        withMask(stamp, table, List.of(stamp.link().column()));
        String seen = indexes.postgres() ? seen(stamp) : null;
        for (Index index : table.getIndexes().values()) {
            List<String> columns = indexes.columns(index);
            if (seen == null) {
                withMask(stamp, table, columns);
            } else if (!columns.isEmpty()) {
                String definition = "(" + String.join(", ", indexes.ordered(index)) + ")"
                        + including(stamp.key(), columns) + " where " + seen;
                indexes.propose("_seen", table, columns, definition);
            }
        }
    }

    /** The condition under which rows are there, or {@code null} when it depends on more than the row in hand. */
    private @Nullable String seen(Stamp stamp) {
        ReadableTable rule = readable.get(stamp.table());
        boolean forEverybody = model.rows().stream()
                .filter(row -> row.root() == stamp.entity())
                .map(row -> row.rule().guard())
                .allMatch(guard -> guard != null && guard.audiences().isEmpty());
        if (rule == null || !forEverybody) {
            return null;
        }
        String seen = rule.conditions().stream()
                .map(guards::standing)
                .map(condition -> condition.replace("{@}.", ""))
                .collect(Collectors.joining(" and "));
        String read = seen.toLowerCase(Locale.ROOT);
        return read.contains("select") || read.contains("now()") ? null : seen;
    }

    /** PostgreSQL counts identifiers from an index that has them; the others have them in every index, or read rows. */
    private void withMask(Stamp stamp, Table table, List<String> columns) {
        if (!indexes.begin(stamp.table(), columns)) {
            return;
        }
        List<String> more = new ArrayList<>(List.of(stamp.column()));
        if (indexes.postgres()) {
            more.addAll(stamp.key());
        }
        more.removeAll(columns);
        indexes.propose(
                "_mask",
                table,
                columns,
                indexes.postgres()
                        ? "(" + String.join(", ", columns) + ")" + including(more, columns)
                        : "(" + String.join(", ", columns) + ", " + String.join(", ", more) + ")");
    }

    private static String including(List<String> more, List<String> columns) {
        List<String> rest =
                more.stream().filter(column -> !columns.contains(column)).toList();
        return rest.isEmpty() ? "" : " include (" + String.join(", ", rest) + ")";
    }
}
