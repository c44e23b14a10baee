package dev.consent.jpa.mapping;

import java.util.List;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;

/** The names of tables and columns as SQL needs them: qualified and quoted the way Hibernate itself writes them. */
public record SqlNames(Dialect dialect, SqlStringGenerationContext context) {

    public String of(Table table) {
        return table.getQualifiedName(context);
    }

    public String of(Column column) {
        return column.getQuotedName(dialect);
    }

    /** The columns of a key. */
    public Columns of(List<Column> key) {
        return new Columns(key.stream().map(this::of).toList());
    }
}
