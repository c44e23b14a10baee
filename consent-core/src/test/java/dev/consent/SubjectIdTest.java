package dev.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectIdTest {

    @Test
    void takesTheSimpleNameOfTheClassUnlessAnotherIsDeclared() {
        assertThat(SubjectId.typeOf(Pupil.class)).isEqualTo("Pupil");
        assertThat(SubjectId.typeOf(Teacher.class)).isEqualTo("staff");
    }

    @Test
    void findsTheDeclarationOfASuperclass() {
        assertThat(SubjectId.typeOf(ExchangePupil.class)).isEqualTo("Pupil");
        assertThat(SubjectId.of(ExchangePupil.class, 7L)).isEqualTo(SubjectId.of(Pupil.class, 7L));
    }

    @Test
    void keepsTheTextOfTheIdentifierAsItsKey() {
        UUID uuid = UUID.fromString("00000000-0000-0000-0000-000000000007");
        assertThat(SubjectId.of(Pupil.class, 7L).key()).isEqualTo("7");
        assertThat(SubjectId.of(Pupil.class, (short) 7)).isEqualTo(SubjectId.of(Pupil.class, 7L));
        assertThat(SubjectId.of(Pupil.class, uuid).key()).isEqualTo(uuid.toString());
    }

    @Test
    void tellsPeopleOfDifferentKindsApart() {
        assertThat(SubjectId.of(Pupil.class, 7L)).isNotEqualTo(SubjectId.of(Teacher.class, 7L));
    }

    @Test
    void namesTheClassThatIsNobodyAndSaysWhatToDo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SubjectId.of(String.class, 7L))
                .withMessageContaining("java.lang.String")
                .withMessageContaining("@DataSubject");
    }

    @Test
    void refusesAMissingIdentifier() {
        assertThatNullPointerException()
                .isThrownBy(() -> SubjectId.of(Pupil.class, missing()))
                .withMessage("id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    void refusesABlankTypeOrKey(String blank) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SubjectId(blank, "7"))
                .withMessageContaining("type");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SubjectId("Pupil", blank))
                .withMessageContaining("key");
    }

    @Test
    void acceptsWhatCanBeStoredAndNothingLonger() {
        String longest = "k".repeat(SubjectId.MAX_LENGTH);
        assertThat(new SubjectId(longest, longest).key()).isEqualTo(longest);
        assertThatIllegalArgumentException().isThrownBy(() -> new SubjectId(longest + "k", "7"));
        assertThatIllegalArgumentException().isThrownBy(() -> new SubjectId("Pupil", longest + "k"));
    }

    @Test
    void leavesTheKeyOutOfErrorsAndText() {
        String tooLong = "secret".repeat(20);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SubjectId("Pupil", tooLong))
                .withMessageNotContaining("secret")
                .withMessageContaining("120");
        assertThat(new SubjectId("Pupil", "secret")).hasToString("Pupil#…");
    }

    /** Stands in for a caller that null checking does not reach. */
    @SuppressWarnings({"NullAway", "DataFlowIssue"})
    private static Object missing() {
        return null;
    }

    @DataSubject
    private static class Pupil {}

    private static final class ExchangePupil extends Pupil {}

    @DataSubject(type = "staff")
    private static final class Teacher {}

    @Test
    void refusesTheOneCharacterThatDatabasesDoNotKeep() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SubjectId("Pupil", "secret\0"))
                .withMessageContaining("NUL")
                .withMessageNotContaining("secret");
    }
}
