package dev.consent.jpa.schema;

import dev.consent.jpa.mapping.Histories;
import dev.consent.jpa.mapping.SqlNames;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.PersistentClass;

/** Makes PostgreSQL itself refuse to change or delete what is evidence. */
final class Evidence {

    private static final String FUNCTION = "consent_evidence";

    /** With the strategy that notes when a revision ended, Envers writes these columns later. */
    private static final List<String> ENDS = List.of("revend", "revend_tstmp");

    private final SqlNames names;
    private final Map<String, List<String>> columns = new LinkedHashMap<>();

    /**
     * @param audited entities whose history is evidence
     * @param written entities whose rows are
     */
    Evidence(
            Metadata metadata,
            SqlNames names,
            Histories histories,
            Collection<String> audited,
            Collection<String> written) {
        this.names = names;
        for (PersistentClass entity : metadata.getEntityBindings()) {
            if (entity.getClassName() == null) {
                continue;
            }
            PersistentClass history = audited.contains(entity.getClassName()) ? histories.of(entity) : null;
            if (history != null) {
                add(history);
            } else if (written.contains(entity.getClassName())) {
                add(entity);
            }
        }
    }

    private void add(PersistentClass entity) {
        columns.put(
                names.of(entity.getTable()),
                entity.getTable().getColumns().stream()
                        .filter(column -> !ENDS.contains(column.getName().toLowerCase(Locale.ROOT)))
                        .map((Column column) -> names.of(column))
                        .toList());
    }

    Script script() {
        Script script = new Script()
                .remark(
                        "Refuses to change or delete evidence: decisions, the texts they were made on, receipts, and uses",
                        "of privileged scopes. Run as an owner of the tables whom the application does not log in as,",
                        "or it could drop the triggers again.");
        script.add("create or replace function " + FUNCTION + "() returns trigger language plpgsql as $$ begin"
                + " raise exception using errcode = 'restrict_violation',"
                + " message = 'evidence of consent is neither changed nor deleted';"
                + " end $$");
        columns.forEach((table, all) -> {
            String listed = all.stream().collect(Collectors.joining(", "));
            script.add("create or replace trigger consent_evidence_rows before delete or update of " + listed + " on "
                    + table + " for each row execute function " + FUNCTION + "()");
            script.add("create or replace trigger consent_evidence_table before truncate on " + table
                    + " for each statement execute function " + FUNCTION + "()");
        });
        return script;
    }
}
