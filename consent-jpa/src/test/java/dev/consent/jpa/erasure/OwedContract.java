package dev.consent.jpa.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.decision.Decision;
import dev.consent.decision.DecisionRefusedException;
import dev.consent.decision.PastDecision;
import dev.consent.erasure.Backlog;
import dev.consent.erasure.Backlog.Miss;
import dev.consent.erasure.Hold;
import dev.consent.erasure.HoldBasis;
import dev.consent.erasure.HoldRefusedException;
import dev.consent.erasure.HoldRefusedException.Reason;
import dev.consent.erasure.HoldRequest;
import dev.consent.erasure.Keeping;
import dev.consent.erasure.KeptBecause;
import dev.consent.erasure.Obligation;
import dev.consent.erasure.ObligationQuery;
import dev.consent.erasure.ObligationReason;
import dev.consent.erasure.ObligationState;
import dev.consent.erasure.SweepPlan;
import dev.consent.erasure.SweepProgress;
import dev.consent.erasure.SweepReport;
import dev.consent.jpa.ConsentSettings;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Attachment;
import dev.consent.jpa.model.Evaluation;
import dev.consent.jpa.model.EvaluationLink;
import dev.consent.jpa.model.Invoice;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Bookkeeping;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Enrolment;
import dev.consent.jpa.model.Purposes.Reports;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is owed, what is held, who is forgotten, and how the sweep is steered. */
abstract class OwedContract {

    private static final Grantor OFFICE = Grantor.operator("office");

    private final TestDatabase database;
    private School school;
    private Long anna;
    private Long ben;
    private Long first;
    private Long second;

    OwedContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        school = new School(database, Map.of(ConsentSettings.SWEEP_ROWS_PER_TRANSACTION, 1_000), List.of());
        anna = school.enrol("ANNA-name");
        ben = school.enrol("BEN-name");
        for (Long pupil : List.of(anna, ben)) {
            school.grant(pupil, Reports.class, Contact.class);
        }
        first = plant(anna, "ANNA-first");
        second = plant(anna, "ANNA-second");
        plant(ben, "BEN");
        school.write(em -> {
            em.find(Pupil.class, anna).email = "ANNA-mail";
            em.find(Pupil.class, anna).phones.add("ANNA-phone");
        });
    }

    private Long plant(Long pupil, String mark) {
        Long id = school.read(em -> {
            Evaluation evaluation = new Evaluation(em.find(Pupil.class, pupil), mark + "-text", 8);
            evaluation.tags.add(mark + "-tag");
            evaluation.attachments.add(new Attachment(evaluation, mark + "-attachment"));
            em.persist(evaluation);
            em.flush();
            return evaluation.id;
        });
        school.write(em -> em.find(Evaluation.class, id).text = mark + "-text-2");
        return id;
    }

    @AfterEach
    void close() {
        school.close();
    }

    private Erasure erasure() {
        return school.consent.erasure();
    }

    private SubjectId subject(Long pupil) {
        return SubjectId.of(Pupil.class, pupil);
    }

    private SweepReport sweepAfter(Duration time) {
        school.clock.advance(time);
        SweepReport report = erasure().sweep();
        assertThat(report.failed()).isZero();
        return report;
    }

    private List<Obligation> find(ObligationQuery asked) {
        return school.read(em -> erasure().obligations(em, asked, 0, 100));
    }

    private void gone(String... marks) {
        for (String mark : marks) {
            assertThat(school.whereIs(mark)).as(mark).isEmpty();
        }
    }

    private void there(String... marks) {
        for (String mark : marks) {
            assertThat(school.whereIs(mark)).as(mark).isNotEmpty();
        }
    }

    // ---- forgetting

    @Test
    void forgettingEndsEverythingButDutiesAndErasesWhatNothingKeeps() {
        school.write(em -> em.persist(new Invoice(em.find(Pupil.class, anna), "ANNA-bill", LocalDate.of(2026, 2, 1))));
        Obligation owed = school.read(em -> erasure().forget(em, subject(anna), Grantor.parent(7)));
        assertThat(owed.reason()).isEqualTo(ObligationReason.FORGET);
        assertThat(owed.purpose()).isNull();
        assertThat(Duration.between(owed.requestedAt(), owed.dueAt())).isEqualTo(Duration.ofHours(24));
        school.write(em -> {
            assertThat(em.find(Pupil.class, anna).name).isNull();
            assertThat(em.createQuery("from Evaluation e where e.pupil.id = :id", Evaluation.class)
                            .setParameter("id", anna)
                            .getResultList())
                    .isEmpty();
            assertThat(school.consent.gate(em).permits(subject(anna), Bookkeeping.class))
                    .isTrue();
        });
        List<PastDecision> history = school.read(em -> school.consent.history(em, subject(anna)));
        assertThat(history).extracting(PastDecision::purpose).contains("enrolment");
        there("ANNA-name", "ANNA-first-text");

        assertThat(sweepAfter(Duration.ofHours(13)).done()).isEqualTo(4);
        gone("ANNA-name", "ANNA-first", "ANNA-second", "ANNA-mail", "ANNA-phone");
        there("ANNA-bill", "BEN-name", "BEN-text");
        assertThat(find(ObligationQuery.all().about(subject(anna)))).allMatch(each -> each.receipt() != null);
    }

    @Test
    void whatIsGrantedAgainBeforeTheSweepIsKept() {
        school.write(em -> erasure().forget(em, subject(anna), Grantor.parent(7)));
        school.grant(anna, Contact.class);
        sweepAfter(Duration.ofHours(13));
        gone("ANNA-first", "ANNA-name");
        assertThat(school.read(em -> em.find(Pupil.class, anna)).email).isEqualTo("ANNA-mail");
        there("ANNA-phone");
    }

    @Test
    void aRequestIsTakenBackAndAskedAgainChangesNothing() {
        Obligation once = school.read(em -> erasure().forget(em, subject(anna), OFFICE));
        Obligation twice = school.read(em -> erasure().forget(em, subject(anna), OFFICE));
        assertThat(twice.reference()).isEqualTo(once.reference());
        assertThat(school.<Boolean>read(em -> erasure().keepAfterAll(em, subject(anna))))
                .isTrue();
        assertThat(school.<Boolean>read(em -> erasure().keepAfterAll(em, subject(anna))))
                .isFalse();
        school.grant(anna, Enrolment.class, Reports.class, Contact.class);
        assertThat(sweepAfter(Duration.ofHours(30)).done()).isZero();
        there("ANNA-name", "ANNA-first-text", "ANNA-mail");
    }

    @Test
    void forgettingNobodyIsRefused() {
        assertThatThrownBy(() -> school.write(em -> erasure().forget(em, subject(4711L), OFFICE)))
                .isInstanceOfSatisfying(
                        DecisionRefusedException.class,
                        refused ->
                                assertThat(refused.reason()).isEqualTo(DecisionRefusedException.Reason.UNKNOWN_SUBJECT))
                .hasMessageNotContaining("4711");
        assertThatThrownBy(() -> school.write(em -> erasure().forget(em, new SubjectId("ghost", "1"), OFFICE)))
                .isInstanceOf(DecisionRefusedException.class);
        assertThat(find(ObligationQuery.all())).isEmpty();
    }

    // ---- what is owed

    @Test
    void obligationsAreListedByWhatIsAsked() {
        school.withdraw(anna, Reports.class, Contact.class);
        school.withdraw(ben, Reports.class);
        Instant now = school.clock.instant();
        assertThat(find(ObligationQuery.open())).hasSize(3);
        assertThat(find(ObligationQuery.open().about(subject(anna)))).hasSize(2);
        assertThat(find(ObligationQuery.open().of("reports"))).hasSize(2);
        assertThat(find(ObligationQuery.due(now))).isEmpty();
        assertThat(find(ObligationQuery.due(now.plus(Duration.ofHours(12))))).hasSize(3);
        assertThat(find(ObligationQuery.overdue(now.plus(Duration.ofHours(25)))))
                .hasSize(3);
        assertThat(find(ObligationQuery.held())).isEmpty();
        assertThat(find(ObligationQuery.failed())).isEmpty();
        List<Obligation> page = school.read(em -> erasure().obligations(em, ObligationQuery.open(), 0, 2));
        assertThat(school.<List<Obligation>>read(em -> erasure()
                        .obligations(em, ObligationQuery.open(), page.get(1).id(), 2)))
                .hasSize(1);
        assertThat(school.consent
                        .audit()
                        .obligations(ObligationQuery.open().of("contact"))
                        .all())
                .singleElement()
                .satisfies(owed -> assertThat(owed.subject()).isEqualTo(subject(anna)));
    }

    // ---- holds

    @Test
    void aPersonOnHoldStaysHiddenAndUnharmedUntilTheHoldIsReleased() {
        school.withdraw(anna, Reports.class, Contact.class);
        Hold hold = erasure().holds().place(HoldRequest.person(subject(anna), HoldBasis.LEGAL_CLAIMS, "case 12"));
        assertThat(hold.placedBy()).isEqualTo("tester");
        assertThat(find(ObligationQuery.held())).hasSize(2);
        school.withdraw(ben, Reports.class);
        assertThat(sweepAfter(Duration.ofHours(30)).done()).isEqualTo(1);
        there("ANNA-first-text", "ANNA-mail");
        gone("BEN-text");
        assertThat(school.read(em -> em.find(Pupil.class, anna)).email).isNull();
        Backlog backlog = erasure().backlog();
        assertThat(backlog.held()).isEqualTo(2);
        assertThat(backlog.overdue()).isZero();

        Instant released = school.clock.instant();
        Hold ended = erasure().holds().release(hold.id());
        assertThat(ended.endedBy()).isEqualTo("tester");
        assertThat(find(ObligationQuery.open())).allSatisfy(owed -> {
            assertThat(owed.state()).isEqualTo(ObligationState.PENDING);
            assertThat(owed.dueAt()).isEqualTo(released.plus(Duration.ofHours(24)));
        });
        assertThat(sweepAfter(Duration.ZERO).done()).isEqualTo(2);
        gone("ANNA-first", "ANNA-mail", "ANNA-phone");
        assertThat(school.consent.audit().holds().all())
                .singleElement()
                .satisfies(each -> assertThat(each.endedAt()).isEqualTo(released));
        assertThat(hold).hasToString("Hold " + hold.id() + " on PERSON");
    }

    @Test
    void whatIsKeptNamesTheHoldThatKeepsIt() {
        Instant end = school.clock.instant().plus(Duration.ofDays(30));
        Hold row = erasure()
                .holds()
                .place(HoldRequest.row(Evaluation.class, first, HoldBasis.LEGAL_CLAIMS, "case 12")
                        .until(end));
        assertThat(because(anna, Evaluation.class, null).holds())
                .as("also while a purpose needs it")
                .containsExactly(new Keeping.Held(row.id(), HoldBasis.LEGAL_CLAIMS, "case 12", 1, end));
        school.withdraw(anna, Reports.class);
        assertThat(because(anna, Evaluation.class, null)).satisfies(keeping -> {
            assertThat(keeping.kept()).isTrue();
            assertThat(keeping.reasons()).isEmpty();
            assertThat(keeping.holds()).hasSize(1);
        });
        sweepAfter(Duration.ofHours(13));
        assertThat(kept(anna, Evaluation.class, null).count()).isEqualTo(1);
        assertThat(because(ben, Evaluation.class, null).holds()).isEmpty();
        assertThat(because(anna, Pupil.class, "email").holds()).isEmpty();

        Hold type = erasure().holds().place(HoldRequest.type(Pupil.class, HoldBasis.ARCHIVING, "study"));
        Hold person = erasure().holds().place(HoldRequest.person(subject(ben), HoldBasis.LEGAL_CLAIMS, "case 13"));
        assertThat(because(anna, Pupil.class, "email").holds())
                .containsExactly(new Keeping.Held(type.id(), HoldBasis.ARCHIVING, "study", 1, null));
        assertThat(because(anna, Pupil.class, "phones").holds()).hasSize(1);
        assertThat(because(ben, Evaluation.class, null).holds())
                .containsExactly(new Keeping.Held(person.id(), HoldBasis.LEGAL_CLAIMS, "case 13", 1, null));
        assertThat(because(ben, Pupil.class, "name").holds())
                .extracting(Keeping.Held::hold)
                .containsExactly(type.id(), person.id());
        erasure().holds().release(person.id());
        assertThat(because(ben, Evaluation.class, null).holds()).isEmpty();
    }

    private Keeping because(Long pupil, Class<?> entity, String attribute) {
        return kept(pupil, entity, attribute).keeping();
    }

    private KeptBecause kept(Long pupil, Class<?> entity, String attribute) {
        List<KeptBecause> all = school.read(em -> school.consent.keptBecause(em, subject(pupil)));
        return all.stream()
                .filter(each -> each.entity() == entity && Objects.equals(each.attribute(), attribute))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatIsOwedWhileThereIsAHoldIsHeldAtOnceAndAHoldEndsByItself() {
        Instant end = school.clock.instant().plus(Duration.ofDays(3));
        erasure()
                .holds()
                .place(HoldRequest.person(subject(anna), HoldBasis.ARCHIVING, "asked on paper")
                        .until(end));
        school.withdraw(anna, Reports.class);
        assertThat(find(ObligationQuery.held())).hasSize(1);
        assertThat(school.<List<Hold>>read(em -> erasure().holds().of(em, subject(anna))))
                .hasSize(1);
        sweepAfter(Duration.ofDays(2));
        there("ANNA-first-text");
        sweepAfter(Duration.ofDays(1));
        gone("ANNA-first");
        assertThat(school.<List<Hold>>read(em -> erasure().holds().inForce(em))).isEmpty();
        assertThat(school.consent.audit().holds().all()).singleElement().satisfies(hold -> {
            assertThat(hold.endedAt()).isEqualTo(end);
            assertThat(hold.endedBy()).isNull();
        });
    }

    @Test
    void aRowOnHoldStaysWithItsHistoryAndWhatHangsOnItWhileTheOthersGo() {
        Hold hold =
                erasure().holds().place(HoldRequest.row(Evaluation.class, first, HoldBasis.LEGAL_CLAIMS, "case 12"));
        school.withdraw(anna, Reports.class);
        SweepReport report = sweepAfter(Duration.ofHours(13));
        assertThat(report.held()).isEqualTo(1);
        assertThat(report.done()).isZero();
        gone("ANNA-second");
        there("ANNA-first-text-2", "ANNA-first-tag");
        assertThat(school.sql("select count(*) from Evaluation_AUD where text = 'ANNA-first-text'"))
                .containsExactly("1");
        assertThat(school.sql("select count(*) from Evaluation_AUD where id = " + second + " and text is not null"))
                .containsExactly("0");
        erasure().holds().release(hold.id());
        assertThat(sweepAfter(Duration.ZERO).done()).isEqualTo(1);
        gone("ANNA-first");
    }

    @Test
    void aRowIsKeptBecauseWhatBelongsToItIsOnHold() {
        Long attachment = Long.valueOf(school.sql("select id from Attachment where evaluation_id = " + first)
                .get(0));
        erasure().holds().place(HoldRequest.row(Attachment.class, attachment, HoldBasis.LEGAL_CLAIMS, "case 12"));
        school.withdraw(anna, Reports.class);
        assertThat(sweepAfter(Duration.ofHours(13)).held()).isEqualTo(1);
        there("ANNA-first-text-2", "ANNA-first-attachment");
        gone("ANNA-second");
    }

    @Test
    void anEntityOnHoldKeepsItsRowsItsValuesAndItsCollections() {
        Hold pupils = erasure().holds().place(HoldRequest.type(Pupil.class, HoldBasis.LEGAL_OBLIGATION, "inquiry"));
        school.withdraw(anna, Reports.class, Contact.class);
        school.withdraw(ben, Contact.class);
        sweepAfter(Duration.ofHours(13));
        there("ANNA-mail", "ANNA-phone");
        gone("ANNA-first", "ANNA-second");
        assertThat(find(ObligationQuery.held())).extracting(Obligation::purpose).containsExactly("contact");
        Hold evaluations =
                erasure().holds().place(HoldRequest.type(Evaluation.class, HoldBasis.LEGAL_OBLIGATION, "inquiry"));
        school.withdraw(ben, Reports.class);
        sweepAfter(Duration.ofHours(13));
        there("BEN-text-2", "BEN-attachment");
        erasure().holds().release(pupils.id());
        erasure().holds().release(evaluations.id());
        sweepAfter(Duration.ZERO);
        gone("ANNA-mail", "BEN-text");
    }

    @Test
    void rowsPastTheirTermAreHeldToo() {
        Long link = school.read(em -> {
            EvaluationLink one =
                    new EvaluationLink(em.getReference(Evaluation.class, first), "token-1", school.clock.instant());
            em.persist(one);
            em.persist(
                    new EvaluationLink(em.getReference(Evaluation.class, second), "token-2", school.clock.instant()));
            return one.id;
        });
        Hold hold =
                erasure().holds().place(HoldRequest.row(EvaluationLink.class, link, HoldBasis.LEGAL_CLAIMS, "case 12"));
        assertThat(sweepAfter(Duration.ofDays(7)).expiredRows()).isEqualTo(1);
        there("token-1");
        gone("token-2");
        assertThat(erasure().backlog().overdueRows()).isZero();
        erasure().holds().release(hold.id());
        assertThat(erasure().backlog().overdueRows()).isEqualTo(1);
        assertThat(sweepAfter(Duration.ZERO).expiredRows()).isEqualTo(1);
        gone("token-1");
    }

    @Test
    void holdsOnNothingAreRefusedAndChangeNothing() {
        refused(Reason.UNKNOWN_SUBJECT, () -> HoldRequest.person(subject(4711L), HoldBasis.ARCHIVING, "x"));
        refused(
                Reason.UNKNOWN_SUBJECT,
                () -> HoldRequest.person(new SubjectId("ghost", "4711"), HoldBasis.ARCHIVING, "x"));
        refused(Reason.UNKNOWN_ENTITY, () -> HoldRequest.type(String.class, HoldBasis.ARCHIVING, "x"));
        refused(Reason.UNKNOWN_ROW, () -> HoldRequest.row(Evaluation.class, 4711L, HoldBasis.ARCHIVING, "x"));
        refused(Reason.UNKNOWN_ROW, () -> HoldRequest.row(Evaluation.class, "4711", HoldBasis.ARCHIVING, "x"));
        refused(
                Reason.OVER,
                () -> HoldRequest.person(subject(anna), HoldBasis.ARCHIVING, "x")
                        .until(school.clock.instant()));
        assertThatThrownBy(() -> erasure().holds().release(4711)).isInstanceOf(HoldRefusedException.class);
        assertThatThrownBy(() -> HoldRequest.person(subject(anna), HoldBasis.ARCHIVING, " "))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(school.consent.audit().holds().all()).isEmpty();
    }

    private void refused(Reason reason, Supplier<HoldRequest> request) {
        assertThatThrownBy(() -> erasure().holds().place(request.get()))
                .isInstanceOfSatisfying(
                        HoldRefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason))
                .hasMessageNotContaining("4711");
    }

    // ---- steering the sweep

    @Test
    void aPauseHoldsUpTheSweepUntilItIsResumed() {
        school.withdraw(anna, Reports.class);
        assertThat(erasure().pauseSweeping("migration").by()).isEqualTo("tester");
        assertThat(erasure().pauseSweeping("another").reason()).isEqualTo("migration");
        SweepReport report = sweepAfter(Duration.ofHours(13));
        assertThat(report.paused()).isTrue();
        assertThat(report.done()).isZero();
        there("ANNA-first-text");
        assertThat(school.<List<Hold>>read(em -> erasure().holds().inForce(em))).isEmpty();
        assertThat(erasure().backlog().paused()).isNotNull();
        school.clock.advance(Duration.ofHours(9));
        assertThat(erasure().backlog().willMiss()).isEqualTo(Miss.PAUSED);
        assertThat(erasure().resumeSweeping()).isTrue();
        assertThat(erasure().resumeSweeping()).isFalse();
        assertThat(school.<Boolean>read(em -> erasure().sweepingPaused(em) == null))
                .isTrue();
        assertThat(sweepAfter(Duration.ZERO).done()).isEqualTo(1);
    }

    @Test
    void aHoldThatIsReleasedDuringAPauseLetsGoAfterIt() {
        Hold hold = erasure().holds().place(HoldRequest.person(subject(anna), HoldBasis.LEGAL_CLAIMS, "case 7"));
        school.withdraw(anna, Reports.class);
        school.clock.advance(Duration.ofHours(13));
        erasure().pauseSweeping("migration");
        erasure().holds().release(hold.id());
        SweepReport report = sweepAfter(Duration.ofHours(13));
        assertThat(report.paused()).isTrue();
        there("ANNA-first-text");
        assertThat(erasure().backlog().pending()).isEqualTo(1);
        assertThat(erasure().backlog().held()).isZero();

        erasure().resumeSweeping();

        assertThat(sweepAfter(Duration.ZERO).done()).isEqualTo(1);
        gone("ANNA-first-text");
    }

    @Test
    void aHoldOutlivesThatItsClassMovesToAnotherPackage() {
        for (HoldRequest request : List.of(
                HoldRequest.row(Evaluation.class, first, HoldBasis.LEGAL_CLAIMS, "case 7"),
                HoldRequest.type(Evaluation.class, HoldBasis.LEGAL_CLAIMS, "case 8"))) {
            Hold hold = erasure().holds().place(request);
            school.execute("update consent_hold set entity = 'org.elsewhere.Evaluation' where id = " + hold.id());
            school.withdraw(anna, Reports.class);
            sweepAfter(Duration.ofHours(13));
            there("ANNA-first-text");
            school.grant(anna, Reports.class);
            erasure().holds().release(hold.id());
        }
        school.withdraw(anna, Reports.class);
        sweepAfter(Duration.ofHours(13));
        gone("ANNA-first-text");
    }

    @Test
    void aPlanCountsWhatASweepDoesAndDoesNothing() {
        school.write(em -> em.persist(
                new EvaluationLink(em.getReference(Evaluation.class, first), "token", school.clock.instant())));
        school.clock.advance(Duration.ofDays(6));
        school.withdraw(anna, Reports.class, Contact.class);
        school.clock.advance(Duration.ofHours(13));
        SweepPlan plan = erasure().plan();
        assertThat(plan.obligations()).isEqualTo(2);
        assertThat(plan.expiredRows()).isEqualTo(Map.of("EvaluationLink", 1L));
        there("ANNA-first-text", "ANNA-mail", "token");
        assertThat(find(ObligationQuery.open())).hasSize(2);
        SweepReport report = erasure().sweep();
        Map<String, Long> erased = new HashMap<>();
        report.receipts().stream()
                .filter(receipt -> receipt.subjects() > 0)
                .forEach(receipt -> receipt.rows().forEach((table, rows) -> erased.merge(table, rows, Long::sum)));
        assertThat(plan.rows()).isEqualTo(erased);
        assertThat(erasure().plan().obligations()).isZero();
    }

    @Test
    void listenersAreToldHowTheSweepGoes() {
        List<SweepProgress> told = new ArrayList<>();
        erasure().addListener(told::add);
        erasure().addListener(progress -> {
            throw new IllegalStateException("a listener that fails");
        });
        school.withdraw(anna, Reports.class, Contact.class);
        sweepAfter(Duration.ofHours(13));
        assertThat(told).isNotEmpty();
        SweepProgress last = told.get(told.size() - 1);
        assertThat(last.done()).isEqualTo(2);
        assertThat(last.left()).isZero();
        assertThat(last.perSecond()).isPositive();
        assertThat(last.expectedEnd()).isEqualTo(school.clock.instant());
    }

    @Test
    void aPersonWithMoreRowsThanATransactionMayChangeGoesInStepsWithOneReceipt() {
        for (int part = 0; part < 3; part++) {
            int from = part * 1_000;
            school.write(em -> {
                Pupil pupil = em.find(Pupil.class, anna);
                for (int i = 0; i < 1_000; i++) {
                    em.persist(new Evaluation(pupil, "HUGE-" + (from + i), 1));
                }
            });
        }
        school.withdraw(anna, Reports.class);
        school.withdraw(ben, Reports.class);
        SweepReport report = sweepAfter(Duration.ofHours(13));
        assertThat(report.done()).isEqualTo(2);
        gone("HUGE-", "ANNA-first", "BEN-text");
        Obligation met = find(ObligationQuery.all().about(subject(anna))).get(0);
        assertThat(met.erasingSince()).isNotNull();
        assertThat(report.receipts())
                .filteredOn(receipt -> receipt.id() == met.receipt())
                .singleElement()
                .satisfies(receipt -> {
                    assertThat(receipt.rows()).containsEntry("Evaluation", 3_002L);
                    assertThat(receipt.rows().get("Evaluation_AUD")).isEqualTo(3_004L);
                });
        assertThat(school.sql("select count(*) from Evaluation_AUD where pupil_id = " + anna + " and text is not null"))
                .containsExactly("0");
    }

    @Test
    void nothingIsGrantedWhileHalfOfTheDataIsGone() {
        school.withdraw(anna, Reports.class);
        school.execute("update consent_obligation set erasing_since = requested_at");
        assertThatThrownBy(() -> school.grant(anna, Reports.class))
                .isInstanceOfSatisfying(
                        DecisionRefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(DecisionRefusedException.Reason.ERASING));
        school.write(
                em -> school.consent.decide(em, Decision.refused(subject(anna), Contact.class, Grantor.parent(7))));
        assertThat(sweepAfter(Duration.ofHours(13)).done()).isPositive();
        school.grant(anna, Reports.class);
    }

    // ---- lateness

    @Test
    void theBacklogSaysWhatIsLateAndWhatWillBe() {
        assertThat(erasure().backlog().willMiss()).isNull();
        school.withdraw(anna, Reports.class);
        school.withdraw(ben, Reports.class);
        school.clock.advance(Duration.ofHours(13));
        Backlog due = erasure().backlog();
        assertThat(due.pending()).isEqualTo(2);
        assertThat(due.due()).isEqualTo(2);
        assertThat(due.willMiss()).isNull();
        assertThat(due.perSecond()).isNull();
        school.clock.advance(Duration.ofHours(6));
        assertThat(erasure().backlog().willMiss()).isEqualTo(Miss.NO_SWEEP);
        school.clock.advance(Duration.ofHours(6));
        Backlog late = erasure().backlog();
        assertThat(late.overdue()).isEqualTo(2);
        assertThat(late.late()).isTrue();
        erasure().sweep();
        Backlog done = erasure().backlog();
        assertThat(done.pending()).isZero();
        assertThat(done.perSecond()).isPositive();
        assertThat(done.lastSweep()).isEqualTo(school.clock.instant());
        assertThat(done.willMiss()).isNull();

        // The same backlog at a rate of one in ten hours cannot be met.
        school.execute("update consent_sweep_run set done = 1, worked_nanos = 36000000000000");
        school.withdraw(anna, Contact.class);
        school.withdraw(ben, Contact.class);
        assertThat(erasure().backlog().willMiss()).isNull();
        for (int i = 0; i < 3; i++) {
            Long other = school.enrol("OTHER");
            school.grant(other, Reports.class);
            school.withdraw(other, Reports.class);
        }
        assertThat(erasure().backlog().willMiss()).isEqualTo(Miss.TOO_SLOW);
    }
}
