package dev.consent.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgeOfConsentTest {

    private static final AgeOfConsent AGES = new AgeOfConsent(16, Map.of("be", 13, "IT", 14));

    @ParameterizedTest
    @CsvSource({
        "2010-05-20, , 2026-05-20",
        "2010-05-20, NL, 2026-05-20",
        "2010-05-20, BE, 2023-05-20",
        "2010-05-20, be, 2023-05-20",
        "2010-05-20, it, 2024-05-20",
        "2012-02-29, NL, 2028-02-29",
        "2012-02-29, BE, 2025-03-01",
        "2011-02-28, BE, 2024-02-28"
    })
    void isReachedOnABirthday(LocalDate born, String country, LocalDate day) {
        assertThat(AGES.reachedOn(born, country)).isEqualTo(day);
    }

    @Test
    void isSixteenWhereNothingIsSaid() {
        assertThat(AgeOfConsent.DEFAULT.reachedOn(LocalDate.of(2010, 1, 1), "BE"))
                .isEqualTo(LocalDate.of(2026, 1, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "B", "BEL", "B1", "32"})
    void refusesWhatIsNoCountry(String country) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AgeOfConsent(16, Map.of(country, 13)))
                .withMessageContaining("country code");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 26})
    void refusesWhatIsNoAge(int years) {
        assertThatIllegalArgumentException().isThrownBy(() -> new AgeOfConsent(years, Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new AgeOfConsent(16, Map.of("NL", years)));
    }
}
