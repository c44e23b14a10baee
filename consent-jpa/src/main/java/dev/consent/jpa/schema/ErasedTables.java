package dev.consent.jpa.schema;

import dev.consent.erasure.Receipt;
import dev.consent.jpa.mapping.ErasurePlan;
import dev.consent.jpa.mapping.ErasurePlan.Keyed;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The tables that erasing may change, and the script that writes them anew without what was erased from them. */
final class ErasedTables {

    private final Set<String> tables = new TreeSet<>();

    ErasedTables(ErasurePlan plan) {
        for (ErasurePlan.Row row : plan.rows().values()) {
            row.tables().forEach(this::add);
            row.links().forEach(this::add);
            row.elementHistories().forEach(history -> add(history.keyed()));
            row.blanked().forEach(blanked -> add(blanked.reference()));
            if (row.history() != null) {
                row.history().tables().forEach(this::add);
            }
        }
        for (ErasurePlan.Field field : plan.fields()) {
            field.tables().forEach(this::add);
            field.historyTables().forEach(this::add);
        }
        for (ErasurePlan.Elements elements : plan.elements()) {
            add(elements.keyed());
            if (elements.past() != null) {
                add(elements.past());
            }
        }
    }

    private void add(Keyed keyed) {
        tables.add(keyed.table());
    }

    /**
     * Rewrites what the receipts name. A receipt comes from the database: what is no table of the plan is not repeated
     * in a statement.
     */
    Script rewrite(Collection<Receipt> receipts) {
        Map<String, Long> erased = receipts.stream()
                .flatMap(receipt -> receipt.rows().entrySet().stream())
                .filter(rows -> tables.contains(rows.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum));
        Script script = new Script()
                .remark(
                        "Writes tables anew without what was erased from them. Each is locked against reading and writing",
                        "while it is written, and needs as much free disk as it has left. Not within a transaction, and",
                        "while no older transaction is open: what one may still see is kept.");
        tables.stream().filter(erased::containsKey).forEach(table -> script.add("vacuum (full, analyze) " + table));
        if (!erased.isEmpty()) {
            script.remark("Statistics repeat values of columns. Needs a superuser; locks planning for a moment.")
                    .add("vacuum (full) pg_catalog.pg_statistic")
                    .remark("From here on, the files of the tables are clean.")
                    .add("checkpoint");
        }
        return script;
    }
}
