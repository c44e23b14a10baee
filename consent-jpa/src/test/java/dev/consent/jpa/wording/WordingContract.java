package dev.consent.jpa.wording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.consent.ConsentException;
import dev.consent.Grantor;
import dev.consent.LegalBasis;
import dev.consent.Purpose;
import dev.consent.SubjectId;
import dev.consent.Wording;
import dev.consent.decision.ConsentState;
import dev.consent.decision.Decision;
import dev.consent.decision.DecisionRefusedException;
import dev.consent.decision.DecisionRefusedException.Reason;
import dev.consent.decision.PastDecision;
import dev.consent.decision.PublishedWording;
import dev.consent.decision.PublishedWording.Change;
import dev.consent.decision.Standing;
import dev.consent.erasure.Obligation;
import dev.consent.jpa.audit.PurposeStanding;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Evaluation;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Reports;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

abstract class WordingContract {

    private static final Locale DUTCH = Locale.forLanguageTag("nl");
    private static final Locale PORTUGUESE = Locale.forLanguageTag("pt-BR");
    private static final Duration GRACE = Duration.ofDays(30);
    private static final Grantor MOTHER = Grantor.parent(7);

    @Purpose(code = "letters", title = "Letters", basis = LegalBasis.CONSENT, renewWithin = "PT0S")
    interface Letters {}

    @Purpose(code = "rolls", title = "Rolls", basis = LegalBasis.CONTRACT)
    interface Rolls {}

    private final TestDatabase database;
    private School school;
    private SubjectId anna;
    private Wording first;

    WordingContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        school = School.on(database);
        anna = SubjectId.of(Pupil.class, school.enrol("Anna"));
        first = publish(Reports.class, "1", Change.MATERIAL, "May we?");
    }

    @AfterEach
    void close() {
        school.close();
    }

    private Wording publish(Class<?> purpose, String version, Change change, String text) {
        school.clock.advance(Duration.ofSeconds(1));
        school.consent.wordings().publish(purpose, version, change, Map.of(Locale.ENGLISH, text, DUTCH, "nl: " + text));
        school.clock.advance(Duration.ofSeconds(1));
        return current(purpose).wording();
    }

    private PublishedWording current(Class<?> purpose) {
        return school.consent.wordings().current(purpose, Locale.ENGLISH).orElseThrow();
    }

    private Standing decide(Decision decision) {
        return school.read(em -> school.consent.decide(em, decision));
    }

    private Decision given(Wording wording) {
        return Decision.given(anna, Reports.class, MOTHER).shown(wording);
    }

    private Standing standing(Class<?> purpose) {
        return school.read(em -> school.consent.gate(em).standing(anna, purpose));
    }

    private List<PastDecision> history() {
        return school.read(em -> school.consent.history(em, anna));
    }

    private void refused(Reason reason, Decision decision) {
        List<PastDecision> before = history();
        school.write(em -> assertThatExceptionOfType(DecisionRefusedException.class)
                .isThrownBy(() -> school.consent.decide(em, decision))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason)));
        assertThat(history()).isEqualTo(before);
    }

    @Test
    void showsTheLatestVersionInTheLanguageThatFitsBest() {
        publish(Reports.class, "2", Change.MINOR, "May we, please?");
        Wordings wordings = school.consent.wordings();
        assertThat(wordings.current(Reports.class, Locale.forLanguageTag("nl-BE")))
                .hasValueSatisfying(shown -> {
                    assertThat(shown.text()).isEqualTo("nl: May we, please?");
                    assertThat(shown.wording()).isEqualTo(Wording.of("2", DUTCH, "nl: May we, please?"));
                    assertThat(shown.change()).isEqualTo(Change.MINOR);
                });
        assertThat(wordings.current(Reports.class, List.of(Locale.FRENCH, Locale.UK))
                        .orElseThrow()
                        .text())
                .isEqualTo("May we, please?");
        assertThat(wordings.current(Reports.class, Locale.FRENCH)
                        .orElseThrow()
                        .wording()
                        .language())
                .isEqualTo("en");
        assertThat(wordings.current(Letters.class, DUTCH)).isEmpty();
        wordings.publish(Letters.class, "1", Change.MINOR, Map.of(Locale.ENGLISH, "Letters?", PORTUGUESE, "Cartas?"));
        for (List<Locale> preferred : List.of(
                List.of(Locale.forLanguageTag("pt-PT")),
                List.of(Locale.forLanguageTag("pt")),
                List.of(Locale.FRENCH, Locale.forLanguageTag("pt-PT"), Locale.ENGLISH))) {
            assertThat(wordings.current(Letters.class, preferred).orElseThrow().text())
                    .as("%s", preferred)
                    .isEqualTo("Cartas?");
        }
        assertThat(wordings.current(Letters.class, List.of(Locale.ROOT, Locale.FRENCH))
                        .orElseThrow()
                        .text())
                .isEqualTo("Letters?");
        assertThat(wordings.of(Reports.class))
                .extracting(shown -> shown.wording().version() + shown.wording().language())
                .containsExactly("1en", "1nl", "2en", "2nl");
    }

    @Test
    void neverChangesWhatWasPublished() {
        Wordings wordings = school.consent.wordings();
        wordings.publish(Reports.class, "1", Change.MATERIAL, Map.of(Locale.ENGLISH, "May we?"));
        assertThatExceptionOfType(ConsentException.class)
                .isThrownBy(() -> wordings.publish(
                        Reports.class, "1", Change.MATERIAL, Map.of(Locale.ENGLISH, "We may!", Locale.FRENCH, "Oui?")))
                .withMessageContaining("another text in en")
                .withMessageContaining("publish a new version");
        assertThat(wordings.of(Reports.class)).hasSize(2);
        wordings.publish(Reports.class, "1", Change.MATERIAL, Map.of(Locale.FRENCH, "Est-ce que nous pouvons ?"));
        assertThat(wordings.current(Reports.class, Locale.CANADA_FRENCH)
                        .orElseThrow()
                        .publishedAt())
                .isEqualTo(current(Reports.class).publishedAt());
        publish(Reports.class, "2", Change.MINOR, "May we now?");
        assertThatExceptionOfType(ConsentException.class)
                .isThrownBy(() ->
                        wordings.publish(Reports.class, "2", Change.MATERIAL, Map.of(Locale.ENGLISH, "May we now?")))
                .withMessageContaining("MINOR");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wordings.publish(Reports.class, "3", Change.MINOR, Map.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wordings.publish(Reports.class, "3", Change.MINOR, Map.of(DUTCH, " ")));
    }

    @Test
    void aGrantNamesAPublishedWordingOrItsEvidence() {
        refused(Reason.UNKNOWN_WORDING, Decision.given(anna, Reports.class, MOTHER));
        refused(Reason.UNKNOWN_WORDING, given(Wording.of("1", Locale.ENGLISH, "May we? Yes!")));
        refused(Reason.UNKNOWN_WORDING, given(Wording.of("7", Locale.ENGLISH, "May we?")));
        refused(
                Reason.UNKNOWN_WORDING,
                Decision.requested(anna, Reports.class, MOTHER).shown(Wording.of("7", Locale.ENGLISH, "May we?")));
        decide(Decision.given(anna, Reports.class, MOTHER).provenBy("form 12"));
        decide(Decision.withdrawn(anna, Reports.class, MOTHER));
        decide(given(first));
        assertThat(school.consent
                        .wordings()
                        .shown("reports", first)
                        .orElseThrow()
                        .text())
                .isEqualTo("May we?");
        // Without published wordings an application keeps its texts itself.
        decide(Decision.given(anna, Letters.class, MOTHER).shown(Wording.of("x", DUTCH, "Brieven?")));
    }

    @Test
    void nobodyHasReadATextBeforeItWasPublishedUnlessAFormProvesIt() {
        Instant before = current(Reports.class).publishedAt().minus(Duration.ofDays(900));
        refused(Reason.UNKNOWN_WORDING, given(first).madeAt(before));
        refused(
                Reason.UNKNOWN_WORDING,
                Decision.refused(anna, Reports.class, MOTHER).shown(first).madeAt(before));
        decide(given(first).madeAt(before).provenBy("form 7, printed with this text"));
        assertThat(history()).singleElement().satisfies(past -> {
            assertThat(past.madeAt()).isEqualTo(before);
            assertThat(past.wording()).isEqualTo(first);
            assertThat(past.wordedAt()).isEqualTo(current(Reports.class).publishedAt());
        });
    }

    @Test
    void aTextThatDatabasesDoNotKeepIsNotPublished() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> school.consent
                        .wordings()
                        .publish(Letters.class, "1", Change.MINOR, Map.of(Locale.ENGLISH, "Letters\0?")))
                .withMessageContaining("NUL in en");
        assertThat(school.consent.wordings().of(Letters.class)).isEmpty();
    }

    private List<PastDecision> questions() {
        return school.consent.audit().questions(anna).all();
    }

    @Test
    void aQuestionIsOnRecordAlsoWhileAGrantHolds() {
        decide(given(first));
        Wording second = publish(Reports.class, "2", Change.MATERIAL, "May we now?");
        Decision asked = Decision.requested(anna, Reports.class, MOTHER).shown(second);
        Standing standing = decide(asked.through("web"));
        assertThat(standing.inForce()).isTrue();
        assertThat(standing.toBeRenewed()).isTrue();
        assertThat(questions()).singleElement().satisfies(question -> {
            assertThat(question.state()).isEqualTo(ConsentState.REQUESTED);
            assertThat(question.wording()).isEqualTo(second);
            assertThat(question.grantor()).isEqualTo(MOTHER);
            assertThat(question.channel()).isEqualTo("web");
            assertThat(question.decidedAt()).isEqualTo(school.clock.instant());
        });
        assertThat(history()).hasSize(1);
    }

    @Test
    void theSameQuestionCountsOnceUntilSomethingIsDecided() {
        Decision asked = Decision.requested(anna, Reports.class, MOTHER).shown(first);
        Decision later = Decision.deferred(anna, Reports.class, MOTHER).shown(first);
        Decision toFather =
                Decision.requested(anna, Reports.class, Grantor.parent(8)).shown(first);
        for (Decision put : List.of(asked, asked, later, later, toFather, toFather, given(first), asked, asked)) {
            school.clock.advance(Duration.ofSeconds(1));
            decide(put);
        }
        assertThat(questions())
                .extracting(PastDecision::state, question -> question.grantor().id())
                .containsExactly(
                        tuple(ConsentState.REQUESTED, MOTHER.id()),
                        tuple(ConsentState.DEFERRED, MOTHER.id()),
                        tuple(ConsentState.REQUESTED, Grantor.parent(8).id()),
                        tuple(ConsentState.REQUESTED, MOTHER.id()));
        assertThat(standing(Reports.class).inForce()).isTrue();
        assertThat(school.consent.audit().checkDecisions().faults()).isEmpty();
    }

    @Test
    void aQuestionThatIsPutAgainDoesNotOutdateThePageOfSomebodyElse() {
        decide(Decision.requested(anna, Reports.class, MOTHER).shown(first));
        Instant seen = school.clock.instant();
        school.clock.advance(Duration.ofSeconds(1));
        Wording inDutch = school.consent
                .wordings()
                .current(Reports.class, DUTCH)
                .orElseThrow()
                .wording();
        decide(Decision.requested(anna, Reports.class, Grantor.parent(8)).shown(inDutch));
        assertThat(history()).hasSize(1);
        assertThat(questions()).extracting(PastDecision::wording).containsExactly(first, inDutch);
        assertThat(decide(given(first).unchangedSince(seen)).inForce()).isTrue();
    }

    @Test
    void aRefusedQuestionIsNotOnRecord() {
        refused(
                Reason.UNKNOWN_WORDING,
                Decision.requested(anna, Reports.class, MOTHER).shown(Wording.of("7", Locale.ENGLISH, "May we?")));
        refused(Reason.NOT_BASED_ON_CONSENT, Decision.requested(anna, Rolls.class, MOTHER));
        assertThat(questions()).isEmpty();
    }

    @Test
    void aMinorChangeAsksNobodyAgain() {
        decide(given(first));
        Wording second = publish(Reports.class, "2", Change.MINOR, "May we, please?");
        school.clock.advance(GRACE.multipliedBy(2));
        school.consent.erasure().sweep();
        assertThat(standing(Reports.class)).isEqualTo(new Standing(ConsentState.GIVEN, true, null));
        decide(given(first));
        assertThat(history()).hasSize(1);
        assertThat(decide(given(second)).state()).isEqualTo(ConsentState.RENEWED);
    }

    @Test
    void aMaterialChangeLeavesTimeToRenewAndThenTheConsentIsOver() {

        decide(given(first));
        Long evaluation = school.read(em -> {
            Evaluation written = new Evaluation(em.find(Pupil.class, Long.valueOf(anna.key())), "good", 7);
            em.persist(written);
            return written.id;
        });
        publish(Reports.class, "2", Change.MATERIAL, "May we send marks, too?");
        Instant deadline = current(Reports.class).publishedAt().plus(GRACE);
        assertThat(standing(Reports.class)).isEqualTo(new Standing(ConsentState.GIVEN, true, deadline, deadline));
        assertThat(school.<Evaluation>read(em -> em.find(Evaluation.class, evaluation)))
                .isNotNull();
        school.clock.advance(GRACE);
        assertThat(standing(Reports.class)).isEqualTo(new Standing(ConsentState.EXPIRED, false, null));
        assertThat(school.consent.expireGrants()).isEqualTo(1);
        assertThat(school.consent.expireGrants()).isZero();
        assertThat(school.<Evaluation>read(em -> em.find(Evaluation.class, evaluation)))
                .isNull();
        assertThat(school.<List<Obligation>>read(em -> school.consent.erasure().obligations(em, anna)))
                .singleElement()
                .satisfies(owed -> {
                    assertThat(owed.purpose()).isEqualTo("reports");
                    assertThat(owed.requestedAt()).isEqualTo(deadline);
                });
        // Who renews before it is erased finds everything as it was.
        assertThat(decide(given(current(Reports.class).wording())))
                .isEqualTo(new Standing(ConsentState.GIVEN, true, null));
        assertThat(school.<Evaluation>read(em -> em.find(Evaluation.class, evaluation)))
                .isNotNull();
    }

    @Test
    void whoRenewsInTimeIsNotAskedAgain() {
        decide(given(first));
        Wording second = publish(Reports.class, "2", Change.MATERIAL, "May we send marks, too?");
        assertThat(decide(given(second))).isEqualTo(new Standing(ConsentState.RENEWED, true, null));
        school.clock.advance(GRACE);
        assertThat(school.consent.expireGrants()).isZero();
        assertThat(standing(Reports.class).inForce()).isTrue();
    }

    @Test
    void whoRenewsAgainAndAgainIsHeardEachTime() {
        decide(given(first));
        Wording second = publish(Reports.class, "2", Change.MATERIAL, "May we send marks, too?");
        decide(given(second));
        Wording third = publish(Reports.class, "3", Change.MATERIAL, "May we send marks to the school, too?");
        assertThat(decide(given(third))).isEqualTo(new Standing(ConsentState.RENEWED, true, null));
        Instant end = school.clock.instant().plus(GRACE).plus(GRACE);
        assertThat(decide(given(third).until(end)).until()).isEqualTo(end);
        school.clock.advance(GRACE);
        assertThat(school.consent.expireGrants()).isZero();
        assertThat(standing(Reports.class).inForce()).isTrue();
        assertThat(history()).hasSize(4);
    }

    @Test
    void nobodyConsentsToATextThatNoLongerHolds() {
        publish(Reports.class, "2", Change.MATERIAL, "May we send marks, too?");
        refused(Reason.SUPERSEDED_WORDING, given(first));
        // A form that was signed before the change counts, and is to be renewed like others.
        Instant signed = current(Reports.class).publishedAt().minusMillis(500);
        Standing standing = decide(given(first).madeAt(signed).provenBy("form 13"));
        assertThat(standing.toBeRenewed()).isTrue();
        assertThat(history()).singleElement().satisfies(past -> {
            assertThat(past.madeAt()).isEqualTo(signed);
            assertThat(past.decidedAt()).isAfter(signed);
        });
    }

    @Test
    void consentFromBeforeThatCameWithEvidenceAloneIsJudgedByItsDate() {
        publish(Reports.class, "2", Change.MATERIAL, "May we send marks, too?");
        Instant signed = current(Reports.class).publishedAt().minus(Duration.ofDays(90));
        Standing standing = decide(
                Decision.given(anna, Reports.class, MOTHER).madeAt(signed).provenBy("import 2026, line 4"));
        assertThat(standing.toBeRenewed()).isTrue();
        refused(Reason.STALE, Decision.refused(anna, Reports.class, MOTHER).madeAt(signed.minusSeconds(1)));
        refused(
                Reason.NOT_YET_MADE,
                Decision.withdrawn(anna, Reports.class, MOTHER)
                        .madeAt(school.clock.instant().plusSeconds(1)));
    }

    @Test
    void aSecondFormOnPaperRenewsTheFirst() {
        decide(Decision.given(anna, Reports.class, MOTHER).provenBy("form 12"));
        decide(Decision.given(anna, Reports.class, MOTHER).provenBy("form 12"));
        assertThat(history()).hasSize(1);
        publish(Reports.class, "2", Change.MATERIAL, "May we send marks, too?");
        assertThat(decide(Decision.given(anna, Reports.class, MOTHER).provenBy("form 40")))
                .isEqualTo(new Standing(ConsentState.RENEWED, true, null));
        school.clock.advance(GRACE);
        assertThat(school.consent.expireGrants()).isZero();
    }

    @Test
    void withoutTimeToRenewEverybodyIsAskedAtOnce() {
        Wording old = publish(Letters.class, "a", Change.MINOR, "Letters?");
        decide(Decision.given(anna, Letters.class, MOTHER).shown(old));
        publish(Letters.class, "b", Change.MATERIAL, "Letters and parcels?");
        assertThat(standing(Letters.class)).isEqualTo(new Standing(ConsentState.EXPIRED, false, null));
        assertThat(history()).last().satisfies(past -> assertThat(past.state()).isEqualTo(ConsentState.EXPIRED));
    }

    @Test
    void onAnotherBasisATextThatChangesEndsNothing() {
        Wording old = publish(Rolls.class, "a", Change.MINOR, "We keep rolls.");
        decide(Decision.given(anna, Rolls.class, MOTHER).shown(old));
        publish(Rolls.class, "b", Change.MATERIAL, "We keep lists.");
        school.clock.advance(GRACE.multipliedBy(2));
        school.consent.expireGrants();
        assertThat(standing(Rolls.class)).isEqualTo(new Standing(ConsentState.GIVEN, true, null));
    }

    @Test
    void auditorsSeeWhatHeldOnADateAsTheWordingWasThen() {
        decide(given(first));
        Instant before = school.clock.instant();
        publish(Reports.class, "2", Change.MATERIAL, "May we send marks, too?");
        Instant changed = current(Reports.class).publishedAt();
        school.clock.advance(GRACE.multipliedBy(2));
        school.consent.expireGrants();
        assertThat(on(before)).isEqualTo(new Standing(ConsentState.GIVEN, true, null));
        assertThat(on(changed.plusSeconds(1)).renewBy()).isEqualTo(changed.plus(GRACE));
        assertThat(on(changed.plus(GRACE)).inForce()).isFalse();
        assertThat(school.consent
                        .audit()
                        .exposed(before, changed.plus(GRACE.multipliedBy(2)))
                        .page(null, 10)
                        .items())
                .filteredOn(exposure -> exposure.purpose().equals("reports"))
                .singleElement()
                .satisfies(exposure -> assertThat(exposure.until()).isEqualTo(changed.plus(GRACE)));
    }

    private Standing on(Instant moment) {
        return school.consent.audit().standing(anna, moment).page(null, 100).items().stream()
                .filter(found -> found.purpose().equals("reports"))
                .map(PurposeStanding::standing)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aDeferredAnswerLeavesAGrantAndAnOpenQuestionAsTheyAre() {
        assertThat(decide(Decision.deferred(anna, Reports.class, MOTHER).shown(first)))
                .isEqualTo(new Standing(ConsentState.DEFERRED, false, null));
        decide(given(first));
        assertThat(decide(Decision.deferred(anna, Reports.class, MOTHER).shown(first)))
                .isEqualTo(new Standing(ConsentState.GIVEN, true, null));
        refused(Reason.NOT_BASED_ON_CONSENT, Decision.deferred(anna, Rolls.class, MOTHER));
    }

    @Test
    void textsComeFromResourcesOnceAndInTheirOrder(@TempDir Path directory) throws IOException {
        Path resource = directory.resolve(WordingResources.NAME);
        Files.createDirectories(resource.getParent());
        Files.writeString(resource, """
                [ {"purpose": "letters", "version": "1", "texts": {"nl": "Brieven?", "en": "Letters?"}},
                  {"purpose": "letters", "version": "2", "change": "material", "texts": {"en": "Parcels?"}} ]
                """);
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, null)) {
            WordingResources.publish(loader, school.consent.wordings());
            WordingResources.publish(loader, school.consent.wordings());
            assertThat(school.consent.wordings().of(Letters.class))
                    .extracting(shown -> shown.wording().version(), PublishedWording::change)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("1", Change.MINOR),
                            org.assertj.core.groups.Tuple.tuple("1", Change.MINOR),
                            org.assertj.core.groups.Tuple.tuple("2", Change.MATERIAL));
            for (Map.Entry<String, String> wrong : Map.of(
                            "{}",
                            "no array",
                            "[{\"purpose\": \"letters\"}]",
                            "no version",
                            "[{\"purpose\": \"letters\", \"version\": \"1\"}]",
                            "needs texts",
                            "[{\"purpose\": \"letters\", \"version\": \"1\", \"text\": {}}]",
                            "no member 'text'",
                            "[{\"purpose\": \"letters\", \"version\": \"1\", \"change\": \"big\","
                                    + " \"texts\": {\"en\": \"x\"}}]",
                            "minor",
                            "[{\"purpose\": \"letters\", \"version\": \"1\", \"texts\": {\"en\": \"Other?\"}}]",
                            "another text")
                    .entrySet()) {
                Files.writeString(resource, wrong.getKey());
                assertThatExceptionOfType(ConsentException.class)
                        .as(wrong.getKey())
                        .isThrownBy(() -> WordingResources.publish(loader, school.consent.wordings()))
                        .withMessageContaining(wrong.getValue());
            }
        }
    }
}
