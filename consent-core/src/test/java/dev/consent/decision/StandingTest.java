package dev.consent.decision;

import static dev.consent.decision.ConsentState.DEFERRED;
import static dev.consent.decision.ConsentState.EXPIRED;
import static dev.consent.decision.ConsentState.GIVEN;
import static dev.consent.decision.ConsentState.INVALIDATED;
import static dev.consent.decision.ConsentState.REFUSED;
import static dev.consent.decision.ConsentState.RENEWED;
import static dev.consent.decision.ConsentState.REQUESTED;
import static dev.consent.decision.ConsentState.REVOKED;
import static dev.consent.decision.ConsentState.UNKNOWN;
import static dev.consent.decision.ConsentState.WITHDRAWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.LegalBasis;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** All policy, every combination there is: each expected answer is read from a table, not computed by the same rule. */
class StandingTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant EARLIER = NOW.minusNanos(1);
    private static final Instant LATER = NOW.plusNanos(1);

    private static final Set<ConsentState> FROM_REGISTRATION =
            Set.of(UNKNOWN, REQUESTED, DEFERRED, GIVEN, RENEWED, REFUSED, WITHDRAWN);

    /** In which states a purpose on each basis is in force, as long as no end date has passed. */
    private static final Map<LegalBasis, Set<ConsentState>> IN_FORCE = Map.of(
            LegalBasis.CONSENT, Set.of(GIVEN, RENEWED),
            LegalBasis.CONTRACT, FROM_REGISTRATION,
            LegalBasis.LEGAL_OBLIGATION, FROM_REGISTRATION,
            LegalBasis.VITAL_INTEREST, FROM_REGISTRATION,
            LegalBasis.PUBLIC_TASK, FROM_REGISTRATION,
            LegalBasis.LEGITIMATE_INTEREST, Set.of(UNKNOWN, REQUESTED, DEFERRED, GIVEN, RENEWED));

    private static final Set<ConsentState> GRANTS = Set.of(GIVEN, RENEWED);

    @ParameterizedTest(name = "{0}, {1}, until {2}")
    @MethodSource("everyCombination")
    void holdsWhatTheTableSays(LegalBasis basis, ConsentState decided, @Nullable Instant validUntil) {
        Standing standing = Standing.of(basis, new Recorded(decided, validUntil, null), NOW);

        boolean over = GRANTS.contains(decided) && (EARLIER.equals(validUntil) || NOW.equals(validUntil));
        boolean expected = !over && IN_FORCE.get(basis).contains(decided);
        assertThat(standing.inForce()).isEqualTo(expected);
        assertThat(standing.state()).isEqualTo(over ? EXPIRED : decided);
        assertThat(standing.until()).isEqualTo(LATER.equals(validUntil) && GRANTS.contains(decided) ? LATER : null);
    }

    static Stream<Arguments> everyCombination() {
        List<Arguments> all = new ArrayList<>();
        for (LegalBasis basis : LegalBasis.values()) {
            for (ConsentState state : ConsentState.values()) {
                for (Instant end : new @Nullable Instant[] {null, EARLIER, NOW, LATER}) {
                    all.add(Arguments.of(basis, state, end));
                }
            }
        }
        return all.stream();
    }

    @Test
    void isOverAtTheVeryMomentOfItsEnd() {
        assertThat(Standing.of(LegalBasis.CONSENT, new Recorded(GIVEN, NOW, null), EARLIER))
                .isEqualTo(new Standing(GIVEN, true, NOW));
        assertThat(Standing.of(LegalBasis.CONSENT, new Recorded(GIVEN, NOW, null), NOW))
                .isEqualTo(new Standing(EXPIRED, false, null));
    }

    @Test
    void treatsNobodyAskedAsNoOnlyWhereConsentIsTheBasis() {
        assertThat(Standing.of(LegalBasis.CONSENT, new Recorded(UNKNOWN), NOW).inForce())
                .isFalse();
        assertThat(Standing.of(LegalBasis.CONTRACT, new Recorded(UNKNOWN), NOW).inForce())
                .isTrue();
    }

    @Test
    void hearsANoWhereThereIsARightToObjectButNotAgainstALegalDuty() {
        assertThat(Standing.of(LegalBasis.LEGITIMATE_INTEREST, new Recorded(REFUSED), NOW)
                        .inForce())
                .isFalse();
        assertThat(Standing.of(LegalBasis.LEGAL_OBLIGATION, new Recorded(REFUSED), NOW)
                        .inForce())
                .isTrue();
    }

    @Test
    void nobodyWithdrawsFromALegalDutyOrAContract() {
        assertThat(Standing.of(LegalBasis.LEGAL_OBLIGATION, new Recorded(WITHDRAWN), NOW)
                        .inForce())
                .isTrue();
        assertThat(Standing.of(LegalBasis.CONTRACT, new Recorded(WITHDRAWN), NOW)
                        .inForce())
                .isTrue();
    }

    @Test
    void endsOnEveryBasisOnceTheControllerEndedIt() {
        for (LegalBasis basis : LegalBasis.values()) {
            for (ConsentState ending : List.of(REVOKED, EXPIRED, INVALIDATED)) {
                assertThat(ending.ends()).isTrue();
                assertThat(Standing.of(basis, new Recorded(ending), NOW).inForce())
                        .as("%s after %s", basis, ending)
                        .isFalse();
            }
        }
    }

    @Test
    void restsOnAllItRequiresAndEndsWithTheFirst() {
        Standing own = new Standing(GIVEN, true, null);
        Standing open = new Standing(GIVEN, true, LATER);
        assertThat(own.restingOn(List.of())).isEqualTo(own);
        assertThat(own.restingOn(List.of(own, open))).isEqualTo(open);
        assertThat(new Standing(RENEWED, true, NOW).restingOn(List.of(open)))
                .isEqualTo(new Standing(RENEWED, true, NOW));
        assertThat(own.restingOn(List.of(open, new Standing(EXPIRED, false, null))))
                .isEqualTo(new Standing(EXPIRED, false, null));
        assertThat(own.restingOn(List.of(new Standing(UNKNOWN, false, null))))
                .isEqualTo(new Standing(WITHDRAWN, false, null));
        Standing refused = new Standing(REFUSED, false, null);
        assertThat(refused.restingOn(List.of(own))).isEqualTo(refused);
    }

    /** Every sequence of five decisions on every basis, against a second rule that only remembers a yes or a no. */
    @Test
    void noSequenceOfDecisionsOpensWhatTheRulesKeepClosed() {
        List<ConsentState> all =
                List.of(REQUESTED, DEFERRED, GIVEN, RENEWED, REFUSED, WITHDRAWN, REVOKED, EXPIRED, INVALIDATED);
        for (LegalBasis basis : LegalBasis.values()) {
            for (int number = 0; number < 9 * 9 * 9 * 9 * 9; number++) {
                ConsentState recorded = UNKNOWN;
                boolean open = basis != LegalBasis.CONSENT;
                for (int rest = number, i = 0; i < 5; i++, rest /= 9) {
                    ConsentState decided = all.get(rest % 9);
                    recorded = Standing.after(basis, recorded, decided);
                    switch (decided) {
                        case GIVEN, RENEWED -> open = true;
                        case REVOKED, EXPIRED, INVALIDATED -> open = false;
                        case REFUSED, WITHDRAWN ->
                            open &= basis != LegalBasis.CONSENT && basis != LegalBasis.LEGITIMATE_INTEREST;
                        default -> {}
                    }
                    assertThat(Standing.of(basis, new Recorded(recorded), NOW).inForce())
                            .as("%s, sequence %s, step %s", basis, number, i)
                            .isEqualTo(open);
                }
            }
        }
    }

    @Test
    void waitsToBeRenewedAndThenExpiresWhereConsentIsTheBasis() {
        assertThat(Standing.of(LegalBasis.CONSENT, new Recorded(GIVEN, null, LATER), NOW))
                .isEqualTo(new Standing(GIVEN, true, LATER, LATER))
                .matches(Standing::toBeRenewed);
        Instant before = NOW.minusSeconds(1);
        assertThat(Standing.of(LegalBasis.CONSENT, new Recorded(GIVEN, NOW, LATER), before))
                .isEqualTo(new Standing(GIVEN, true, NOW, LATER));
        assertThat(Standing.of(LegalBasis.CONSENT, new Recorded(GIVEN, LATER, NOW), NOW))
                .isEqualTo(new Standing(EXPIRED, false, null));
        assertThat(Standing.of(LegalBasis.CONTRACT, new Recorded(GIVEN, null, NOW), LATER))
                .isEqualTo(new Standing(GIVEN, true, null));
        assertThat(Standing.of(LegalBasis.CONSENT, new Recorded(REFUSED, null, LATER), NOW))
                .isEqualTo(new Standing(REFUSED, false, null));
    }

    @Test
    void guardiansConsentIsPutToWhoComesOfAge() {
        Recorded.ComingOfAge age = new Recorded.ComingOfAge(NOW, LATER);
        Recorded granted = new Recorded(GIVEN, null, null, age, false);
        assertThat(Standing.of(LegalBasis.CONSENT, granted, EARLIER)).isEqualTo(new Standing(GIVEN, true, LATER));
        assertThat(Standing.of(LegalBasis.CONSENT, granted, NOW)).isEqualTo(new Standing(GIVEN, true, LATER, LATER));
        assertThat(Standing.of(LegalBasis.CONSENT, granted, LATER)).isEqualTo(new Standing(EXPIRED, false, null));
        assertThat(Standing.of(LegalBasis.CONTRACT, granted, LATER)).isEqualTo(new Standing(GIVEN, true, null));
        // The first of several ends counts, and the first of two reasons to ask again.
        assertThat(Standing.of(LegalBasis.CONSENT, new Recorded(GIVEN, NOW, null, age, false), EARLIER))
                .isEqualTo(new Standing(GIVEN, true, NOW));
        Recorded both = new Recorded(GIVEN, null, LATER.plusSeconds(9), age, false);
        assertThat(Standing.of(LegalBasis.CONSENT, both, NOW)).isEqualTo(new Standing(GIVEN, true, LATER, LATER));
    }

    @ParameterizedTest(name = "{0}, {1}, until {2}")
    @MethodSource("everyCombination")
    void nothingIsInForceWhileProcessingIsRestricted(
            LegalBasis basis, ConsentState decided, @Nullable Instant validUntil) {
        Recorded recorded = new Recorded(decided, validUntil, null);
        Standing free = Standing.of(basis, recorded, NOW);
        Standing restricted = Standing.of(basis, recorded.restrictedIf(true), NOW);
        assertThat(restricted.inForce()).isFalse();
        assertThat(restricted.restricted()).isEqualTo(free.inForce());
        assertThat(restricted.state()).isEqualTo(free.state());
        assertThat(restricted.until()).isNull();
    }
}
