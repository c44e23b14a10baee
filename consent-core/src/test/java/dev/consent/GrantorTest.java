package dev.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.consent.Grantor.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GrantorTest {

    @Test
    void speaksInARole() {
        assertThat(Grantor.subject(7L)).isEqualTo(new Grantor("7", Role.SUBJECT));
        assertThat(Grantor.parent(7L)).isEqualTo(new Grantor("7", Role.PARENT));
        assertThat(Grantor.staff("k.smit")).isEqualTo(new Grantor("k.smit", Role.STAFF));
        assertThat(Grantor.operator("billing")).isEqualTo(new Grantor("billing", Role.OPERATOR));
    }

    @Test
    void isTheSamePersonInAnotherRoleYetAnotherGrantor() {
        assertThat(Grantor.subject(7L)).isNotEqualTo(Grantor.parent(7L));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void leavesTheIdOutOfItsText(Role role) {
        assertThat(new Grantor("secret", role)).hasToString(role.name());
    }

    @Test
    void refusesAnIdThatCannotBeStoredWithoutRepeatingIt() {
        assertThat(new Grantor("k".repeat(64), Role.STAFF).id()).hasSize(64);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Grantor.staff("secret".repeat(20)))
                .withMessageContaining("grantor")
                .withMessageNotContaining("secret");
        assertThatIllegalArgumentException().isThrownBy(() -> Grantor.staff(" "));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Grantor.staff("secret\0"))
                .withMessageContaining("control characters")
                .withMessageNotContaining("secret");
    }
}
