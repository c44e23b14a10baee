package dev.consent.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.GuardianRule;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class VoicesTest {

    private static final List<String> PEOPLE = List.of("mother", "father", "child");

    /** Every set of guardians and of those who agree there is, with what is expected written down for each. */
    static Stream<Arguments> families() {
        Set<String> none = Set.of();
        Set<String> mother = Set.of("mother");
        Set<String> both = Set.of("mother", "father");
        return Stream.of(
                Arguments.of(none, none, false, false),
                Arguments.of(none, mother, false, false),
                Arguments.of(none, both, false, false),
                Arguments.of(mother, none, false, false),
                Arguments.of(mother, mother, true, true),
                Arguments.of(mother, Set.of("father"), false, false),
                Arguments.of(mother, both, true, true),
                Arguments.of(both, none, false, false),
                Arguments.of(both, mother, true, false),
                Arguments.of(both, Set.of("aunt"), false, false),
                Arguments.of(both, both, true, true),
                Arguments.of(both, Set.of("mother", "father", "aunt"), true, true));
    }

    @ParameterizedTest
    @MethodSource("families")
    void countsThoseWhoDecide(Set<String> guardians, Set<String> agreeing, boolean any, boolean all) {
        assertThat(new Voices(GuardianRule.ANY, guardians, agreeing).enough()).isEqualTo(any);
        assertThat(new Voices(GuardianRule.ALL, guardians, agreeing).enough()).isEqualTo(all);
    }

    @ParameterizedTest
    @EnumSource(ConsentState.class)
    void aNoToWhatHoldsEndsEverybodysYes(ConsentState decided) {
        Voices held = new Voices(GuardianRule.ANY, Set.of("mother", "father"), Set.of("mother", "father"));
        Set<String> left = held.heard(ConsentState.GIVEN, decided, "child").agreeing();
        if (decided.open()) {
            assertThat(left).containsExactlyInAnyOrder("mother", "father");
        } else if (decided.granted()) {
            assertThat(left).containsExactlyInAnyOrder("mother", "father", "child");
        } else {
            assertThat(left).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(ConsentState.class)
    void aYesThatIsNotEnoughLeavesANoOnRecord(ConsentState recorded) {
        Voices one = new Voices(GuardianRule.ALL, Set.of("mother", "father"), Set.of("mother"));
        ConsentState after = one.after(recorded, ConsentState.GIVEN);
        assertThat(after)
                .isEqualTo(
                        switch (recorded) {
                            case REFUSED, WITHDRAWN, REVOKED, EXPIRED, INVALIDATED -> recorded;
                            default -> ConsentState.REQUESTED;
                        });
    }

    /**
     * Every sequence of seven words that two guardians and the child can say, against rules that are written down another
     * way: for each moment, who has said yes since the last no that ended something, or that the child said.
     */
    @Test
    void noSequenceOfWordsBringsIntoForceWhatTheRulesForbid() {
        for (GuardianRule rule : GuardianRule.values()) {
            Set<String> guardians = Set.of("mother", "father");
            int words = PEOPLE.size() * 2;
            int sequences = (int) Math.pow(words, 7);
            for (int sequence = 0; sequence < sequences; sequence++) {
                check(rule, guardians, sequence, words);
            }
        }
    }

    private static void check(GuardianRule rule, Set<String> guardians, int sequence, int words) {
        Voices voices = new Voices(rule, guardians, Set.of());
        ConsentState recorded = ConsentState.UNKNOWN;
        Set<String> yes = new HashSet<>();
        boolean allowed = false;
        int rest = sequence;
        for (int step = 0; step < 7; step++) {
            String who = PEOPLE.get(rest % words / 2);
            boolean says = rest % words % 2 == 0 && !who.equals("child"); // a child can only say no
            rest /= words;
            ConsentState decided = says ? ConsentState.GIVEN : ConsentState.WITHDRAWN;
            voices = voices.heard(recorded, decided, who);
            recorded = voices.after(recorded, decided);

            if (says) {
                yes.add(who);
            } else if (allowed || who.equals("child")) {
                yes.clear();
            } else {
                yes.remove(who);
            }
            int needed = rule == GuardianRule.ANY ? 1 : 2;
            allowed = yes.size() >= needed;
            if (recorded.granted() != allowed) {
                throw new AssertionError("after step " + step + " of sequence " + sequence + " under " + rule
                        + " the record says " + recorded);
            }
        }
    }
}
