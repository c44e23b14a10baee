package dev.consent.jpa.resting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.consent.Grantor;
import dev.consent.LegalBasis;
import dev.consent.Purpose;
import dev.consent.SubjectId;
import dev.consent.decision.ConsentState;
import dev.consent.decision.Decision;
import dev.consent.decision.DecisionRefusedException;
import dev.consent.decision.DecisionRefusedException.Reason;
import dev.consent.decision.PastDecision;
import dev.consent.decision.PublishedWording.Change;
import dev.consent.decision.Standing;
import dev.consent.jpa.audit.Exposure;
import dev.consent.jpa.audit.PurposeStanding;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Enrolment;
import dev.consent.jpa.model.Purposes.Reports;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class RestingContract {

    @Purpose(code = "photos", title = "Photos for the group", basis = LegalBasis.CONSENT)
    interface Photos {}

    @Purpose(code = "site", title = "Photos on the site", basis = LegalBasis.CONSENT, requires = Photos.class)
    interface Site {}

    @Purpose(code = "social", title = "Photos on social media", basis = LegalBasis.CONSENT, requires = Site.class)
    interface Social {}

    private static final Grantor MOTHER = Grantor.parent(7);

    private final TestDatabase database;
    private School school;
    private SubjectId anna;

    RestingContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        school = School.on(database);
        anna = SubjectId.of(Pupil.class, school.enrol("Anna"));
    }

    @AfterEach
    void close() {
        school.close();
    }

    private List<Standing> decide(Decision... decisions) {
        return school.read(em -> school.consent.decide(em, List.of(decisions)));
    }

    private boolean permits(Class<?> purpose) {
        return school.read(em -> school.consent.gate(em).permits(anna, purpose));
    }

    private List<PastDecision> history() {
        return school.read(em -> school.consent.history(em, anna));
    }

    private void refused(Reason reason, Decision... decisions) {
        List<PastDecision> before = history();
        school.write(em -> {
            assertThatExceptionOfType(DecisionRefusedException.class)
                    .isThrownBy(() -> school.consent.decide(em, List.of(decisions)))
                    .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason))
                    .withMessageNotContaining(decisions[0].subject().key() + " ");
            // The transaction of the caller goes on.
            school.consent.decide(em, Decision.refused(anna, Reports.class, MOTHER));
        });
        assertThat(history())
                .filteredOn(past -> !past.purpose().equals("reports"))
                .isEqualTo(before.stream()
                        .filter(past -> !past.purpose().equals("reports"))
                        .toList());
    }

    @Test
    void grantsWhatRestsOnOthersOnlyWithThem() {
        refused(Reason.PREREQUISITE_MISSING, Decision.given(anna, Site.class, MOTHER));
        refused(
                Reason.PREREQUISITE_MISSING,
                Decision.given(anna, Photos.class, MOTHER),
                Decision.given(anna, Social.class, MOTHER));
        assertThat(permits(Photos.class)).isFalse();
        assertThat(decide(
                        Decision.given(anna, Social.class, MOTHER),
                        Decision.given(anna, Site.class, MOTHER),
                        Decision.given(anna, Photos.class, MOTHER)))
                .extracting(Standing::inForce)
                .containsExactly(true, true, true);
        assertThat(permits(Social.class)).isTrue();
        refused(
                Reason.PREREQUISITE_MISSING,
                Decision.withdrawn(anna, Photos.class, MOTHER),
                Decision.given(anna, Site.class, MOTHER));
        assertThat(permits(Social.class)).isTrue();
    }

    @Test
    void withdrawingTheBaseWithdrawsWhatRestsOnItForGood() {
        decide(
                Decision.given(anna, Photos.class, MOTHER),
                Decision.given(anna, Site.class, MOTHER),
                Decision.given(anna, Social.class, MOTHER));
        decide(Decision.withdrawn(anna, Photos.class, Grantor.subject(1)));
        assertThat(history())
                .filteredOn(past -> past.state() == ConsentState.WITHDRAWN)
                .extracting(PastDecision::purpose, PastDecision::grantor)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("photos", Grantor.subject(1)),
                        org.assertj.core.groups.Tuple.tuple("site", Grantor.subject(1)),
                        org.assertj.core.groups.Tuple.tuple("social", Grantor.subject(1)));
        decide(Decision.given(anna, Photos.class, MOTHER));
        assertThat(permits(Photos.class)).isTrue();
        assertThat(permits(Site.class)).isFalse();
        assertThat(permits(Social.class)).isFalse();
    }

    @Test
    void whatRestsOnAGrantEndsAtItsEndDateBeforeAndAfterTheMasksFollow() {
        Instant end = school.clock.instant().plus(Duration.ofHours(1));
        decide(Decision.given(anna, Photos.class, MOTHER).until(end), Decision.given(anna, Site.class, MOTHER));
        assertThat(school.<Standing>read(em -> school.consent.gate(em).standing(anna, Site.class)))
                .isEqualTo(new Standing(ConsentState.GIVEN, true, end));
        school.clock.advance(Duration.ofHours(1));
        Standing over = new Standing(ConsentState.EXPIRED, false, null);
        assertThat(school.<Standing>read(em -> school.consent.gate(em).standing(anna, Site.class)))
                .isEqualTo(over);
        school.clock.advance(Duration.ofSeconds(15));
        school.consent.expireGrants();
        assertThat(history())
                .filteredOn(past -> past.state() == ConsentState.EXPIRED)
                .extracting(PastDecision::purpose, PastDecision::decidedAt)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("photos", end),
                        org.assertj.core.groups.Tuple.tuple("site", end));
        assertThat(audited(end.minusSeconds(1))).isTrue();
        assertThat(audited(end)).isFalse();
        decide(Decision.given(anna, Photos.class, MOTHER));
        assertThat(school.<Standing>read(em -> school.consent.gate(em).standing(anna, Site.class)))
                .isEqualTo(over);
    }

    @Test
    void auditorsHearOfWhatRestsOnAGrantWhatTheGateSaysAtAnyMomentBeforeTheMasksFollow() {
        Instant start = school.clock.instant();
        Instant end = start.plus(Duration.ofHours(1));
        decide(
                Decision.given(anna, Photos.class, MOTHER).until(end),
                Decision.given(anna, Site.class, MOTHER),
                Decision.given(anna, Social.class, MOTHER));
        List<Instant> future = List.of(start, end.minusSeconds(1), end, end.plus(Duration.ofHours(1)));
        List<Standing> foretold =
                future.stream().map(moment -> standing("social", moment)).toList();
        for (int which = 0; which < future.size(); which++) {
            school.clock.advance(Duration.between(school.clock.instant(), future.get(which)));
            assertThat(gate(Social.class)).isEqualTo(foretold.get(which));
        }
        assertThat(standing("social", school.clock.instant()))
                .isEqualTo(gate(Social.class))
                .isEqualTo(new Standing(ConsentState.EXPIRED, false, null));
        assertThat(exposed("social")).containsExactly(new Exposure(anna, "social", start, end));
        assertThat(exposed("photos")).extracting(Exposure::until).containsExactly(end);
        school.consent.expireGrants();
        assertThat(exposed("social")).containsExactly(new Exposure(anna, "social", start, end));
    }

    @Test
    void auditorsHearThatWhatRestsOnOthersWasHiddenWhileTheirTextWasNotAgreedTo() {
        school.consent.wordings().publish(Photos.class, "1", Change.MINOR, Map.of(Locale.ENGLISH, "Photos?"));
        school.clock.advance(Duration.ofSeconds(1));
        Instant start = school.clock.instant();
        decide(Decision.given(anna, Photos.class, MOTHER).provenBy("form 1"), Decision.given(anna, Site.class, MOTHER));
        school.clock.advance(Duration.ofDays(1));
        school.consent.wordings().publish(Photos.class, "2", Change.MATERIAL, Map.of(Locale.ENGLISH, "More photos?"));
        Instant over = school.clock.instant().plus(Duration.ofDays(30));
        assertThat(standing("site", over.minusSeconds(1))).isEqualTo(new Standing(ConsentState.GIVEN, true, over));
        assertThat(standing("site", over).inForce()).isFalse();
        assertThat(exposed("site")).containsExactly(new Exposure(anna, "site", start, over));
        school.clock.advance(Duration.ofDays(31));
        assertThat(standing("site", school.clock.instant())).isEqualTo(gate(Site.class));
        school.consent.expireGrants();
        assertThat(exposed("site")).containsExactly(new Exposure(anna, "site", start, over));
    }

    @Test
    void auditorsHearThatWhatRestsOnOthersWasHiddenWhileTheyWereRestricted() {
        decide(Decision.given(anna, Photos.class, MOTHER), Decision.given(anna, Site.class, MOTHER));
        school.clock.advance(Duration.ofHours(1));
        school.write(em -> school.consent.restrict(em, anna, "request 12"));
        assertThat(standing("site", school.clock.instant())).isEqualTo(gate(Site.class));
    }

    private Standing gate(Class<?> purpose) {
        return school.read(em -> school.consent.gate(em).standing(anna, purpose));
    }

    private Standing standing(String purpose, Instant at) {
        return school.consent.audit().standing(anna, at).all().stream()
                .filter(standing -> standing.purpose().equals(purpose))
                .map(PurposeStanding::standing)
                .findFirst()
                .orElseThrow();
    }

    private List<Exposure> exposed(String purpose) {
        Instant now = school.clock.instant();
        return school
                .consent
                .audit()
                .exposed(now.minus(Duration.ofDays(400)), now.plus(Duration.ofDays(400)))
                .all()
                .stream()
                .filter(exposure -> exposure.purpose().equals(purpose))
                .toList();
    }

    private boolean audited(Instant at) {
        return school.consent.audit().standing(anna, at).all().stream()
                .anyMatch(standing ->
                        standing.purpose().equals("site") && standing.standing().inForce());
    }

    @Test
    void aBaseThatRanOutUnseenDoesNotBringBackWhatRestedOnIt() {
        decide(
                Decision.given(anna, Photos.class, MOTHER)
                        .until(school.clock.instant().plus(Duration.ofHours(1))),
                Decision.given(anna, Site.class, MOTHER));
        school.clock.advance(Duration.ofHours(1));
        decide(Decision.given(anna, Photos.class, MOTHER));
        assertThat(permits(Photos.class)).isTrue();
        assertThat(permits(Site.class)).isFalse();
    }

    @Test
    void refusesWhatCannotBeRecordedAndChangesNothing() {
        refused(Reason.UNKNOWN_PURPOSE, Decision.given(anna, String.class, MOTHER));
        refused(Reason.UNKNOWN_SUBJECT, Decision.given(new SubjectId("Ghost", "1"), Photos.class, MOTHER));
        refused(Reason.UNKNOWN_SUBJECT, Decision.given(SubjectId.of(Pupil.class, 987654L), Photos.class, MOTHER));
        refused(Reason.UNKNOWN_SUBJECT, Decision.given(SubjectId.of(Pupil.class, "none"), Photos.class, MOTHER));
        // The same number written another way is nobody here: every table compares keys as they are written.
        refused(Reason.UNKNOWN_SUBJECT, Decision.given(new SubjectId("Pupil", "0" + anna.key()), Photos.class, MOTHER));
        refused(Reason.UNKNOWN_SUBJECT, Decision.given(new SubjectId("Pupil", "+" + anna.key()), Photos.class, MOTHER));
        refused(Reason.NOT_BASED_ON_CONSENT, Decision.requested(anna, Enrolment.class, MOTHER));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decide(
                        Decision.given(anna, Photos.class, MOTHER), Decision.refused(anna, Photos.class, MOTHER)));
    }

    @Test
    void recordsTheFirstAndTheLastMomentThereIs() {
        Instant first = Instant.parse("0001-01-01T00:00:00Z");
        Instant last = Instant.parse("9999-12-31T23:59:59.999999Z");
        decide(Decision.given(anna, Photos.class, MOTHER)
                .madeAt(first)
                .until(last)
                .provenBy("form É 1"));
        assertThat(history()).singleElement().satisfies(past -> {
            assertThat(past.madeAt()).isEqualTo(first);
            assertThat(past.validUntil()).isEqualTo(last);
        });
        assertThat(permits(Photos.class)).isTrue();
        assertThat(school.consent.audit().checkDecisions().faults()).isEmpty();
    }

    @Test
    void namesWhichDecisionOfManyItRefuses() {
        List<Decision> many = new ArrayList<>();
        for (int line = 0; line < 50; line++) {
            SubjectId pupil = SubjectId.of(Pupil.class, school.enrol("Pupil " + line));
            many.add(Decision.given(pupil, Photos.class, MOTHER));
        }
        for (Decision bad : List.of(
                Decision.given(many.get(37).subject(), Social.class, MOTHER),
                Decision.given(many.get(37).subject(), String.class, MOTHER),
                Decision.given(new SubjectId("Ghost", "1"), Photos.class, MOTHER),
                Decision.given(SubjectId.of(Pupil.class, 987654L), Photos.class, MOTHER),
                Decision.requested(many.get(37).subject(), Enrolment.class, MOTHER))) {
            List<Decision> lines = new ArrayList<>(many);
            lines.add(41, bad);
            school.write(em -> assertThatExceptionOfType(DecisionRefusedException.class)
                    .isThrownBy(() -> school.consent.decide(em, lines))
                    .withMessageContaining("at position 41, counted from 0")
                    .satisfies(refusal -> assertThat(refusal.position()).isEqualTo(41)));
            school.write(em -> assertThatExceptionOfType(DecisionRefusedException.class)
                    .isThrownBy(() -> school.consent.decide(em, bad))
                    .withMessageNotContaining("position")
                    .satisfies(refusal -> assertThat(refusal.position()).isZero()));
        }
        many.add(Decision.refused(many.get(12).subject(), Photos.class, MOTHER));
        school.write(em -> assertThatIllegalArgumentException()
                .isThrownBy(() -> school.consent.decide(em, many))
                .withMessageContaining("the positions 12 and 50"));
        assertThat(permits(Photos.class)).isFalse();
    }

    @Test
    void refusesAnAnswerFromAPageThatIsOutOfDateAndHearsTheSameAnswerTwice() {
        Instant shown = school.clock.instant();
        school.clock.advance(Duration.ofSeconds(1));
        Decision yes = Decision.given(anna, Photos.class, MOTHER).unchangedSince(shown);
        decide(yes);
        decide(yes);
        assertThat(history()).hasSize(1);
        refused(Reason.STALE, Decision.refused(anna, Photos.class, MOTHER).unchangedSince(shown));
        assertThat(permits(Photos.class)).isTrue();
    }

    @Test
    void aRequestIsOnRecordAndUndoesNoAnswer() {
        decide(Decision.requested(anna, Photos.class, MOTHER));
        assertThat(history()).extracting(PastDecision::state).containsExactly(ConsentState.REQUESTED);
        decide(Decision.given(anna, Photos.class, MOTHER));
        decide(Decision.requested(anna, Photos.class, MOTHER));
        assertThat(permits(Photos.class)).isTrue();
    }

    @Test
    void aNoDoesNotReopenAContractThatIsOver() {
        decide(Decision.revoked(anna, Enrolment.class, Grantor.operator("office")));
        decide(Decision.withdrawn(anna, Enrolment.class, MOTHER));
        assertThat(permits(Enrolment.class)).isFalse();
    }
}
