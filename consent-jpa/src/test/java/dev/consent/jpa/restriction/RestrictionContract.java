package dev.consent.jpa.restriction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.groups.Tuple.tuple;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.decision.ConsentState;
import dev.consent.decision.Decision;
import dev.consent.decision.DecisionRefusedException;
import dev.consent.decision.DecisionTookEffect;
import dev.consent.decision.Standing;
import dev.consent.erasure.Hold;
import dev.consent.erasure.HoldBasis;
import dev.consent.erasure.HoldRefusedException;
import dev.consent.erasure.HoldRequest;
import dev.consent.erasure.ObligationQuery;
import dev.consent.gate.ConsentRequiredException;
import dev.consent.jpa.audit.Exposure;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.database.TestUnit;
import dev.consent.jpa.restriction.Practice.Billing;
import dev.consent.jpa.restriction.Practice.Patient;
import dev.consent.jpa.restriction.Practice.Study;
import dev.consent.jpa.restriction.Practice.Survey;
import dev.consent.jpa.restriction.Practice.Treatment;
import dev.consent.jpa.restriction.Practice.Visit;
import dev.consent.notice.Notice;
import dev.consent.notice.NoticeKind;
import jakarta.persistence.RollbackException;
import jakarta.persistence.TransactionRequiredException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class RestrictionContract {

    private final TestDatabase database;
    private final String guards;
    private TestUnit unit;
    private SubjectId anna;
    private SubjectId ben;

    RestrictionContract(TestDatabase database, String guards) {
        this.database = database;
        this.guards = guards;
    }

    @BeforeEach
    void open() {
        unit = new TestUnit(database.freshUrl(), Map.of("consent.guards", guards), List.of(Patient.class, Visit.class));
        anna = patient("ANNA");
        ben = patient("BEN");
    }

    @AfterEach
    void close() {
        unit.close();
    }

    private SubjectId patient(String name) {
        SubjectId subject = unit.read(em -> {
            Patient patient = new Patient(name);
            em.persist(patient);
            em.persist(new Visit(patient, LocalDate.of(2026, 2, 1), name + "-complaint"));
            return SubjectId.of(Patient.class, patient.id);
        });
        decide(Decision.given(subject, Study.class, Grantor.subject(subject.key())));
        unit.write(em -> em.find(Patient.class, Long.valueOf(subject.key())).pulse = name + "-pulse");
        return subject;
    }

    private Standing decide(Decision decision) {
        return unit.read(em -> unit.consent.decide(em, decision));
    }

    private boolean restrict() {
        return unit.read(em -> unit.consent.restrict(em, anna, "request 12, accuracy contested"));
    }

    private boolean lift() {
        return unit.read(em -> unit.consent.liftRestriction(em, anna));
    }

    private List<String> seen() {
        return unit.read(em -> {
            List<String> seen = em.createQuery("select v.complaint from Visit v order by v.id", String.class)
                    .getResultList();
            em.createQuery("from Patient p order by p.id", Patient.class)
                    .getResultList()
                    .forEach(patient -> {
                        seen.add(String.valueOf(patient.name));
                        seen.add(String.valueOf(patient.pulse));
                    });
            return seen;
        });
    }

    private boolean permits(Class<?> purpose) {
        boolean strict = unit.read(em -> unit.consent.gate(em).permits(anna, purpose));
        assertThat(unit.<Boolean>read(em -> unit.consent.cachedGate(em).permits(anna, purpose)))
                .isEqualTo(strict);
        return strict;
    }

    private List<NoticeKind> told(SubjectId subject) {
        return unit.read(em -> unit.consent.notices().of(em, subject)).stream()
                .map(Notice::kind)
                .toList();
    }

    private static final List<String> ALL =
            List.of("ANNA-complaint", "BEN-complaint", "ANNA", "ANNA-pulse", "BEN", "BEN-pulse");
    private static final List<String> ONLY_BEN = List.of("BEN-complaint", "null", "null", "BEN", "BEN-pulse");

    @Test
    void hidesEverythingAtOnceAndBringsItBack() {
        assertThat(seen()).isEqualTo(ALL);
        assertThat(permits(Study.class)).isTrue();
        assertThat(restrict()).isTrue();
        assertThat(restrict()).isFalse();
        assertThat(seen()).isEqualTo(ONLY_BEN);
        assertThat(permits(Study.class)).isFalse();
        assertThat(permits(Treatment.class)).isFalse();
        assertThat(unit.<Standing>read(em -> unit.consent.gate(em).standing(anna, Study.class)))
                .isEqualTo(new Standing(ConsentState.GIVEN, false, null, null, true));
        assertThat(lift()).isTrue();
        assertThat(lift()).isFalse();
        assertThat(seen()).isEqualTo(ALL);
        assertThat(permits(Study.class)).isTrue();
        assertThat(unit.consent.driftedStamps()).isEmpty();
    }

    @Test
    void isUndoneWithItsTransaction() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> unit.write(em -> {
                    unit.consent.restrict(em, anna, "request 12");
                    throw new IllegalStateException("undone");
                }));
        assertThat(seen()).isEqualTo(ALL);
        assertThat(permits(Study.class)).isTrue();
        assertThat(unit.consent.audit().holds().all()).isEmpty();
    }

    @Test
    void decisionsAreRecordedMeanwhileAndCountWhenItIsLifted() {
        restrict();
        assertThat(decide(Decision.withdrawn(anna, Study.class, Grantor.subject(1)))
                        .inForce())
                .isFalse();
        assertThat(decide(Decision.given(anna, Study.class, Grantor.subject(1))))
                .isEqualTo(new Standing(ConsentState.GIVEN, false, null, null, true));
        // What rests on a restricted purpose can be granted: the restriction is no decision.
        assertThat(decide(Decision.given(anna, Survey.class, Grantor.subject(1)))
                        .restricted())
                .isTrue();
        assertThat(seen()).isEqualTo(ONLY_BEN);
        decide(Decision.withdrawn(anna, Study.class, Grantor.subject(1)));
        lift();
        assertThat(seen()).isEqualTo(List.of("ANNA-complaint", "BEN-complaint", "ANNA", "null", "BEN", "BEN-pulse"));
        assertThat(permits(Survey.class)).isFalse();
    }

    @Test
    void nothingIsErasedMeanwhileAndWhatIsOwedGoesOnAfterwards() {
        decide(Decision.withdrawn(ben, Study.class, Grantor.subject(1)));
        decide(Decision.withdrawn(anna, Study.class, Grantor.subject(1)));
        restrict();
        decide(Decision.revoked(anna, Treatment.class, Grantor.operator("o")));
        unit.clock.advance(Duration.ofDays(400)); // the term of visits is over too
        unit.consent.erasure().sweep();
        assertThat(unit.whereIs("BEN-pulse")).isEmpty();
        assertThat(unit.whereIs("BEN-complaint")).isEmpty();
        assertThat(unit.whereIs("ANNA-pulse")).isNotEmpty();
        assertThat(unit.whereIs("ANNA-complaint")).isNotEmpty();
        assertThat(unit.<Integer>read(em -> unit.consent
                        .erasure()
                        .obligations(em, ObligationQuery.overdue(unit.clock.instant()), 0, 10)
                        .size()))
                .isZero();
        lift();
        unit.clock.advance(Duration.ofDays(1));
        unit.consent.erasure().sweep();
        unit.clock.advance(Duration.ofDays(1));
        unit.consent.erasure().sweep();
        assertThat(unit.whereIs("ANNA")).isEmpty();
    }

    @Test
    void whoAsksToBeForgottenMeanwhileIsForgottenAfterwards() {
        restrict();
        unit.write(em -> unit.consent.erasure().forget(em, anna, Grantor.subject(anna.key())));
        lift();
        assertThat(seen()).isEqualTo(ONLY_BEN);
        unit.clock.advance(Duration.ofDays(1));
        unit.consent.erasure().sweep();
        assertThat(unit.whereIs("ANNA")).isEmpty();
    }

    @Test
    void listenersHearOfBoth() {
        List<DecisionTookEffect> heard = new ArrayList<>();
        unit.consent.addListener(heard::add);
        restrict();
        lift();
        assertThat(heard)
                .filteredOn(effect -> effect.purpose() == Study.class)
                .extracting(DecisionTookEffect::wasInForce, DecisionTookEffect::inForce)
                .containsExactly(tuple(true, false), tuple(false, true));
    }

    @Test
    void aPurposeThatIsNewIsNotOpenForWhomEverythingIsRestricted() {
        restrict();
        assertThat(permits(Billing.class)).isFalse();
        assertThat(unit.<Boolean>read(em -> unit.consent.gate(em).permits(ben, Billing.class)))
                .isTrue();
        assertThat(unit.sql("select count(*) from consent_subject where mask < 0"))
                .containsExactly("1");
        lift();
        assertThat(permits(Billing.class)).isTrue();
        assertThat(seen()).isEqualTo(ALL);
    }

    @Test
    void nothingIsWrittenAboutThemMeanwhile() {
        restrict();
        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> unit.write(em -> em.persist(new Visit(
                        em.getReference(Patient.class, Long.valueOf(anna.key())), LocalDate.of(2026, 3, 1), "again"))));
        unit.write(em -> em.find(Patient.class, Long.valueOf(anna.key())).name = null);
        lift();
        assertThat(seen()).isEqualTo(ALL);
    }

    @Test
    void whatIsRefusedSaysThatAGrantWouldNotHelp() {
        restrict();
        Long id = Long.valueOf(anna.key());
        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> unit.write(em ->
                        em.persist(new Visit(em.getReference(Patient.class, id), LocalDate.of(2026, 3, 1), "again"))))
                .havingCause()
                .isInstanceOf(ConsentRequiredException.class)
                .withMessageContaining("Visit was not written")
                .withMessageContaining("processing is restricted")
                .withMessageNotContaining("Record a grant");
        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> unit.write(em -> em.find(Patient.class, id).pulse = "again"))
                .havingCause()
                .isInstanceOf(ConsentRequiredException.class)
                .withMessageContaining("Patient.pulse was not written")
                .withMessageContaining("processing is restricted");
        assertThatExceptionOfType(ConsentRequiredException.class)
                .isThrownBy(() -> unit.read(em -> {
                    unit.consent.gate(em).require(anna, Study.class);
                    return null;
                }))
                .withMessageContaining("Processing is restricted for this Patient");
        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> unit.write(em -> {
                    Long other = Long.valueOf(ben.key());
                    em.createQuery("from Visit v where v.patient.id = :id", Visit.class)
                                    .setParameter("id", other)
                                    .getSingleResult()
                                    .patient =
                            em.getReference(Patient.class, id);
                }))
                .havingCause()
                .withMessageContaining("restrict");
        lift();
        assertThat(seen()).isEqualTo(ALL);
    }

    @Test
    void tellsRecipientsAndSources() {
        restrict();
        assertThat(told(anna)).filteredOn(NoticeKind.RESTRICTION::equals).hasSize(2);
        lift();
        assertThat(told(anna)).filteredOn(NoticeKind.RESTRICTION_LIFTED::equals).hasSize(2);
        // What the watch measured meanwhile was not stored.
        assertThat(told(anna)).filteredOn(NoticeKind.DELIVER_AGAIN::equals).hasSize(2);
        assertThat(told(anna)).doesNotContain(NoticeKind.WITHDRAWAL);
        assertThat(told(ben)).doesNotContain(NoticeKind.RESTRICTION);
    }

    @Test
    void auditorsSeeWhenItWas() {
        Instant before = unit.clock.instant();
        unit.clock.advance(Duration.ofHours(1));
        restrict();
        unit.clock.advance(Duration.ofHours(1));
        assertThat(inForce(unit.clock.instant())).isEmpty();
        unit.clock.advance(Duration.ofHours(1));
        lift();
        Instant lifted = unit.clock.instant();
        assertThat(inForce(before)).containsExactly("study", "treatment");
        assertThat(inForce(lifted)).containsExactly("study", "treatment");
        assertThat(unit.consent.audit().exposed(before, lifted.plusSeconds(60)).all())
                .filteredOn(exposure ->
                        exposure.subject().equals(anna) && exposure.purpose().equals("study"))
                .extracting(Exposure::from, Exposure::until)
                .containsExactly(
                        tuple(before, before.plus(Duration.ofHours(1))), tuple(lifted, lifted.plusSeconds(60)));
        assertThat(unit.consent.audit().holds().all()).singleElement().satisfies(hold -> {
            assertThat(hold.basis()).isEqualTo(HoldBasis.RESTRICTION);
            assertThat(hold.reason()).isEqualTo("request 12, accuracy contested");
            assertThat(hold.placedBy()).isEqualTo("tester");
            assertThat(hold.endedAt()).isEqualTo(lifted);
        });
    }

    private List<String> inForce(Instant at) {
        return unit.consent.audit().standing(anna, at).all().stream()
                .filter(standing -> standing.standing().inForce())
                .map(standing -> standing.purpose())
                .toList();
    }

    @Test
    void comesAndGoesOnlyAsAWhole() {
        assertThatExceptionOfType(HoldRefusedException.class)
                .isThrownBy(() -> unit.consent
                        .erasure()
                        .holds()
                        .place(HoldRequest.person(anna, HoldBasis.RESTRICTION, "request 12")))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(HoldRefusedException.Reason.RESTRICTION));
        restrict();
        Hold hold = unit.consent.audit().holds().all().get(0);
        assertThatExceptionOfType(HoldRefusedException.class)
                .isThrownBy(() -> unit.consent.erasure().holds().release(hold.id()))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(HoldRefusedException.Reason.RESTRICTION));
        assertThat(seen()).isEqualTo(ONLY_BEN);
    }

    @Test
    void refusesWhatMakesNoSense() {
        SubjectId ghost = new SubjectId(anna.type(), "4711");
        assertThatExceptionOfType(DecisionRefusedException.class)
                .isThrownBy(() -> unit.read(em -> unit.consent.restrict(em, ghost, "request 12")))
                .withMessageNotContaining("4711");
        assertThatIllegalArgumentException().isThrownBy(() -> unit.read(em -> unit.consent.restrict(em, anna, " ")));
        assertThatExceptionOfType(TransactionRequiredException.class)
                .isThrownBy(() -> unit.consent.restrict(unit.factory.createEntityManager(), anna, "request 12"));
        assertThat(seen()).isEqualTo(ALL);
    }
}
