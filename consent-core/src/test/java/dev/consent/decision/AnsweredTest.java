package dev.consent.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnsweredTest {

    private static final SubjectId CHILD = new SubjectId("Child", "1");

    @ParameterizedTest
    @EnumSource(ConsentState.class)
    void yesGrantsWhateverHeld(ConsentState held) {
        assertThat(answered(true, held)).isEqualTo(ConsentState.GIVEN);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNKNOWN", "REQUESTED", "DEFERRED", "REFUSED"})
    void noRefusesWhatNobodyHasSaidYesTo(ConsentState held) {
        assertThat(answered(false, held)).isEqualTo(ConsentState.REFUSED);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"UNKNOWN", "REQUESTED", "DEFERRED", "REFUSED"})
    void noTakesBackWhatWasGranted(ConsentState held) {
        assertThat(answered(false, held)).isEqualTo(ConsentState.WITHDRAWN);
    }

    private static ConsentState answered(boolean yes, ConsentState held) {
        Standing standing = new Standing(held, false, null);
        return Decision.answered(CHILD, AnsweredTest.class, yes, standing, Grantor.parent(2))
                .state();
    }
}
