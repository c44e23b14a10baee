package dev.consent.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.LegalBasis;
import dev.consent.erasure.Keeping.Cause;
import dev.consent.erasure.Keeping.Reason;
import dev.consent.erasure.Keeping.Term;
import dev.consent.erasure.Keeping.Use;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeepingTest {

    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant SOON = NOW.plus(Duration.ofDays(1));
    private static final Instant LATE = NOW.plus(Duration.ofDays(9));

    private static Use use(String purpose, boolean inForce) {
        return new Use(purpose, LegalBasis.CONTRACT, inForce, null);
    }

    private static Term term(String purpose, Instant end) {
        return new Term(purpose, LegalBasis.LEGAL_OBLIGATION, end);
    }

    @Test
    void nothingKeepsWhatServesNoPurposeInForce() {
        assertThat(Keeping.of(List.of(use("a", false), use("b", false)), List.of(), NOW)
                        .kept())
                .isFalse();
    }

    @Test
    void onePurposeInForceIsEnough() {
        assertThat(Keeping.of(List.of(use("a", false), use("b", true)), List.of(), NOW)
                        .reasons())
                .containsExactly(new Reason("b", LegalBasis.CONTRACT, Cause.IN_FORCE, null));
    }

    @Test
    void aTermAfterItsOwnPurposeKeepsUntilItIsOver() {
        List<Use> uses = List.of(use("a", false));
        assertThat(Keeping.of(uses, List.of(term("a", SOON)), NOW).reasons())
                .containsExactly(new Reason("a", LegalBasis.CONTRACT, Cause.TERM, SOON));
        assertThat(Keeping.of(uses, List.of(term("a", SOON)), SOON).kept()).isFalse();
    }

    @Test
    void aTermAfterAnotherPurposeOnlyLimits() {
        assertThat(Keeping.of(List.of(use("a", false)), List.of(term("b", SOON)), NOW)
                        .kept())
                .isFalse();
        Keeping limited = Keeping.of(List.of(use("a", true)), List.of(term("b", SOON)), NOW);
        assertThat(limited.reasons()).extracting(Reason::until).containsExactly(SOON);
        assertThat(Keeping.of(List.of(use("a", true)), List.of(term("b", SOON)), SOON)
                        .kept())
                .isFalse();
    }

    @Test
    void theLongestTermWins() {
        List<Use> uses = List.of(use("a", false), use("b", false));
        Keeping keeping = Keeping.of(uses, List.of(term("a", SOON), term("b", LATE)), SOON);
        assertThat(keeping.limit()).isEqualTo(LATE);
        assertThat(keeping.reasons()).extracting(Reason::purpose).containsExactly("b");
    }

    @Test
    void aTermThatHasNotBegunLimitsNothing() {
        Keeping keeping = Keeping.of(
                List.of(use("a", false), use("b", true)), List.of(term("a", NOW), new Term("b", null, null)), NOW);
        assertThat(keeping.limit()).isNull();
        assertThat(keeping.kept()).isTrue();
    }

    @Test
    void aHoldKeepsWhatNothingNeedsAndPutsOffTheEnd() {
        Keeping over = Keeping.of(List.of(use("a", false)), List.of(term("a", SOON)), LATE);
        assertThat(over.kept()).isFalse();
        Keeping held =
                over.with(List.of(new Keeping.Held(1, HoldBasis.LEGAL_CLAIMS, "case 12", 3, LATE.plusSeconds(9))));
        assertThat(held.kept()).isTrue();
        assertThat(held.reasons()).isEmpty();
        assertThat(held.limit()).isEqualTo(LATE.plusSeconds(9));
        assertThat(held.with(List.of(new Keeping.Held(2, HoldBasis.ARCHIVING, "study", 1, NOW)))
                        .limit())
                .as("the longest wins")
                .isEqualTo(LATE.plusSeconds(9));
        assertThat(held.with(List.of(new Keeping.Held(3, HoldBasis.RESTRICTION, "asked", 1, null)))
                        .limit())
                .as("nobody knows when it is released")
                .isNull();
        assertThat(Keeping.of(List.of(use("a", true)), List.of(), NOW)
                        .with(List.of())
                        .limit())
                .isNull();
    }
}
