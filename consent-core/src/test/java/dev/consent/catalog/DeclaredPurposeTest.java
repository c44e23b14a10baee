package dev.consent.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.consent.GuardianRule;
import dev.consent.LegalBasis;
import dev.consent.Purpose;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeclaredPurposeTest {

    @Test
    void readsWhatTheMarkerTypeDeclares() {
        assertThat(DeclaredPurpose.of(Complete.class))
                .isEqualTo(new DeclaredPurpose(
                        Complete.class,
                        "reports-2",
                        "Reports",
                        LegalBasis.CONTRACT,
                        Duration.ofHours(2),
                        Duration.ZERO,
                        Duration.ofDays(90),
                        GuardianRule.ALL,
                        List.of(),
                        List.of(),
                        List.of()));
    }

    @Test
    void erasesWithinADayAndLetsPeopleThinkAgainForHalfOfIt() {
        DeclaredPurpose purpose = DeclaredPurpose.of(Short.class);
        assertThat(purpose.eraseWithin()).isEqualTo(Duration.ofHours(24));
        assertThat(purpose.reconsiderWithin()).isEqualTo(Duration.ofHours(12));
        assertThat(purpose.renewWithin()).isEqualTo(Duration.ofDays(30));
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Unmarked.class,
                BadCode.class,
                EmptyCode.class,
                NoTitle.class,
                NoTime.class,
                NegativeTime.class,
                NegativeReconsideration.class,
                NegativeRenewal.class,
                ReconsidersTooLong.class,
                Malformed.class,
                Circular.class,
                ContractThatRests.class
            })
    void namesTheCulpritOfEveryError(Class<?> culprit) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeclaredPurpose.of(culprit))
                .withMessageStartingWith("purpose " + culprit.getName() + ": ");
    }

    @Test
    void saysWhatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeclaredPurpose.of(Unmarked.class))
                .withMessageContaining("@Purpose");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeclaredPurpose.of(BadCode.class))
                .withMessageContaining("code");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeclaredPurpose.of(NoTitle.class))
                .withMessageContaining("title");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeclaredPurpose.of(NoTime.class))
                .withMessageContaining("eraseWithin");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeclaredPurpose.of(ReconsidersTooLong.class))
                .withMessageContaining("reconsiderWithin");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeclaredPurpose.of(Malformed.class))
                .withMessageContaining("reconsiderWithin")
                .withMessageContaining("ISO 8601");
    }

    @Test
    void acceptsTheLongestCodeAndNothingLonger() {
        assertThat(withCode("c".repeat(64)).code()).hasSize(64);
        assertThatIllegalArgumentException().isThrownBy(() -> withCode("c".repeat(65)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1st", "-a", "a_b", "a b", "é", "Reports", "a\n"})
    void refusesACodeThatIsNotPlain(String code) {
        assertThatIllegalArgumentException().isThrownBy(() -> withCode(code));
    }

    private static DeclaredPurpose withCode(String code) {
        return new DeclaredPurpose(
                Complete.class,
                code,
                "title",
                LegalBasis.CONSENT,
                Duration.ofHours(2),
                Duration.ofHours(1),
                Duration.ofDays(30),
                GuardianRule.ANY,
                List.of(),
                List.of(),
                List.of());
    }

    @Purpose(
            code = "reports-2",
            title = "Reports",
            basis = LegalBasis.CONTRACT,
            eraseWithin = "PT2H",
            reconsiderWithin = "PT0S",
            renewWithin = "P90D",
            guardians = GuardianRule.ALL)
    private interface Complete {}

    @Purpose(code = "s", title = "S", basis = LegalBasis.CONSENT, renewWithin = "-PT1S")
    private interface NegativeRenewal {}

    @Purpose(code = "s", title = "S", basis = LegalBasis.CONSENT)
    private interface Short {}

    private interface Unmarked {}

    @Purpose(code = "Has Spaces", title = "title", basis = LegalBasis.CONSENT)
    private interface BadCode {}

    @Purpose(code = "", title = "title", basis = LegalBasis.CONSENT)
    private interface EmptyCode {}

    @Purpose(code = "a", title = " ", basis = LegalBasis.CONSENT)
    private interface NoTitle {}

    @Purpose(code = "a", title = "title", basis = LegalBasis.CONSENT, eraseWithin = "PT0S")
    private interface NoTime {}

    @Purpose(code = "a", title = "title", basis = LegalBasis.CONSENT, eraseWithin = "-PT1H")
    private interface NegativeTime {}

    @Purpose(code = "a", title = "title", basis = LegalBasis.CONSENT, reconsiderWithin = "-PT1S")
    private interface NegativeReconsideration {}

    @Purpose(code = "a", title = "title", basis = LegalBasis.CONSENT, reconsiderWithin = "PT24H")
    private interface ReconsidersTooLong {}

    @Purpose(code = "a", title = "title", basis = LegalBasis.CONSENT, reconsiderWithin = "soon")
    private interface Malformed {}

    @Purpose(code = "a", title = "title", basis = LegalBasis.CONSENT, requires = Circular.class)
    private interface Circular {}

    @Purpose(code = "a", title = "title", basis = LegalBasis.CONTRACT, requires = Short.class)
    private interface ContractThatRests {}
}
