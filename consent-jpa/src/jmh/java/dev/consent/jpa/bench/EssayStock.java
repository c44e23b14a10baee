package dev.consent.jpa.bench;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.decision.Decision;
import dev.consent.jpa.Consent;
import dev.consent.jpa.bench.model.Essay;
import dev.consent.jpa.bench.model.PastEssay;
import dev.consent.jpa.bench.model.PlainEssay;
import dev.consent.jpa.bench.model.Pupil;
import dev.consent.jpa.bench.model.Purposes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;

/**
 * The data of the measurements of erasing: for each person ten rows and thirty of history, twice, once for consent and
 * once for those who erase by hand. Everybody has withdrawn, and nobody is due before {@link #due} says so.
 */
final class EssayStock implements AutoCloseable {

    static final String CONSENT = "erased";
    static final String BY_HAND = "by_hand";

    /** People who have not withdrawn and whom nobody erases; others work with their rows meanwhile. */
    static final int STAYING = 1_000;

    private static final int ROWS = 10;
    private static final int REVISIONS = 3;

    private final String url;
    private final long people;

    /** To open one for each statement would take longer than most of them. */
    private final Connection connection;

    /** How many people were handed out to be erased. */
    private long taken;

    /** The statement that makes consent owe something, with two gaps. */
    private @Nullable String owing;

    /** @param people how many can be erased */
    EssayStock(String url, long people) throws SQLException {
        this.url = url;
        this.people = people;
        this.connection = DriverManager.getConnection(url);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    static SessionFactory consent(String url, String tables, Map<String, String> settings) {
        return Unit.open(url, CONSENT, true, tables, settings, List.of(Essay.class));
    }

    static SessionFactory plain(String url) {
        return Unit.open(url, BY_HAND, false, "none", Map.of(), List.of(PlainEssay.class, PastEssay.class));
    }

    long firstStaying() {
        return people + 1;
    }

    long lastStaying() {
        return people + STAYING;
    }

    long left() {
        return people - taken;
    }

    void fill() {
        String all = Engine.POSTGRESQL.numbers(lastStaying());
        execute("create schema " + CONSENT);
        try (SessionFactory factory = consent(url, "create", Map.of("consent.guards", "lookup"))) {
            execute("set search_path to " + CONSENT + "; "
                    + Consent.of(factory).schema().indexes() + "; set search_path to default");
            execute("insert into erased.pupil (id) select i from " + all);
            Consent.of(factory).registerSubjects();
            execute("insert into erased.essay (id, pupil_id, score, title, text) select i, 1 + mod(i - 1, "
                    + lastStaying()
                    + "), mod(i, 10), concat('Essay ', i), concat('Plans the week with a little help, and asks for"
                    + " more of number ', i) from " + Engine.POSTGRESQL.numbers(lastStaying() * ROWS));
            // Far from those that decisions take from the sequence.
            execute("insert into erased.revinfo (rev, revtstmp) select 1000000 + i, i from "
                    + Engine.POSTGRESQL.numbers(REVISIONS));
            execute("insert into erased.essay_aud (id, rev, revtype, pupil_id, score, title, text)"
                    + " select e.id, r.rev, case when r.rev = 1000001 then 0 else 1 end, e.pupil_id, e.score, e.title, e.text"
                    + " from erased.revinfo r, erased.essay e order by r.rev, e.id");
            execute("create schema " + BY_HAND);
            for (String table : List.of("pupil", "essay", "revinfo", "essay_aud")) {
                execute("create table by_hand." + table + " (like erased." + table + " including all)");
                execute("insert into by_hand." + table + " select * from erased." + table);
            }
            execute(
                    "create table by_hand.due (id bigint primary key, pupil_id bigint not null, done boolean not null)");
            execute("create index due_open on by_hand.due (id) where not done");
            SubjectId pattern = SubjectId.of(Pupil.class, lastStaying());
            Consent consent = Consent.of(factory);
            factory.inTransaction(session ->
                    consent.decide(session, Decision.given(pattern, Purposes.Reports.class, Grantor.parent(7))));
            // The masks of those who stay are the one of somebody who agreed.
            execute("update erased.consent_subject set mask = (select mask from erased.consent_subject where"
                    + " subject_key = '" + lastStaying() + "') where cast(subject_key as bigint) > " + people);
            factory.inTransaction(session ->
                    consent.decide(session, Decision.withdrawn(pattern, Purposes.Reports.class, Grantor.parent(7))));
            // One obligation is the pattern of all: its columns are consent's affair.
            execute("create table by_hand.pattern as select * from erased.consent_obligation");
            execute("delete from erased.consent_obligation");
        }
        settle();
    }

    /** The next people to be erased, from first to last in an order that has nothing to do with where their rows are. */
    long[] take(int count) {
        if (count > left()) {
            throw new IllegalStateException("more people were to be erased than there are");
        }
        long[] pupils = new long[count];
        for (int i = 0; i < count; i++) {
            pupils[i] = pupil(taken + i);
        }
        taken += count;
        return pupils;
    }

    /** A permutation: 7,919 is prime and divides no number of people that this measures with. */
    private long pupil(long number) {
        return 1 + number * 7_919 % people;
    }

    /** Makes consent owe the erasure of these people: it may be met now, and is due in a day. */
    void due(long[] pupils) {
        owe("unnest(cast('" + Arrays.toString(pupils).replace('[', '{').replace(']', '}') + "' as text[]))", "true");
    }

    /** Registers people who are not there: they are claimed, and restricted, so that nothing of them may go. */
    void registerNobody(int people) {
        execute("insert into erased.consent_subject (subject_type, subject_key, mask) select p.subject_type, 'nobody '"
                + " || i, " + Long.MIN_VALUE + " from by_hand.pattern p, " + Engine.POSTGRESQL.numbers(people));
    }

    /**
     * Makes consent owe the erasure of {@linkplain #registerNobody nobody}, so that finding them is all there is to do.
     * The same people are due in each case.
     *
     * @param later how many are not due yet for each who is, or would be
     */
    void dueOfNobody(int now, int later, Beside beside) {
        String due = "mod(cast(substr(o.pupil, 8) as bigint), " + (1 + later) + ") = 0";
        String first = "mod(i, " + (1 + later) + ") = 0";
        String which = switch (beside) {
            case NOBODY -> " where " + first;
            case OLDER_THAN_OTHERS -> " order by case when " + first + " then 0 else 1 end, i";
            case AMONG_OTHERS -> " order by i";
        };
        owe("(select 'nobody ' || i from " + Engine.POSTGRESQL.numbers((long) now * (1 + later)) + which + ")", due);
    }

    /** Where those stand who are due. */
    enum Beside {
        NOBODY,
        /** Owed first, as it is where all are owed the same time ahead. */
        OLDER_THAN_OTHERS,
        /** Each on a page of their own, which is the worst that may happen. */
        AMONG_OTHERS
    }

    private void owe(String pupils, String due) {
        if (owing == null) {
            owing = owing();
        }
        execute(owing.replace("$pupils", pupils).replace("$due", due));
    }

    private String owing() {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (String[] column : rows("select column_name, data_type from information_schema.columns where"
                + " table_schema = 'erased' and table_name = 'consent_obligation'")) {
            String name = column[0];
            names.add(name);
            values.add(
                    switch (name) {
                        case "id" -> "nextval('erased.consent_obligation_seq')";
                        case "reference" -> "gen_random_uuid()";
                        case "subject_key" -> "o.pupil";
                        case "due_at" -> "p.due_at"; // far enough away for a paced sweep to rest
                        default ->
                            column[1].startsWith("timestamp")
                                    ? "p." + name + " - interval '30 hours' * case when $due then 1 else -1 end"
                                    : "p." + name;
                    });
        }
        return "insert into erased.consent_obligation (" + String.join(", ", names) + ") select "
                + String.join(", ", values) + " from by_hand.pattern p, $pupils as o (pupil)";
    }

    void forgetObligations() {
        execute("truncate erased.consent_obligation");
    }

    /** Does what the database does by itself for tables that change all the time, which would disturb a measurement. */
    void tidy() {
        execute("vacuum (analyze) erased.consent_obligation, erased.consent_chain, erased.consent_sweep_run,"
                + " by_hand.due");
    }

    void settle() {
        execute(Engine.POSTGRESQL.settle());
        execute("checkpoint");
    }

    List<String[]> rows(String query) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String[]> found = new ArrayList<>();
            int width = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                String[] row = new String[width];
                for (int i = 0; i < width; i++) {
                    row[i] = rows.getString(i + 1);
                }
                found.add(row);
            }
            return found;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }
}
