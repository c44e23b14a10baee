package dev.consent.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.consent.LegalBasis;
import dev.consent.Purpose;
import dev.consent.SubjectId;
import dev.consent.decision.ConsentState;
import dev.consent.decision.Standing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConsentRequiredExceptionTest {

    private static final SubjectId PUPIL = new SubjectId("Pupil", "key-of-a-person");

    @Test
    void namesThePurposeAndTheNextStepButNeverThePerson() {
        ConsentRequiredException refused = catchThrowableOfType(
                ConsentRequiredException.class, () -> answering(false).require(PUPIL, Reports.class));

        assertThat(refused)
                .hasMessageContaining("'progress-reports'")
                .hasMessageContaining("Pupil")
                .hasMessageContaining("record the answer");
        assertThat(refused.toString()).doesNotContain("key-of-a-person");
        assertThat(refused.purposes()).containsExactly(Reports.class);
    }

    @Test
    void saysThatProcessingIsRestrictedWhereAGrantWouldNotHelp() {
        ConsentRequiredException refused = catchThrowableOfType(
                ConsentRequiredException.class,
                () -> answering(new Standing(ConsentState.GIVEN, false, null, null, true))
                        .require(PUPIL, Reports.class));
        assertThat(refused)
                .hasMessageContaining("Processing is restricted for this Pupil")
                .hasMessageContaining("'progress-reports'")
                .hasMessageNotContaining("record the answer");
        assertThat(refused.toString()).doesNotContain("key-of-a-person");
        assertThat(ConsentRequiredException.forRestrictedWrite("Pupil.email", List.of(Reports.class)))
                .hasMessageContaining("Pupil.email")
                .hasMessageContaining("restricted")
                .hasMessageNotContaining("Record a grant");
    }

    @Test
    void isNotThrownWhileThePurposeIsInForce() {
        assertThatNoException().isThrownBy(() -> answering(true).require(PUPIL, Reports.class));
    }

    @Test
    void namesEveryPurposeThatWouldHaveAllowedAWrite() {
        ConsentRequiredException refused =
                ConsentRequiredException.forWrite("Pupil.email", List.of(Reports.class, Unmarked.class));

        assertThat(refused)
                .hasMessageContaining("Pupil.email")
                .hasMessageContaining("'progress-reports' or Unmarked")
                .hasMessageContaining("Nothing was changed");
        assertThat(refused.purposes()).containsExactly(Reports.class, Unmarked.class);
    }

    @Test
    void handsOutPurposesNobodyCanChange() {
        List<Class<?>> purposes =
                ConsentRequiredException.forAction("Pupil", Reports.class).purposes();
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(purposes::clear);
    }

    /** An exception may travel: into a session store, to another node. */
    @Test
    void survivesSerialization() throws IOException, ClassNotFoundException {
        ConsentRequiredException refused = ConsentRequiredException.forAction("Pupil", Reports.class);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(refused);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            ConsentRequiredException copy = (ConsentRequiredException) in.readObject();
            assertThat(copy).hasMessage(refused.getMessage());
            assertThat(copy.purposes()).isEqualTo(refused.purposes());
        }
    }

    private static ConsentGate answering(boolean inForce) {
        return answering(new Standing(inForce ? ConsentState.GIVEN : ConsentState.WITHDRAWN, inForce, null));
    }

    private static ConsentGate answering(Standing standing) {
        return new ConsentGate() {
            @Override
            public Standing standing(SubjectId subject, Class<?> purpose) {
                return standing;
            }

            @Override
            public Set<SubjectId> permitted(Collection<SubjectId> subjects, Class<?> purpose) {
                return standing.inForce() ? Set.copyOf(subjects) : Set.of();
            }
        };
    }

    @Purpose(code = "progress-reports", title = "Progress reports by e-mail", basis = LegalBasis.CONSENT)
    private interface Reports {}

    private interface Unmarked {}
}
