package dev.consent.samples.tutoring.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTokensTest {

    private static final Instant END = Instant.parse("2026-11-27T19:00:00Z");

    private final LinkTokens tokens = new LinkTokens("a key of this test");

    @Test
    void aTokenSaysWhenItEnds() {
        assertThat(tokens.endOf(tokens.issue(END))).contains(END);
    }

    @Test
    void noTwoTokensAreAlike() {
        assertThat(tokens.issue(END)).isNotEqualTo(tokens.issue(END));
    }

    @Test
    void aChangedTokenIsForgedWhateverWasChanged() {
        String token = tokens.issue(END);
        for (int place = 0; place < token.length(); place++) {
            char other = token.charAt(place) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, place) + other + token.substring(place + 1);
            assertThat(tokens.endOf(changed)).as("place %d", place).isEmpty();
        }
    }

    @Test
    void aTokenOfAnotherKeyIsForged() {
        assertThat(tokens.endOf(new LinkTokens("another key").issue(END))).isEmpty();
        assertThat(tokens.endOf(new LinkTokens("").issue(END))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "a/b", "ééé", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void nonsenseIsForged(String token) {
        assertThat(tokens.endOf(token)).isEmpty();
    }

    @Test
    void theTermOfALinkIsTheOneItsTableDeclares() {
        Instant sent = Instant.parse("2026-11-22T19:00:00Z");
        assertThat(Duration.between(sent, EvaluationLink.endOf(sent, ZoneId.of("Europe/Amsterdam"))))
                .isEqualTo(Duration.ofDays(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+31", "-1", "@SUM(A1)", "\t=1"})
    void anExportedCellIsNeverAFormula(String text) {
        assertThat(ExportController.cell(text)).startsWith("\"'");
    }

    @Test
    void anExportedCellKeepsQuotesAndLines() {
        assertThat(ExportController.cell("zij zei \"ja\",\nen liep weg"))
                .isEqualTo("\"zij zei \"\"ja\"\",\nen liep weg\"");
        assertThat(ExportController.cell(null)).isEqualTo("\"\"");
    }
}
