package dev.consent.jpa.bench;

import dev.consent.jpa.Consent;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.SessionFactory;

/** The data: the same rows in every table, written past Hibernate. */
final class Stock {

    private static final String COLUMNS =
            "id, pupil_id, coach, writtenOn, score, email, phone, text, advice, diagnosis";

    private static final long FIRST_BUSY_ROW = 1_000_000_000L;

    private final Options options;
    private final String url;

    Stock(Options options, String url) {
        this.options = options;
        this.url = url;
    }

    static String email(long row) {
        return "parent" + row + "@example.org";
    }

    /** Creates all tables, with nobody's consent withdrawn. */
    void fill() {
        Map<String, Unit> schemas = new LinkedHashMap<>();
        for (Unit unit : Unit.values()) {
            schemas.putIfAbsent(unit.schema(), unit);
        }
        schemas.forEach((schema, unit) -> {
            execute("create schema " + schema);
            try (SessionFactory factory = unit.create(url)) {
                if (unit == Unit.STAMPED) {
                    indexAsProposed(Consent.of(factory).schema().indexes());
                }
            }
            execute("insert into " + schema + ".pupil (id) select i from "
                    + options.engine().numbers(options.pupils()));
            if (unit.hasConsent()) {
                execute("insert into " + schema + ".consent_subject (subject_type, subject_key, mask) select 'Pupil',"
                        + " cast(i as varchar(64)), " + allPurposes(schema) + " from "
                        + options.engine().numbers(options.pupils()));
            }
        });
        evaluations().forEach(this::fillTable);
        execute("create table plain.given_consent (pupil_id bigint not null, purpose varchar(16) not null,"
                + " primary key (pupil_id, purpose))");
        for (String purpose : List.of("reports", "contact", "care")) {
            execute("insert into plain.given_consent select id, '" + purpose + "' from plain.pupil");
        }
        if (options.engine().hasRowSecurity()) {
            createPolicies();
        }
        settle();
    }

    /** The index that serves the lists of a coach makes way for the one that consent proposes in its place. */
    private void indexAsProposed(String proposals) {
        List<String> inPlace =
                proposals.lines().filter(line -> line.contains("coach")).toList();
        if (inPlace.size() != 1) {
            throw new IllegalStateException("one index was to be proposed, and not " + inPlace);
        }
        execute("drop index stamped.evaluation_coach; " + options.engine().in("stamped") + "; " + inPlace.get(0));
    }

    /** The pupils that {@link #addBusyPupils} added, in its order. */
    long busyPupil(int index) {
        return options.pupils() + 1 + index;
    }

    /** Adds pupils with so many evaluations each, which no coach has written. */
    void addBusyPupils(List<Integer> sizes) {
        long row = FIRST_BUSY_ROW;
        for (int size : sizes) {
            long pupil = busyPupil(sizes.indexOf(size));
            for (Unit unit : List.of(Unit.STAMPED, Unit.LOOKUP)) {
                String schema = unit.schema();
                execute("insert into " + schema + ".pupil (id) values (" + pupil + ")");
                execute("insert into " + schema
                        + ".consent_subject (subject_type, subject_key, mask) values ('Pupil', '" + pupil + "', "
                        + allPurposes(schema) + ")");
                execute("insert into " + schema + ".evaluation (" + COLUMNS + stampColumn(schema + ".evaluation")
                        + ") select " + row + " + i, " + pupil + ", -1, date '2020-01-01', 7, 'a', 'b', 'c', 'd', 'e'"
                        + stampValue(schema + ".evaluation") + " from "
                        + options.engine().numbers(size));
            }
            row += size;
        }
        settle();
    }

    /** Whether the database has the column that stamped guards read. */
    boolean isStamped() {
        return !stampedTables().isEmpty();
    }

    /** The highest identifier in any table. */
    long lastRow() {
        return evaluations().stream()
                .mapToLong(table -> number("select max(id) from " + table))
                .max()
                .orElseThrow();
    }

    /** Forgets what was inserted while it was measured. */
    void removeInserted() {
        evaluations().forEach(table -> execute("delete from " + table + " where id > " + options.rows()));
        settle();
    }

    /** Lets pupils withdraw everything, in every schema, and touches the same rows where nothing needs to change. */
    void withdraw(Withdrawn withdrawn) {
        String pupil = withdrawn.condition("pupil_id");
        for (Unit unit : List.of(Unit.STAMPED, Unit.LOOKUP)) {
            execute("update " + unit.schema() + ".consent_subject set mask = 0 where "
                    + withdrawn.condition("cast(subject_key as bigint)"));
        }
        execute("delete from plain.given_consent where " + pupil);
        for (String table : evaluations()) {
            String change = table.startsWith("flagged.")
                    ? "withdrawn = true"
                    : stampedTables().contains(table) ? "consent_mask = 0" : "score = score";
            execute("update " + table + " set " + change + " where " + pupil);
        }
        settle();
    }

    private void fillTable(String table) {
        execute("insert into " + table + " (" + COLUMNS + stampColumn(table) + ") select i, 1 + mod(i - 1, "
                + options.pupils() + "),"
                // Multiplied and cut: coaches and pupils must have nothing to do with each other.
                + " mod(mod(i * 2654435761, 4294967296) / 65536, " + options.coaches() + "),"
                + " date '2020-01-01' + cast(mod(i * 48271, 2000) as integer), mod(i, 10),"
                + " concat('parent', i, '@example.org'), concat('+31 20 ', 1000000 + i),"
                + " concat('Reads well, plans the week with a little help, and asks for more of number ', i),"
                + " 'Read aloud for ten minutes a day', 'None'" + stampValue(table) + " from "
                + options.engine().numbers(options.rows()));
    }

    private String stampColumn(String table) {
        return stampedTables().contains(table) ? ", consent_mask" : "";
    }

    private String stampValue(String table) {
        return stampedTables().contains(table) ? ", " + allPurposes("stamped") : "";
    }

    /** Row level security binds everybody but the owner of the tables. */
    private void createPolicies() {
        execute("alter table flagged.evaluation enable row level security");
        for (String role : List.of(Unit.FLAG_ROLE, Unit.CONSENT_ROLE)) {
            execute("create role " + role + " login");
            execute("grant usage on schema plain, flagged to " + role);
            execute("grant select, insert, update, delete on all tables in schema plain, flagged to " + role);
        }
        execute("create policy by_flag on flagged.evaluation to " + Unit.FLAG_ROLE + " using (not withdrawn)");
        execute("create policy by_consent on flagged.evaluation to " + Unit.CONSENT_ROLE
                + " using (exists (select 1 from plain.given_consent g where g.pupil_id = evaluation.pupil_id"
                + " and g.purpose = current_setting('bench.purpose')))");
    }

    private List<String> evaluations() {
        List<String> tables = new ArrayList<>();
        for (String schema : List.of("plain", "plain_again", "stamped", "looked_up", "flagged")) {
            tables.addAll(tables(schema));
        }
        return tables;
    }

    private static List<String> tables(String schema) {
        return schema.equals("stamped") || schema.equals("looked_up")
                ? List.of(schema + ".evaluation", schema + ".column_evaluation")
                : List.of(schema + ".evaluation");
    }

    private List<String> stampedTables() {
        return texts("select concat('stamped.', lower(table_name)) from information_schema.columns"
                + " where lower(table_schema) = 'stamped' and lower(column_name) = 'consent_mask'"
                + " and lower(table_name) like '%evaluation'");
    }

    private long allPurposes(String schema) {
        return texts("select mask_bit from " + schema + ".consent_purpose").stream()
                .mapToLong(bit -> 1L << Integer.parseInt(bit))
                .sum();
    }

    /** Brings statistics and visibility up to date. */
    void settle() {
        execute(options.engine().settle());
    }

    private long number(String query) {
        return Long.parseLong(texts(query).get(0));
    }

    private List<String> texts(String query) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }
}
