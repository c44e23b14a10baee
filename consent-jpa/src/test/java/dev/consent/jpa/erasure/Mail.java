package dev.consent.jpa.erasure;

import dev.consent.DataSubject;
import dev.consent.LegalBasis;
import dev.consent.PersonalData;
import dev.consent.Purpose;
import dev.consent.SubjectId;
import dev.consent.jpa.database.TestUnit;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.envers.Audited;
import org.hibernate.envers.RelationTargetAuditMode;

/** People and their letters on PostgreSQL: as small as may be, so that a process of it is up soon, and thousands of them. */
final class Mail extends TestUnit {

    /** Rows of letters about one person, and of their history. */
    private static final int LETTERS = 2;

    private static final int REVISIONS = 3;

    /** @param tables what Hibernate does about tables when it starts */
    Mail(String url, String tables) {
        super(
                url,
                Map.of("hibernate.hbm2ddl.auto", tables, "hibernate.connection.pool_size", "2"),
                List.of(Person.class, Letter.class));
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
        execute("insert into Letter (id, person_id, text) select i, 1 + i % " + people
                + ", 'planted-text-' || i from generate_series(1, " + LETTERS * people + ") i");
        execute("insert into revinfo (rev, revtstmp) select 1000000 + i, i from generate_series(1, " + REVISIONS
                + ") i");
        execute(
                "insert into Letter_AUD (id, rev, revtype, person_id, text) select l.id, r.rev, case when r.rev = 1000001"
                        + " then 0 else 1 end, l.person_id, l.text from Letter l, revinfo r where r.rev > 1000000");
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
