package dev.consent.jpa.month;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.erasure.HoldBasis;
import dev.consent.erasure.HoldRefusedException;
import dev.consent.erasure.HoldRequest;
import dev.consent.jpa.ConsentSettings;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Evaluation;
import dev.consent.jpa.model.EvaluationLink;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import dev.consent.jpa.transaction.OwnTransactions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Errors that are no exceptions, such as an exhausted stack, may come up at every statement. Whatever was begun is undone,
 * and no connection is lost with it: there are three, and each of these tests needs many.
 */
class StruckTest {

    private static final int MOST_STATEMENTS = 500;

    @TempDir
    Path log;

    private final Crash crash = new Crash();
    private School school;
    private Long anna;
    private Long ben;

    @BeforeEach
    void open() {
        school = new School(
                TestDatabase.H2.freshUrl(),
                Map.of(
                        "hibernate.session_factory.statement_inspector",
                        crash,
                        "hibernate.connection.pool_size",
                        "3",
                        ConsentSettings.ERASURE_LOG,
                        log,
                        ConsentSettings.ERASURE_LOG_KEY,
                        "0123456789abcdef0123456789abcdef"),
                List.of());
        anna = planted("anna");
        ben = planted("ben");
    }

    private Long planted(String name) {
        Long pupil = school.enrol(name);
        school.grant(pupil, Reports.class, Contact.class);
        school.write(em -> {
            Pupil found = em.find(Pupil.class, pupil);
            found.email = "planted-mail-" + name;
            Evaluation evaluation = new Evaluation(found, "planted-text-" + name, 5);
            evaluation.tags.add("planted-tag-" + name);
            em.persist(evaluation);
            em.persist(new EvaluationLink(evaluation, "planted-token-" + name, school.clock.instant()));
        });
        return pupil;
    }

    @AfterEach
    void close() {
        crash.never();
        school.close();
    }

    /** Does something, struck at its first statement, at its second, and so on, until it comes to its end. */
    private int struckEverywhere(Runnable work, Runnable check) {
        for (int statement = 0; statement < MOST_STATEMENTS; statement++) {
            crash.after(statement);
            try {
                work.run();
                return statement;
            } catch (Crash.Struck gone) {
                crash.never();
                check.run();
            } finally {
                crash.never();
            }
        }
        throw new AssertionError("it never comes to its end");
    }

    @Test
    void aSweepErasesASingleTransactionWholeOrNotAtAll() {
        school.withdraw(anna, Reports.class, Contact.class);
        school.withdraw(ben, Reports.class);
        school.clock.advance(Duration.ofHours(13));
        int statements = struckEverywhere(
                () -> assertThat(school.consent.erasure().sweep().failed()).isZero(),
                () -> assertThat(school.sql("select count(*) from consent_obligation o where (o.state = 'DONE') <>"
                                + " (o.receipt_id is not null) or o.state = 'FAILED' or o.purpose = 'reports' and"
                                + " (case when o.state = 'DONE' then 1 else 0 end) = (select count(*) from"
                                + " Evaluation e where e.pupil_id = cast(o.subject_key as bigint))"))
                        .containsExactly("0"));
        assertThat(statements).isGreaterThan(10);
        assertThat(school.sql("select count(*) from consent_obligation where state <> 'DONE'"))
                .containsExactly("0");
        assertThat(school.sql("select coalesce(sum(subjects), 0) from consent_receipt where rule in ('reports',"
                        + " 'contact')"))
                .containsExactly("3");
        assertThat(school.consent.erasure().checkReceipts().intact()).isTrue();
        for (String gone : List.of("planted-text", "planted-tag", "planted-token", "planted-mail-anna")) {
            assertThat(school.whereIs(gone)).as(gone).isEmpty();
        }
        assertThat(school.whereIs("planted-mail-ben")).isNotEmpty();
    }

    @Test
    void rowsPastTheirTermGoWholeOrNotAtAll() {
        school.clock.advance(Duration.ofDays(6));
        assertThat(struckEverywhere(
                        () -> assertThat(school.consent.erasure().sweep().failed())
                                .isZero(),
                        () -> assertThat(school.sql("select count(*) from EvaluationLink"))
                                .containsAnyOf("0", "2")))
                .isGreaterThan(5);
        assertThat(school.whereIs("planted-token")).isEmpty();
        assertThat(school.whereIs("planted-text")).isNotEmpty();
    }

    @Test
    void aHoldIsThereOrNotAndIsReleasedOrNot() {
        List<Long> ids = new ArrayList<>();
        school.withdraw(anna, Reports.class);
        struckEverywhere(
                () -> ids.add(school.consent
                        .erasure()
                        .holds()
                        .place(HoldRequest.person(SubjectId.of(Pupil.class, anna), HoldBasis.LEGAL_CLAIMS, "case"))
                        .id()),
                () -> {});
        school.clock.advance(Duration.ofHours(13));
        assertThat(school.consent.erasure().sweep().done()).isZero();
        struckEverywhere(
                () -> {
                    try {
                        school.consent.erasure().holds().release(ids.get(0));
                    } catch (HoldRefusedException over) {
                        // It had ended before the strike; the next sweep lets go on what it held.
                        assertThat(over.reason()).isEqualTo(HoldRefusedException.Reason.OVER);
                    }
                },
                () -> {});
        // What was announced before a strike, and never came into force, stands in nobody's way for ever.
        school.clock.advance(Duration.ofMinutes(1));
        school.consent.audit().holds().all().stream()
                .filter(hold -> hold.endedAt() == null)
                .forEach(hold -> school.consent.erasure().holds().release(hold.id()));
        assertThat(school.consent.erasure().sweep().done()).isEqualTo(1);
        assertThat(school.whereIs("planted-text-anna")).isEmpty();
    }

    @Test
    void whatOnlyReadsOrRecordsLosesNoConnectionEither() {
        SubjectId person = SubjectId.of(Pupil.class, anna);
        school.withdraw(ben, Reports.class);
        List<Runnable> works = List.of(
                () -> school.consent.erasure().backlog(),
                () -> school.consent.erasure().plan(),
                () -> school.consent.erasure().replay(),
                () -> school.consent.erasure().checkReceipts(),
                () -> school.consent.erasure().pauseSweeping("migration"),
                () -> school.consent.erasure().resumeSweeping(),
                () -> school.consent.driftedStamps(),
                () -> school.consent.registerSubjects(),
                () -> school.consent.privileged("audit", Duration.ofMinutes(1)),
                () -> school.consent.notices().backlog(),
                () -> school.consent.wordings().of(Reports.class));
        assertThat(works.stream()
                        .mapToInt(work -> struckEverywhere(work, () -> {}))
                        .sum())
                .isGreaterThan(2 * works.size());
        assertThat(school.<Boolean>read(em -> school.consent.gate(em).permits(person, Reports.class)))
                .isTrue();
    }

    @Test
    void aDecisionIsThereWholeOrNotAtAll() {
        SessionFactory factory = school.factory.unwrap(SessionFactory.class);
        SubjectId person = SubjectId.of(Pupil.class, anna);
        int statements = struckEverywhere(
                () -> OwnTransactions.run(
                        factory, em -> school.consent.erasure().forget(em, person, Grantor.subject(anna))),
                () -> {
                    assertThat(school.sql("select count(*) from consent_obligation"))
                            .containsExactly("0");
                    assertThat(school.<Boolean>read(
                                    em -> school.consent.gate(em).permits(person, Reports.class)))
                            .isTrue();
                    assertThat(school.sql("select count(*) from consent_record where state = 'WITHDRAWN'"))
                            .containsExactly("0");
                });
        assertThat(statements).isGreaterThan(5);
        assertThat(school.<Boolean>read(em -> school.consent.gate(em).permits(person, Reports.class)))
                .isFalse();
    }
}
