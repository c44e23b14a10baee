package dev.consent.jpa.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What servers and drivers say, in the words and with the quotation marks they say it with. */
class RedactionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "22P02|ERROR: invalid input syntax for type integer: \"PLANTED\"|ERROR: invalid input syntax for type integer: …",
                "22P02|FEHLER: ungültige Eingabesyntax für Typ integer: »PLANTED«|FEHLER: ungültige Eingabesyntax für Typ integer: …",
                "22P02|ERREUR : syntaxe en entrée invalide pour le type integer : « PLANTED »|ERREUR : syntaxe en entrée invalide pour le type integer : …",
                "22P02|ERROR: неверный синтаксис для типа integer: „PLANTED“|ERROR: неверный синтаксис для типа integer: …",
                "22P02|ERROR: 型integerの入力構文が不正です: 「PLANTED」|ERROR: 型integerの入力構文が不正です: …",
                "22003|Bad value for type int : PLANTED|Bad value for type int",
                "22003|Bad value for type int : PLANT\"ED|Bad value for type int",
                "22018|Data conversion error converting \"PLANTED\"; SQL statement: select 'PLANTED' [22018-240]|Data conversion error converting …",
                "22001|ERROR: value too long for type character varying(20)|ERROR: value too long for type character varying(20)",
                "HY000|(conn=7) Incorrect datetime value: 'PLANTED' for function str_to_date|(conn=7) Incorrect datetime value: … for function str_to_date",
                "42S22|Column \"X\" not found; SQL statement: select x from t where mail = 'PLANTED' [42122-240]|Column \"X\" not found",
                "HYT00|Timeout trying to lock table {0}; SQL statement: update t set mail = 'PLANTED' [50200-240]|Timeout trying to lock table {0}",
                "42703|ERROR: column m.name does not exist|ERROR: column m.name does not exist",
            })
    void namesNoValue(String state, String said, String kept) {
        assertThat(Redaction.of(new SQLException(said, state)).getMessage()).isEqualTo(kept);
        assertThat(Redaction.of(new SQLException(said + "\nDetail: PLANTED", state.equals("42703") ? "22000" : state))
                        .getMessage())
                .doesNotContain("PLANTED");
    }

    @Test
    void keepsTheClassByWhichHibernateTellsFailuresApart() {
        String said = "failed; SQL statement: select 'PLANTED'";
        Throwable late = Redaction.of(new SQLTimeoutException(said, "HYT00", 50200));
        assertThat(late).isInstanceOf(SQLTimeoutException.class).hasMessage("failed");
        Throwable wrong = Redaction.of(new SQLSyntaxErrorException(said, "42000"));
        assertThat(wrong).isInstanceOf(SQLSyntaxErrorException.class);
        SQLException unfit = Redaction.of(new SQLDataException("value 'PLANTED'", "22018", 7));
        assertThat((Throwable) unfit).isInstanceOf(SQLDataException.class);
        assertThat(unfit.getSQLState()).isEqualTo("22018");
        assertThat(unfit.getErrorCode()).isEqualTo(7);
    }
}
