package dev.consent.jpa.erasure;

import dev.consent.jpa.mapping.ErasurePlan.Elements;
import dev.consent.jpa.mapping.ErasurePlan.Field;
import dev.consent.jpa.mapping.ErasurePlan.History;
import dev.consent.jpa.mapping.ErasurePlan.Keyed;
import dev.consent.jpa.mapping.ErasurePlan.Row;
import dev.consent.jpa.mapping.Guard;
import java.util.List;

/** Tells whether there is anything about people that could be erased, in what is there and in history. */
final class Present {

    private Present() {}

    static boolean of(Statements statements, Row row, Guard guard, Keys people) {
        String about = Statements.about(guard.link());
        if (statements.count(row.found().table(), about, people) > 0) {
            return true;
        }
        History history = row.history();
        if (history == null) {
            return false;
        }
        String found = history.found().table();
        List<String> columns = history.columns().getOrDefault(found, List.of());
        return !columns.isEmpty()
                && statements.count(found, about + " and (" + Statements.anyOf(columns) + ")", people) > 0;
    }

    static boolean of(Statements statements, Field field, Keys people) {
        String any = " and (" + Statements.anyOf(field.columns()) + ")";
        for (Keyed table : field.tables()) {
            if (statements.count(table.table(), Statements.about(field.guard().link()) + any, people) > 0) {
                return true;
            }
        }
        return field.historyTables().stream()
                .anyMatch(table -> statements.count(
                                table.table(),
                                Statements.past(field, table) + " and (" + Statements.anyOf(field.historyColumns())
                                        + ")",
                                people)
                        > 0);
    }

    static boolean of(Statements statements, Elements elements, Keys people) {
        Keyed past = elements.past();
        return statements.count(
                                elements.keyed().table(),
                                Statements.about(elements.guard().link()),
                                people)
                        > 0
                || past != null
                        && statements.count(
                                        past.table(),
                                        Statements.about(elements.guard().link().ofHistory()),
                                        people)
                                > 0;
    }
}
