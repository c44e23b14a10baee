package dev.consent.jpa.erasure;

import dev.consent.DataSubject;
import dev.consent.Grantor;
import dev.consent.LegalBasis;
import dev.consent.PersonalData;
import dev.consent.Purpose;
import dev.consent.SubjectId;
import dev.consent.decision.Decision;
import dev.consent.jpa.database.TestUnit;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.hibernate.envers.Audited;
import org.hibernate.envers.RelationTargetAuditMode;

/** People and their letters on PostgreSQL: as small as may be, so that a process of it is up soon, and thousands of them. */
final class Mail extends TestUnit {

    /** Rows of letters about one person, and of their history. */
    private static final int LETTERS = 2;

    private static final int REVISIONS = 3;

    private static final int DECIDED_AT_ONCE = 50;

    /** @param tables what Hibernate does about tables when it starts */
    Mail(String url, String tables) {
        this(url, tables, Map.of());
    }

    Mail(String url, String tables, Map<String, Object> more) {
        super(url, settings(tables, more), List.of(Person.class, Letter.class));
    }

    private static Map<String, Object> settings(String tables, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("hibernate.hbm2ddl.auto", tables);
        settings.put("hibernate.connection.pool_size", "2");
        return settings;
    }

    @Purpose(code = "post", title = "Letters", basis = LegalBasis.CONSENT)
    interface Post {}

    @Entity(name = "Person")
    @DataSubject(type = "person")
    static class Person {
        @Id
        Long id;

        @PersonalData(purpose = Post.class)
        String email;
    }

    @Entity(name = "Letter")
    @Table(indexes = @Index(name = "letter_person", columnList = "person_id"))
    @Audited
    @PersonalData(purpose = Post.class, subject = "person")
    static class Letter {
        @Id
        Long id;

        @ManyToOne(fetch = FetchType.LAZY, optional = false)
        @JoinColumn(name = "person_id")
        @Audited(targetAuditMode = RelationTargetAuditMode.NOT_AUDITED)
        Person person;

        String text;
    }

    /** People who have withdrawn, with letters and history, and what is owed to them; past Hibernate, as they are many. */
    void plant(int people) {
        execute("insert into Person (id, email) select i, 'planted-mail-' || i from generate_series(0, " + people
                + ") i");
        consent.registerSubjects();
        plantLetters(people);
        execute(consent.schema().indexes());
        // One obligation is the pattern of all: its columns are consent's affair.
        SubjectId pattern = SubjectId.of(Person.class, 0L);
        write(em -> decideIn(em, pattern, true, Post.class));
        write(em -> decideIn(em, pattern, false, Post.class));
        List<String> columns =
                sql("select column_name from information_schema.columns where table_schema = 'public' and"
                        + " table_name = 'consent_obligation' order by ordinal_position");
        execute("insert into consent_obligation (" + String.join(", ", columns) + ") select "
                + columns.stream()
                        .map(name -> switch (name) {
                            case "id" -> "1000000 + i";
                            case "reference" -> "gen_random_uuid()";
                            case "subject_key" -> "cast(i as varchar(64))";
                            default -> "o." + name;
                        })
                        .collect(Collectors.joining(", "))
                + " from consent_obligation o, generate_series(1, " + people + ") i");
        execute("delete from consent_obligation where subject_key = '0'");
        execute("delete from Person where id = 0");
        execute("analyze");
    }

    private void plantLetters(int people) {
        execute("insert into Letter (id, person_id, text) select i, 1 + i % " + people
                + ", 'planted-text-' || i from generate_series(1, " + LETTERS * people + ") i");
        execute("insert into revinfo (rev, revtstmp) select 1000000 + i, i from generate_series(1, " + REVISIONS
                + ") i");
        execute(
                "insert into Letter_AUD (id, rev, revtype, person_id, text) select l.id, r.rev, case when r.rev = 1000001"
                        + " then 0 else 1 end, l.person_id, l.text from Letter l, revinfo r where r.rev > 1000000");
    }

    /** People who agree, with letters and history. */
    void plantAgreeing(int people) {
        execute("insert into Person (id) select i from generate_series(1, " + people + ") i");
        consent.registerSubjects();
        decideAll(people, true);
        execute("update Person set email = 'planted-mail-' || id");
        plantLetters(people);
        consent.repairStamps();
        execute("analyze");
    }

    /** Everybody agrees, or everybody withdraws. */
    void decideAll(int people, boolean yes) {
        for (int from = 1; from <= people; from += DECIDED_AT_ONCE) {
            List<Decision> some = LongStream.range(from, Math.min(people + 1, from + DECIDED_AT_ONCE))
                    .mapToObj(id -> SubjectId.of(Person.class, id))
                    .map(person -> yes
                            ? Decision.given(person, Post.class, Grantor.parent(7))
                            : Decision.withdrawn(person, Post.class, Grantor.parent(7)))
                    .toList();
            write(em -> consent.decide(em, some));
        }
    }

    /** Many more letters to the first of those who have withdrawn, each with one row of history. */
    void plantMore(int letters) {
        execute("insert into Letter (id, person_id, text) select 1000000 + i, 1, 'planted-text-' || i from"
                + " generate_series(1, " + letters + ") i");
        execute("insert into Letter_AUD (id, rev, revtype, person_id, text) select id, 1000001, 0, person_id, text from"
                + " Letter where id > 1000000");
        execute("analyze");
    }

    /** Lets the database itself note how many rows each transaction takes. */
    void watchTransactions() {
        execute("create table taken (transaction bigint, rows bigint, began timestamptz, ended timestamptz)");
        execute("create function take() returns trigger language plpgsql as $$ begin insert into taken select"
                + " txid_current(), count(*), now(), clock_timestamp() from gone; return null; end $$");
        execute("create trigger taken after delete on Letter referencing old table as gone for each statement execute"
                + " function take()");
        execute(
                "create trigger taken after update on Letter_AUD referencing old table as gone for each statement execute"
                        + " function take()");
    }

    /** The most rows one transaction took. */
    long largestTransaction() {
        return number("select max(rows) from (select sum(rows) as rows from taken group by transaction) t");
    }

    /** How many transactions took any. */
    long transactions() {
        return number("select count(distinct transaction) from taken where rows > 0");
    }

    long done() {
        return number("select count(*) from consent_obligation where state = 'DONE'");
    }

    long number(String query) {
        return Long.parseLong(sql(query).get(0));
    }

    /** How many obligations do not agree with the data: done and gone, or open and everything there. */
    long halfDone() {
        String whose = " = cast(o.subject_key as bigint)";
        String rows = "(select count(*) from Letter l where l.person_id" + whose + ")";
        String past = "(select count(*) from Letter_AUD l where l.text is not null and l.person_id" + whose + ")";
        String mail = "(select count(p.email) from Person p where p.id" + whose + ")";
        return number("select count(*) from consent_obligation o where (o.state = 'DONE') <> (o.receipt_id is not null)"
                + " or " + rows + " <> case when o.state = 'DONE' then 0 else " + LETTERS + " end or " + past
                + " <> case when o.state = 'DONE' then 0 else " + LETTERS * REVISIONS + " end or " + mail
                + " <> case when o.state = 'DONE' then 0 else 1 end");
    }

    /** How many people the receipts say were erased. */
    long proven() {
        return number("select coalesce(sum(subjects), 0) from consent_receipt");
    }
}
