package dev.consent.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.Wording;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionTest {

    private static final SubjectId PUPIL = new SubjectId("Pupil", "key-of-a-person");
    private static final Grantor MOTHER = Grantor.parent("account-of-a-person");
    private static final Instant SPRING = Instant.parse("2027-03-21T00:00:00Z");
    private static final Instant SUMMER = Instant.parse("2027-07-01T00:00:00Z");

    @Test
    void saysWhatEachFactoryPromises() {
        assertThat(Decision.given(PUPIL, Reports.class, MOTHER).state()).isEqualTo(ConsentState.GIVEN);
        assertThat(Decision.refused(PUPIL, Reports.class, MOTHER).state()).isEqualTo(ConsentState.REFUSED);
        assertThat(Decision.withdrawn(PUPIL, Reports.class, MOTHER).state()).isEqualTo(ConsentState.WITHDRAWN);
        assertThat(Decision.revoked(PUPIL, Reports.class, MOTHER).state()).isEqualTo(ConsentState.REVOKED);
        assertThat(Decision.deferred(PUPIL, Reports.class, MOTHER).state()).isEqualTo(ConsentState.DEFERRED);
    }

    @Test
    void comesFromTheApplicationWithoutWordingEvidenceOrEndUnlessSaidOtherwise() {
        assertThat(Decision.given(PUPIL, Reports.class, MOTHER))
                .isEqualTo(new Decision(
                        PUPIL, Reports.class, ConsentState.GIVEN, MOTHER, "application", null, null, null, null, null));
    }

    @Test
    void keepsEveryRefinement() {
        Wording wording = Wording.of("3", Locale.ENGLISH, "May we mail you?");
        Decision decision = Decision.given(PUPIL, Reports.class, MOTHER)
                .through("paper")
                .shown(wording)
                .provenBy("scan/17")
                .until(SUMMER)
                .madeAt(SPRING);
        assertThat(decision)
                .isEqualTo(new Decision(
                        PUPIL,
                        Reports.class,
                        ConsentState.GIVEN,
                        MOTHER,
                        "paper",
                        wording,
                        "scan/17",
                        SUMMER,
                        SPRING,
                        null));
    }

    @Test
    void isLeftAsItWasByARefinement() {
        Decision plain = Decision.given(PUPIL, Reports.class, MOTHER);
        plain.through("paper").until(SUMMER);
        assertThat(plain).isEqualTo(Decision.given(PUPIL, Reports.class, MOTHER));
    }

    @Test
    void cannotDecideNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decided(ConsentState.UNKNOWN, null))
                .withMessageContaining("UNKNOWN");
    }

    @ParameterizedTest
    @EnumSource(names = {"GIVEN", "RENEWED"})
    void mayEndByItselfWhenItGrants(ConsentState state) {
        assertThat(decided(state, SUMMER).validUntil()).isEqualTo(SUMMER);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"GIVEN", "RENEWED", "UNKNOWN"})
    void hasNoEndWhenItGrantsNothing(ConsentState state) {
        assertThat(decided(state, null).state()).isEqualTo(state);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decided(state, SUMMER))
                .withMessageContaining("end date");
    }

    @Test
    void refusesAChannelOrEvidenceThatCannotBeStored() {
        Decision given = Decision.given(PUPIL, Reports.class, MOTHER);
        assertThat(given.through("c".repeat(64)).channel()).hasSize(64);
        assertThat(given.provenBy("e".repeat(255)).evidence()).hasSize(255);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> given.through(" "))
                .withMessageContaining("channel");
        assertThatIllegalArgumentException().isThrownBy(() -> given.through("c".repeat(65)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> given.provenBy("e".repeat(256)))
                .withMessageContaining("evidence");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a secret\0", "a\nsecret", "secret\u007f", "\u0085secret"})
    void refusesControlCharactersWithoutRepeatingThem(String text) {
        Decision given = Decision.given(PUPIL, Reports.class, MOTHER);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> given.through(text))
                .withMessageContaining("channel")
                .withMessageNotContaining("secret");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> given.provenBy(text))
                .withMessageContaining("evidence")
                .withMessageNotContaining("secret");
    }

    @Test
    void knowsMomentsOfTheYears1To9999() {
        Decision given = Decision.given(PUPIL, Reports.class, MOTHER);
        Instant first = Instant.parse("0001-01-01T00:00:00Z");
        Instant last = Instant.parse("9999-12-31T23:59:59.999999Z");
        assertThat(given.until(last).madeAt(first).validUntil()).isEqualTo(last);
        for (Instant end : List.of(Instant.MAX, last.plusMillis(1), Instant.MIN)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> given.until(end))
                    .withMessageContaining("end date of a decision must be in the years 1 to 9999");
        }
        for (Instant moment : List.of(Instant.MIN, first.minusMillis(1), Instant.MAX)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> given.madeAt(moment))
                    .withMessageContaining("the date of a decision must be in the years 1 to 9999");
        }
    }

    @Test
    void leavesKeyAndGrantorOutOfItsText() {
        assertThat(Decision.given(PUPIL, Reports.class, MOTHER).toString())
                .doesNotContain("key-of-a-person", "account-of-a-person")
                .contains("Pupil#…", "PARENT");
    }

    private static Decision decided(ConsentState state, @Nullable Instant end) {
        return new Decision(PUPIL, Reports.class, state, MOTHER, "web", null, null, end, null, null);
    }

    private interface Reports {}
}
