package dev.consent.jpa.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/** The names of tables and columns as SQL needs them: qualified and quoted the way Hibernate itself writes them. */
public record SqlNames(Dialect dialect, SqlStringGenerationContext context) {

    public String of(Table table) {
        return table.getQualifiedName(context);
    }

    public String of(Column column) {
        return column.getQuotedName(dialect);
    }

    /**
     * The same columns as another table calls them, or {@code null} when it lacks one: Envers does not quote all that the
     * application quotes.
     */
    public @Nullable Columns in(Table table, Columns columns) {
        List<String> there = new ArrayList<>();
        for (String name : columns.names()) {
            table.getColumns().stream()
                    .filter(column -> of(column).equals(name) || quoted(column).equals(name))
                    .findFirst()
                    .ifPresent(column -> there.add(of(column)));
        }
        return there.size() == columns.names().size() ? new Columns(there) : null;
    }

    /** Whether a column of another table is one of some columns: Envers does not quote all that the application quotes. */
    public boolean isAmong(Collection<String> columns, Column column) {
        return columns.contains(of(column)) || columns.contains(quoted(column));
    }

    private String quoted(Column column) {
        return dialect.toQuotedIdentifier(column.getName());
    }

    /** The columns of a key. */
    public Columns of(List<Column> key) {
        return new Columns(key.stream().map(this::of).toList());
    }
}
