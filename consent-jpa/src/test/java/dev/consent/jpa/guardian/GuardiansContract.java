package dev.consent.jpa.guardian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.consent.ConsentException;
import dev.consent.Grantor;
import dev.consent.GuardianRule;
import dev.consent.Purpose;
import dev.consent.SubjectId;
import dev.consent.Wording;
import dev.consent.decision.Agreement;
import dev.consent.decision.ConsentState;
import dev.consent.decision.Decision;
import dev.consent.decision.DecisionRefusedException;
import dev.consent.decision.DecisionRefusedException.Reason;
import dev.consent.decision.Guardianship;
import dev.consent.decision.PastDecision;
import dev.consent.decision.PublishedWording.Change;
import dev.consent.decision.Standing;
import dev.consent.erasure.Obligation;
import dev.consent.erasure.ObligationQuery;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.database.TestUnit;
import dev.consent.jpa.guardian.Playgroup.Care;
import dev.consent.jpa.guardian.Playgroup.Child;
import dev.consent.jpa.guardian.Playgroup.Photos;
import dev.consent.jpa.guardian.Playgroup.Site;
import dev.consent.jpa.guardian.Playgroup.Trips;
import dev.consent.jpa.model.Pupil;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TransactionRequiredException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class GuardiansContract {

    private static final Grantor MOTHER = Grantor.parent("m1");
    private static final Grantor FATHER = Grantor.parent("f2");
    private static final Grantor AUNT = Grantor.legalGuardian("a3");
    private static final Grantor NEIGHBOUR = Grantor.parent("n4");
    private static final LocalDate BORN = LocalDate.of(2016, 5, 20);

    private final TestDatabase database;
    private TestUnit unit;
    private SubjectId anna;
    private Grantor herself;

    GuardiansContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        unit = new TestUnit(
                database.freshUrl(),
                Map.of("consent.age-of-consent", 15, "consent.age-of-consent.be", "13"),
                List.of(Child.class));
        anna = child(BORN, "NL");
        herself = Grantor.subject(anna.key());
        appoint(MOTHER);
        appoint(FATHER);
    }

    @AfterEach
    void close() {
        unit.close();
    }

    private SubjectId child(@Nullable LocalDate born, @Nullable String country) {
        return unit.read(em -> {
            Child child = new Child(born, country);
            em.persist(child);
            return SubjectId.of(Child.class, child.id);
        });
    }

    private boolean appoint(Grantor guardian) {
        return unit.read(em -> unit.consent.guardians().appoint(em, anna, guardian));
    }

    private boolean remove(Grantor guardian) {
        return unit.read(em -> unit.consent.guardians().remove(em, anna, guardian));
    }

    private Standing decide(Decision decision) {
        unit.clock.advance(Duration.ofSeconds(1));
        return unit.read(em -> unit.consent.decide(em, decision));
    }

    private Standing yes(Class<?> purpose, Grantor by) {
        return decide(Decision.given(anna, purpose, by));
    }

    private Standing no(Class<?> purpose, Grantor by) {
        return decide(Decision.withdrawn(anna, purpose, by));
    }

    private Standing standing(Class<?> purpose) {
        return unit.read(em -> unit.consent.gate(em).standing(anna, purpose));
    }

    /** What the gate says, what a query sees, and what the audit recomputes, which must be the same. */
    private boolean visible(Class<?> purpose) {
        boolean gate = standing(purpose).inForce();
        String attribute = Map.<Class<?>, String>of(Photos.class, "photo", Site.class, "page", Trips.class, "trip")
                .get(purpose);
        unit.execute("update Child set photo = 'p', page = 'p', trip = 'p'");
        Function<EntityManager, Long> count = em -> em.createQuery(
                        "select count(c." + attribute + ") from Child c where c.id = " + anna.key(), Long.class)
                .getSingleResult();
        assertThat(unit.read(count) == 1).as("query").isEqualTo(gate);
        Standing audited = unit.consent.audit().standing(anna, unit.clock.instant()).all().stream()
                .filter(standing -> standing.purpose().equals(code(purpose)))
                .findFirst()
                .orElseThrow()
                .standing();
        assertThat(audited.inForce()).as("audit").isEqualTo(gate);
        return gate;
    }

    private static String code(Class<?> purpose) {
        return purpose.getAnnotation(Purpose.class).code();
    }

    private List<Obligation> owed() {
        return unit.read(em -> unit.consent.erasure().obligations(em, ObligationQuery.open(), 0, 50));
    }

    private void refused(Reason reason, Decision decision) {
        List<PastDecision> before = history();
        assertThatExceptionOfType(DecisionRefusedException.class)
                .isThrownBy(() -> decide(decision))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason))
                .withMessageNotContaining(decision.grantor().id())
                .withMessageContaining(code(decision.purpose()));
        assertThat(history()).isEqualTo(before);
    }

    @Test
    void knowsWhoDecides() {
        assertThat(appoint(MOTHER)).isFalse();
        assertThat(remove(AUNT)).isFalse();
        unit.clock.advance(Duration.ofHours(1));
        assertThat(remove(FATHER)).isTrue();
        assertThat(appoint(AUNT)).isTrue();
        assertThat(guardians()).extracting(Guardianship::guardian).containsExactly(MOTHER, AUNT);
        assertThat(unit.consent.audit().guardians(anna).all())
                .extracting(Guardianship::guardian, Guardianship::until, Guardianship::removedBy)
                .containsExactly(
                        tuple(MOTHER, null, null),
                        tuple(FATHER, unit.clock.instant(), "tester"),
                        tuple(AUNT, null, null));
        assertThat(comesOfAge()).hasValue(Instant.parse("2031-05-19T22:00:00Z"));
    }

    @Test
    void refusesThoseWhoMayNotDecide() {
        refused(Reason.UNDER_AGE, Decision.given(anna, Photos.class, herself));
        refused(Reason.NO_AUTHORITY, Decision.given(anna, Photos.class, NEIGHBOUR));
        refused(Reason.NO_AUTHORITY, Decision.withdrawn(anna, Photos.class, NEIGHBOUR));
        refused(Reason.NO_AUTHORITY, Decision.given(anna, Photos.class, Grantor.staff("s5")));
        refused(Reason.NO_AUTHORITY, Decision.given(anna, Photos.class, Grantor.operator("o6")));
        remove(FATHER);
        refused(Reason.NO_AUTHORITY, Decision.given(anna, Photos.class, FATHER));
        // Ending is for the controller too, and what needs no consent is nothing guardians agree to.
        yes(Photos.class, MOTHER);
        assertThat(decide(Decision.revoked(anna, Photos.class, Grantor.operator("o6")))
                        .inForce())
                .isFalse();
        assertThat(decide(Decision.revoked(anna, Care.class, Grantor.operator("o6")))
                        .inForce())
                .isFalse();
        assertThat(decide(Decision.given(anna, Care.class, Grantor.operator("o6")))
                        .inForce())
                .isTrue();
    }

    @Test
    void aNoOfTheChildOrTheControllerIsNotForgottenWhenFewerHaveToAgree() {
        for (Decision no : List.of(
                Decision.refused(anna, Trips.class, herself),
                Decision.withdrawn(anna, Trips.class, herself),
                Decision.revoked(anna, Trips.class, Grantor.operator("o6")),
                Decision.invalidated(anna, Trips.class, Grantor.operator("o6")))) {
            yes(Trips.class, MOTHER);
            decide(no);
            int said = unit.consent.audit().history(anna).all().size();
            decide(no);
            assertThat(unit.consent.audit().history(anna).all()).hasSize(said);
            unit.clock.advance(Duration.ofSeconds(1));
            remove(FATHER);
            assertThat(visible(Trips.class)).as("after %s", no.state()).isFalse();
            assertThat(yes(Trips.class, MOTHER).inForce()).isTrue();
            no(Trips.class, MOTHER);
            appoint(FATHER);
        }
    }

    @Test
    void refusesGuardiansOfNobodyAndStrangeRoles() {
        SubjectId ghost = new SubjectId(anna.type(), "4711");
        assertThatExceptionOfType(DecisionRefusedException.class)
                .isThrownBy(() -> unit.read(em -> unit.consent.guardians().appoint(em, ghost, MOTHER)))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Reason.UNKNOWN_SUBJECT));
        assertThatIllegalArgumentException().isThrownBy(() -> appoint(Grantor.staff("s5")));
        assertThatExceptionOfType(TransactionRequiredException.class)
                .isThrownBy(() -> unit.consent.guardians().appoint(unit.factory.createEntityManager(), anna, AUNT));
    }

    @Test
    void oneGuardianIsEnoughAndAnyMayWithdraw() {
        assertThat(yes(Photos.class, MOTHER).inForce()).isTrue();
        assertThat(visible(Photos.class)).isTrue();
        assertThat(no(Photos.class, FATHER).inForce()).isFalse();
        assertThat(visible(Photos.class)).isFalse();
        assertThat(owed()).hasSize(1);
        assertThat(yes(Photos.class, MOTHER).inForce()).isTrue();
        assertThat(owed()).isEmpty();
        assertThat(no(Photos.class, herself).inForce()).isFalse();
        assertThat(visible(Photos.class)).isFalse();
    }

    @Test
    void allGuardiansHaveToAgreeWhereThePurposeSaysSo() {
        Standing first = yes(Trips.class, MOTHER);
        assertThat(first.state()).isEqualTo(ConsentState.REQUESTED);
        assertThat(visible(Trips.class)).isFalse();
        assertThat(yes(Trips.class, MOTHER)).isEqualTo(first);
        assertThat(visible(Trips.class)).isFalse();
        assertThat(yes(Trips.class, FATHER).state()).isEqualTo(ConsentState.GIVEN);
        assertThat(visible(Trips.class)).isTrue();
        // A no to what holds ends it, and everybody has to say yes anew.
        no(Trips.class, MOTHER);
        assertThat(visible(Trips.class)).isFalse();
        assertThat(yes(Trips.class, MOTHER).state()).isEqualTo(ConsentState.WITHDRAWN);
        assertThat(visible(Trips.class)).isFalse();
        assertThat(yes(Trips.class, FATHER).inForce()).isTrue();
        assertThat(visible(Trips.class)).isTrue();
        assertThat(unit.consent.audit().voices(anna).all())
                .extracting(PastDecision::grantor, PastDecision::state)
                .containsExactly(
                        tuple(MOTHER, ConsentState.GIVEN),
                        tuple(FATHER, ConsentState.GIVEN),
                        tuple(MOTHER, ConsentState.WITHDRAWN),
                        tuple(MOTHER, ConsentState.GIVEN),
                        tuple(FATHER, ConsentState.GIVEN));
    }

    private Agreement agreed(Class<?> purpose) {
        return unit.read(em -> unit.consent.guardians().agreed(em, anna, purpose));
    }

    private static List<Grantor> guardians(List<Guardianship> some) {
        return some.stream().map(Guardianship::guardian).toList();
    }

    @Test
    void tellsWhoHasAgreedAndWhoIsStillToBeAsked() {
        assertThat(guardians(agreed(Trips.class).toBeAsked())).containsExactly(MOTHER, FATHER);
        yes(Trips.class, FATHER);
        assertThat(agreed(Trips.class)).satisfies(half -> {
            assertThat(half.rule()).isEqualTo(GuardianRule.ALL);
            assertThat(guardians(half.agreed())).containsExactly(FATHER);
            assertThat(guardians(half.missing())).containsExactly(MOTHER);
            assertThat(guardians(half.toBeAsked())).containsExactly(MOTHER);
            assertThat(half.hasAgreed(FATHER.id())).isTrue();
            assertThat(half.hasAgreed(MOTHER.id())).isFalse();
        });
        yes(Trips.class, MOTHER);
        assertThat(agreed(Trips.class).toBeAsked()).isEmpty();
        appoint(AUNT);
        assertThat(guardians(agreed(Trips.class).toBeAsked())).containsExactly(AUNT);
        yes(Trips.class, AUNT);
        // A no to what holds ends it for all of them.
        no(Trips.class, MOTHER);
        assertThat(guardians(agreed(Trips.class).toBeAsked())).containsExactly(MOTHER, FATHER, AUNT);
        yes(Trips.class, AUNT);
        remove(AUNT);
        assertThat(agreed(Trips.class).agreed()).isEmpty();
        assertThat(agreed(Trips.class).missing()).hasSize(2);
    }

    @Test
    void oneOfThemIsEnoughWhereAnyMayAgree() {
        assertThat(guardians(agreed(Photos.class).toBeAsked())).containsExactly(MOTHER, FATHER);
        decide(Decision.given(anna, Photos.class, MOTHER)
                .until(unit.clock.instant().plus(Duration.ofDays(1))));
        assertThat(agreed(Photos.class)).satisfies(one -> {
            assertThat(guardians(one.agreed())).containsExactly(MOTHER);
            assertThat(guardians(one.missing())).containsExactly(FATHER);
            assertThat(one.toBeAsked()).isEmpty();
        });
        unit.clock.advance(Duration.ofDays(2));
        assertThat(agreed(Photos.class).agreed()).as("it has run out").isEmpty();
        assertThat(agreed(Care.class).toBeAsked())
                .as("nobody is asked about a contract")
                .isEmpty();
    }

    @Test
    void aRefusalOfOneIsARefusalWhereAllHaveToAgree() {
        yes(Trips.class, MOTHER);
        assertThat(decide(Decision.refused(anna, Trips.class, FATHER)).state()).isEqualTo(ConsentState.REFUSED);
        assertThat(yes(Trips.class, FATHER).inForce()).isTrue();
        assertThat(visible(Trips.class)).isTrue();
    }

    @Test
    void bothFormsCanBeRecordedInOneTransaction() {
        unit.write(em -> {
            unit.consent.decide(em, Decision.given(anna, Trips.class, MOTHER).provenBy("form 1"));
            assertThat(unit.consent
                            .decide(
                                    em,
                                    Decision.given(anna, Trips.class, FATHER).provenBy("form 2"))
                            .inForce())
                    .isTrue();
        });
        assertThat(visible(Trips.class)).isTrue();
        assertThat(unit.consent.audit().voices(anna).all())
                .extracting(PastDecision::evidence)
                .containsExactlyInAnyOrder("form 1", "form 2");
    }

    @Test
    void aRemovedGuardianTakesWhatTheyGrantedWithThem() {
        yes(Photos.class, MOTHER);
        remove(FATHER);
        assertThat(visible(Photos.class)).isTrue();
        remove(MOTHER);
        assertThat(visible(Photos.class)).isFalse();
        assertThat(standing(Photos.class).state()).isEqualTo(ConsentState.REVOKED);
        assertThat(owed()).hasSize(1);
        // Coming back is not saying yes.
        appoint(MOTHER);
        assertThat(visible(Photos.class)).isFalse();
        assertThat(yes(Photos.class, MOTHER).inForce()).isTrue();
    }

    @Test
    void whatAnotherGuardianGrantedTooStays() {
        yes(Photos.class, MOTHER);
        yes(Photos.class, FATHER);
        remove(FATHER);
        assertThat(visible(Photos.class)).isTrue();
        assertThat(unit.consent.audit().standing(anna, unit.clock.instant()).all().stream()
                        .filter(standing -> standing.purpose().equals("photos"))
                        .map(standing -> standing.decision().grantor()))
                .containsExactly(MOTHER);
        remove(MOTHER);
        assertThat(visible(Photos.class)).isFalse();
    }

    @Test
    void aNewGuardianHasToAgreeTooAndNothingIsErasedMeanwhile() {
        yes(Trips.class, MOTHER);
        yes(Trips.class, FATHER);
        yes(Photos.class, MOTHER);
        appoint(AUNT);
        assertThat(visible(Photos.class)).isTrue();
        assertThat(visible(Trips.class)).isFalse();
        assertThat(owed()).isEmpty();
        unit.clock.advance(Duration.ofDays(2));
        unit.consent.erasure().sweep();
        assertThat(unit.sql("select trip from Child")).containsExactly("p");
        assertThat(yes(Trips.class, AUNT).inForce()).isTrue();
        assertThat(visible(Trips.class)).isTrue();
        // Whoever had not agreed yet and goes leaves the others' word.
        appoint(NEIGHBOUR);
        assertThat(visible(Trips.class)).isFalse();
        remove(NEIGHBOUR);
        assertThat(visible(Trips.class)).isTrue();
        remove(AUNT);
        remove(FATHER);
        assertThat(visible(Trips.class)).isTrue();
        remove(MOTHER);
        assertThat(visible(Trips.class)).isFalse();
    }

    @Test
    void whatRestsOnAPurposeGoesWithIt() {
        yes(Photos.class, MOTHER);
        yes(Site.class, MOTHER);
        yes(Site.class, FATHER);
        assertThat(visible(Site.class)).isTrue();
        no(Photos.class, FATHER);
        assertThat(visible(Site.class)).isFalse();
        yes(Photos.class, FATHER);
        // One of them alone does not bring back what both had granted.
        yes(Site.class, MOTHER);
        assertThat(visible(Site.class)).isFalse();
        yes(Site.class, FATHER);
        assertThat(visible(Site.class)).isTrue();
    }

    @Test
    void comingOfAgePutsConsentToThePersonThemselves() {
        yes(Photos.class, MOTHER);
        Instant birthday = Instant.parse("2031-05-19T22:00:00Z");
        Instant end = birthday.plus(Duration.ofDays(10));
        assertThat(standing(Photos.class)).isEqualTo(new Standing(ConsentState.GIVEN, true, end));
        moveTo(birthday);
        assertThat(standing(Photos.class)).isEqualTo(new Standing(ConsentState.GIVEN, true, end, end));
        assertThat(standing(Photos.class).toBeRenewed()).isTrue();
        refused(Reason.NO_AUTHORITY, Decision.given(anna, Photos.class, MOTHER));
        refused(Reason.NO_AUTHORITY, Decision.withdrawn(anna, Photos.class, MOTHER));
        assertThat(yes(Photos.class, herself)).isEqualTo(new Standing(ConsentState.RENEWED, true, null));
        moveTo(end.plusSeconds(1));
        unit.consent.expireGrants();
        assertThat(visible(Photos.class)).isTrue();
        remove(MOTHER);
        assertThat(visible(Photos.class)).isTrue();
    }

    @Test
    void whatIsNotRenewedExpiresBeforeAndAfterTheMasksFollow() {
        yes(Photos.class, MOTHER);
        Instant end = Instant.parse("2031-05-29T22:00:00Z");
        moveTo(end);
        assertThat(standing(Photos.class)).isEqualTo(new Standing(ConsentState.EXPIRED, false, null));
        assertThat(unit.consent.expireGrants()).isEqualTo(1);
        assertThat(visible(Photos.class)).isFalse();
        assertThat(owed()).hasSize(1);
        assertThat(unit.consent.expireGrants()).isZero();
        assertThat(yes(Photos.class, herself).inForce()).isTrue();
        assertThat(visible(Photos.class)).isTrue();
    }

    @Test
    void theAgeIsThatOfTheCountryAndOfTheDateOfBirthAsItIsKnownNow() {
        yes(Photos.class, MOTHER);
        unit.write(em -> em.find(Child.class, Long.valueOf(anna.key())).country = "BE");
        assertThat(standing(Photos.class).until()).isEqualTo(Instant.parse("2029-05-29T22:00:00Z"));
        unit.write(em -> em.find(Child.class, Long.valueOf(anna.key())).born = LocalDate.of(2012, 1, 1));
        assertThat(standing(Photos.class).inForce()).isFalse();
        unit.consent.expireGrants();
        assertThat(visible(Photos.class)).isFalse();
        assertThat(yes(Photos.class, herself).inForce()).isTrue();
    }

    @Test
    void whoseAgeNobodyKnowsIsAChild() {
        anna = child(null, null);
        refused(Reason.UNDER_AGE, Decision.given(anna, Photos.class, Grantor.subject(anna.key())));
        appoint(AUNT);
        assertThat(yes(Photos.class, AUNT)).isEqualTo(new Standing(ConsentState.GIVEN, true, null));
        assertThat(comesOfAge()).isEmpty();
    }

    @Test
    void theFirstEndAndTheOldestWordingCountWhereAllAgree() {
        Instant soon = unit.clock.instant().plus(Duration.ofDays(3));
        decide(Decision.given(anna, Trips.class, MOTHER).until(soon));
        assertThat(yes(Trips.class, FATHER).until()).isEqualTo(soon);
        moveTo(soon);
        unit.consent.expireGrants();
        assertThat(visible(Trips.class)).isFalse();
        // Everybody is asked anew.
        yes(Trips.class, MOTHER);
        assertThat(visible(Trips.class)).isFalse();
        yes(Trips.class, FATHER);
        assertThat(visible(Trips.class)).isTrue();
    }

    @Test
    void aGrantThatRunsOutLeavesThatOfAnotherGuardian() {
        yes(Photos.class, FATHER);
        Instant soon = unit.clock.instant().plus(Duration.ofDays(3));
        decide(Decision.given(anna, Photos.class, MOTHER).until(soon));
        moveTo(soon);
        unit.consent.expireGrants();
        assertThat(visible(Photos.class)).isTrue();
        assertThat(owed()).isEmpty();
    }

    @Test
    void everyGuardianRenewsWhereAllAgree() {
        Wording first = publish("1");
        decide(Decision.given(anna, Trips.class, MOTHER).shown(first));
        decide(Decision.given(anna, Trips.class, FATHER).shown(first));
        unit.clock.advance(Duration.ofDays(1));
        Wording second = publish("2");
        assertThat(standing(Trips.class).toBeRenewed()).isTrue();
        decide(Decision.given(anna, Trips.class, MOTHER).shown(second));
        assertThat(standing(Trips.class).toBeRenewed()).isTrue();
        decide(Decision.given(anna, Trips.class, FATHER).shown(second));
        assertThat(standing(Trips.class).toBeRenewed()).isFalse();
        assertThat(visible(Trips.class)).isTrue();
    }

    private void moveTo(Instant moment) {
        unit.clock.advance(Duration.between(unit.clock.instant(), moment));
    }

    private List<PastDecision> history() {
        return unit.read(em -> unit.consent.history(em, anna));
    }

    private List<Guardianship> guardians() {
        return unit.read(em -> unit.consent.guardians().of(em, anna));
    }

    private Optional<Instant> comesOfAge() {
        return unit.read(em -> unit.consent.guardians().comesOfAge(em, anna));
    }

    private Wording publish(String version) {
        unit.consent
                .wordings()
                .publish(Trips.class, version, Change.MATERIAL, Map.of(Locale.ENGLISH, "Text " + version));
        return unit.consent
                .wordings()
                .current(Trips.class, Locale.ENGLISH)
                .orElseThrow()
                .wording();
    }

    @Test
    void kindsWithoutADateOfBirthHaveNoGuardians() {
        try (School school = School.on(database)) {
            SubjectId pupil = SubjectId.of(Pupil.class, school.enrol("Anna"));
            assertThatThrownBy(
                            () -> school.read(em -> school.consent.guardians().appoint(em, pupil, MOTHER)))
                    .isInstanceOf(ConsentException.class)
                    .hasMessageContaining("birthDate");
        }
    }
}
