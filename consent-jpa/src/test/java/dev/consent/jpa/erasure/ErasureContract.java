package dev.consent.jpa.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.Wording;
import dev.consent.decision.ConsentState;
import dev.consent.decision.Decision;
import dev.consent.erasure.Obligation;
import dev.consent.erasure.ObligationState;
import dev.consent.erasure.Receipt;
import dev.consent.erasure.SweepReport;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Address;
import dev.consent.jpa.model.Agenda;
import dev.consent.jpa.model.Attachment;
import dev.consent.jpa.model.Evaluation;
import dev.consent.jpa.model.EvaluationLink;
import dev.consent.jpa.model.Invoice;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Enrolment;
import dev.consent.jpa.model.Purposes.Reports;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

abstract class ErasureContract {

    private static final String DEFAULT = "org.hibernate.envers.strategy.internal.DefaultAuditStrategy";
    private static final String VALIDITY = "org.hibernate.envers.strategy.internal.ValidityAuditStrategy";

    private final TestDatabase database;
    private School school;
    private Long anna;
    private Long ben;

    ErasureContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void notYetOpen() {
        school = null;
    }

    @AfterEach
    void close() {
        if (school != null) {
            school.close();
        }
    }

    private void open(String strategy) {
        school = new School(
                database,
                Map.of(
                        "org.hibernate.envers.audit_strategy",
                        strategy,
                        "org.hibernate.envers.store_data_at_delete",
                        "true"),
                List.of());
        anna = school.enrol("Anna");
        ben = school.enrol("Ben");
        for (Long pupil : List.of(anna, ben)) {
            school.grant(pupil, Reports.class, Contact.class);
            plant(pupil, pupil.equals(anna) ? "ANNA" : "BEN");
        }
    }

    private void plant(Long id, String mark) {
        school.write(em -> {
            Pupil pupil = em.find(Pupil.class, id);
            pupil.email = mark + "-mail-1";
            pupil.mentor = mark + "-mentor";
            pupil.address = new Address(mark + "-street", "NL");
            pupil.phones.add(mark + "-phone");
            Evaluation evaluation = new Evaluation(pupil, mark + "-text-1", 8);
            evaluation.tags.add(mark + "-tag");
            evaluation.attachments.add(new Attachment(evaluation, mark + "-attachment"));
            em.persist(evaluation);
            pupil.favourites.add(evaluation);
            em.persist(new Agenda("1.04", evaluation, evaluation));
            em.persist(new EvaluationLink(evaluation, mark + "-token", school.clock.instant()));
            em.persist(new Invoice(pupil, mark + "-addressee", LocalDate.of(2026, 2, 1)));
        });
        school.write(em -> {
            Pupil pupil = em.find(Pupil.class, id);
            pupil.email = mark + "-mail-2";
            pupil.evaluations.get(0).text = mark + "-text-2";
            Evaluation thrownAway = new Evaluation(pupil, mark + "-deleted-text", 3);
            em.persist(thrownAway);
        });
        school.write(em -> em.createQuery(
                        "from Evaluation e where e.text like '%deleted%' and e.pupil.id = :id", Evaluation.class)
                .setParameter("id", id)
                .getResultList()
                .forEach(em::remove));
    }

    @ParameterizedTest
    @ValueSource(strings = {DEFAULT, VALIDITY})
    void forgetsEverythingOfOnePersonAndNothingOfAnother(String strategy) {
        open(strategy);
        school.withdraw(anna, Reports.class, Contact.class);
        school.clock.advance(Duration.ofHours(13));
        SweepReport report = school.consent.erasure().sweep();

        assertThat(report.failed()).isZero();
        assertThat(report.done()).isEqualTo(2);
        assertThat(school.whereIs("ANNA"))
                .allMatch(place -> place.toLowerCase(Locale.ROOT).startsWith("invoice"));
        assertThat(school.whereIs("BEN-text-1")).isNotEmpty();
        assertThat(school.whereIs("BEN-mail-1")).isNotEmpty();
        assertThat(school.whereIs("BEN-deleted-text")).isNotEmpty();
        assertThat(school.whereIs("BEN-tag")).isNotEmpty();
        assertThat(school.whereIs("BEN-attachment")).isNotEmpty();
        assertThat(school.sql("select count(*) from Agenda")).containsExactly("2");
        assertThat(school.sql("select count(*) from Agenda where eager_id is null"))
                .containsExactly("1");
        assertThat(school.sql("select name from Pupil where id = " + anna)).containsExactly("Anna");
    }

    @ParameterizedTest
    @ValueSource(strings = {DEFAULT, VALIDITY})
    void keepsThatAndWhenInTheHistory(String strategy) {
        open(strategy);
        List<String> before = school.sql("select count(*) from Evaluation_AUD");
        school.withdraw(anna, Reports.class);
        school.clock.advance(Duration.ofHours(13));
        school.consent.erasure().sweep();
        assertThat(school.sql("select count(*) from Evaluation_AUD")).isEqualTo(before);
        assertThat(school.sql("select count(*) from Evaluation_AUD where pupil_id = " + anna + " and text is not null"))
                .containsExactly("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {DEFAULT, VALIDITY})
    void theLiveRowCanStillBeChangedAfterItsHistoryWasRedacted(String strategy) {
        open(strategy);
        school.withdraw(anna, Contact.class);
        school.clock.advance(Duration.ofHours(13));
        school.consent.erasure().sweep();
        school.write(em -> em.find(Pupil.class, anna).level = 6);
        school.grant(anna, Contact.class);
        school.write(em -> {
            em.find(Pupil.class, anna).email = "ANNA-again";
            em.find(Pupil.class, anna).phones.add("ANNA-phone");
        });
        assertThat(school.sql("select email from Pupil where id = " + anna)).containsExactly("ANNA-again");
        school.write(em -> em.find(Pupil.class, anna).phones.clear());
    }

    @ParameterizedTest
    @ValueSource(strings = {DEFAULT})
    void aNewGrantBeforeTheSweepRestoresEverythingUnharmed(String strategy) {
        open(strategy);
        school.withdraw(anna, Reports.class, Contact.class);
        school.clock.advance(Duration.ofHours(11));
        school.consent.erasure().sweep();
        school.grant(anna, Reports.class, Contact.class);
        school.clock.advance(Duration.ofHours(30));
        SweepReport report = school.consent.erasure().sweep();

        assertThat(report.done()).isZero();
        assertThat(obligations(anna)).extracting(Obligation::state).containsOnly(ObligationState.CANCELLED);
        school.write(em -> {
            Pupil pupil = em.find(Pupil.class, anna);
            assertThat(pupil.email).isEqualTo("ANNA-mail-2");
            assertThat(pupil.address.street).isEqualTo("ANNA-street");
            assertThat(pupil.phones).containsExactly("ANNA-phone");
            assertThat(pupil.favourites).hasSize(1);
            assertThat(pupil.evaluations).singleElement().satisfies(evaluation -> {
                assertThat(evaluation.text).isEqualTo("ANNA-text-2");
                assertThat(evaluation.tags).containsExactly("ANNA-tag");
                assertThat(evaluation.attachments).hasSize(1);
            });
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {DEFAULT})
    void whatAnotherPurposeNeedsStaysUntilThatEndsToo(String strategy) {
        open(strategy);
        school.withdraw(anna, Contact.class);
        school.clock.advance(Duration.ofHours(13));
        school.consent.erasure().sweep();
        assertThat(school.whereIs("ANNA-mentor")).isNotEmpty();
        assertThat(school.read(em -> em.find(Pupil.class, anna)).mentor).isEqualTo("ANNA-mentor");
        school.withdraw(anna, Reports.class);
        school.clock.advance(Duration.ofHours(13));
        school.consent.erasure().sweep();
        assertThat(school.whereIs("ANNA-mentor")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {DEFAULT})
    void everyObligationKnowsItsTimesAndItsReceipt(String strategy) {
        open(strategy);
        school.withdraw(anna, Reports.class);
        Obligation owed = obligations(anna).get(0);
        assertThat(owed.state()).isEqualTo(ObligationState.PENDING);
        assertThat(Duration.between(owed.requestedAt(), owed.notBefore())).isEqualTo(Duration.ofHours(12));
        assertThat(Duration.between(owed.requestedAt(), owed.dueAt())).isEqualTo(Duration.ofHours(24));
        assertThat(school.consent.erasure().backlog()).satisfies(backlog -> {
            assertThat(backlog.pending()).isEqualTo(1);
            assertThat(backlog.due()).isZero();
            assertThat(backlog.overdue()).isZero();
            assertThat(backlog.failing()).isZero();
            assertThat(backlog.oldestDue()).isEqualTo(owed.dueAt());
            assertThat(backlog.willMiss()).isNull();
        });

        school.clock.advance(Duration.ofHours(25));
        assertThat(school.consent.erasure().backlog().overdue()).isEqualTo(1);

        school.consent.erasure().sweep();
        Obligation met = obligations(anna).get(0);
        assertThat(met.state()).isEqualTo(ObligationState.DONE);
        List<Receipt> receipts = school.read(em -> school.consent.erasure().receipts(em, 10));
        assertThat(receipts).singleElement().satisfies(receipt -> {
            assertThat(receipt.id()).isEqualTo(met.receipt());
            assertThat(receipt.rule()).isEqualTo("reports");
            assertThat(receipt.subjects()).isEqualTo(1);
            assertThat(receipt.rows()).containsEntry("Evaluation", 1L);
            assertThat(receipt.toString()).doesNotContain("ANNA");
        });
        assertThat(school.consent.erasure().backlog()).satisfies(backlog -> {
            assertThat(backlog.pending()).isZero();
            assertThat(backlog.overdue()).isZero();
            assertThat(backlog.oldestDue()).isNull();
            assertThat(backlog.late()).isFalse();
        });
        assertThat(school.consent.erasure().sweep().receipts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {DEFAULT, VALIDITY})
    void aRowHidesAtTheEndOfItsTermAndIsErasedAfterIt(String strategy) {
        open(strategy);
        school.clock.advance(Duration.ofDays(5).minusSeconds(2));
        assertThat(links()).isEqualTo(2);
        school.clock.advance(Duration.ofSeconds(3));
        assertThat(links()).isZero();
        assertThat(school.whereIs("ANNA-token")).isNotEmpty();

        SweepReport report = school.consent.erasure().sweep();
        assertThat(report.expiredRows()).isEqualTo(2);
        assertThat(school.whereIs("-token")).isEmpty();
        assertThat(school.whereIs("ANNA-text-2")).isNotEmpty();
    }

    private long links() {
        return school.<Long>read(em -> em.createQuery("select count(*) from EvaluationLink", Long.class)
                .getSingleResult());
    }

    @ParameterizedTest
    @ValueSource(strings = {DEFAULT})
    void invoicesStaySevenYearsAfterTheEndOfTheYearAlthoughThePupilLeft(String strategy) {
        open(strategy);
        school.write(em -> school.consent.decide(
                em, Decision.revoked(SubjectId.of(Pupil.class, anna), Enrolment.class, Grantor.operator("office"))));
        assertThat(school.read(em -> em.find(Pupil.class, anna)).name).isNull();
        school.clock.advance(Duration.ofHours(25));
        school.consent.erasure().sweep();
        assertThat(school.sql("select name from Pupil where id = " + anna)).containsExactly((String) null);
        assertThat(school.whereIs("ANNA-addressee")).isNotEmpty();

        school.clock.advance(Duration.between(school.clock.instant(), java.time.Instant.parse("2033-12-31T22:59:00Z")));
        school.consent.erasure().sweep();
        assertThat(school.whereIs("ANNA-addressee")).isNotEmpty();
        school.clock.advance(Duration.ofMinutes(2));
        school.consent.erasure().sweep();
        assertThat(school.whereIs("-addressee")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {DEFAULT})
    void aGrantWithAnEndDateClosesByItself(String strategy) {
        open(strategy);
        SubjectId subject = SubjectId.of(Pupil.class, anna);
        school.write(em -> school.consent.decide(
                em,
                Decision.given(subject, Reports.class, Grantor.parent(7))
                        .until(school.clock.instant().plus(Duration.ofHours(1)))));
        school.clock.advance(Duration.ofHours(1));
        school.write(em -> assertThat(school.consent.gate(em).permits(subject, Reports.class))
                .isFalse());
        assertThat(school.consent.expireGrants()).isEqualTo(1);
        assertThat(school.<Long>read(
                        em -> em.createQuery("select count(*) from Evaluation e where e.pupil.id = :id", Long.class)
                                .setParameter("id", anna)
                                .getSingleResult()))
                .isZero();
        assertThat(obligations(anna)).extracting(Obligation::purpose).containsExactly("reports");
    }

    @ParameterizedTest
    @ValueSource(strings = {DEFAULT})
    void theLedgerKeepsEveryDecisionWithItsWordingAndGrowsOnlyByNewOnes(String strategy) {
        open(strategy);
        SubjectId subject = SubjectId.of(Pupil.class, anna);
        Wording wording = Wording.of("2026-1", Locale.forLanguageTag("nl-NL"), "Wij mailen u de verslagen.");
        Decision again = Decision.given(subject, Reports.class, Grantor.parent(7))
                .shown(wording)
                .through("web");
        school.write(em -> school.consent.decide(em, again));
        school.write(em -> school.consent.decide(em, again));
        school.withdraw(anna, Reports.class);
        school.withdraw(anna, Reports.class);
        var history = school.read(em -> school.consent.history(em, subject)).stream()
                .filter(past -> past.purpose().equals("reports"))
                .toList();
        assertThat(history)
                .extracting(dev.consent.decision.PastDecision::state)
                .containsExactly(ConsentState.GIVEN, ConsentState.RENEWED, ConsentState.WITHDRAWN);
        assertThat(history.get(1).wording()).isEqualTo(wording);
        assertThat(history.get(1).recordedBy()).isEqualTo("tester");
        assertThat(history.get(1).channel()).isEqualTo("web");
        assertThat(obligations(anna)).hasSize(1);
    }

    private List<Obligation> obligations(Long pupil) {
        return school.read(em -> school.consent.erasure().obligations(em, SubjectId.of(Pupil.class, pupil)));
    }
}
