package dev.consent.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalWordsTest {

    @ParameterizedTest
    @CsvSource({
        "firstName,firstname",
        "mothersEmail,email",
        "e_mail,email",
        "home.street,street",
        "zipCode,zipcode",
        "IPAddress,ipaddress",
        "geboorteDatum,geboortedatum",
        "bsn,bsn",
        "BSNNummer,bsn",
        "huisarts_naam,huisarts",
        "opmerkingen,opmerkingen"
    })
    void hearsWhatSoundsPersonal(String attribute, String word) {
        assertThat(PersonalWords.in(attribute)).isEqualTo(word);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "version", "room", "startsAt", "amount", "filenames", "tussenstand", "status"})
    void leavesTheRestAlone(String attribute) {
        assertThat(PersonalWords.in(attribute)).isNull();
    }
}
