package dev.consent.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The party that answers for the processing, as it stands in the record of processing and on each consent receipt.
 *
 * @param name its name, or {@code null} when nobody has said
 * @param contact how to reach it: an address, a telephone number or an e-mail address of the organisation
 * @param representative its representative in the Union (Art. 27), or {@code null}
 * @param protectionOfficer how to reach the data protection officer (Art. 37), or {@code null}
 * @param country where it is established, as an ISO 3166-1 code of two letters such as {@code NL}, or {@code null}
 * @param storedIn the countries the data is stored in, as ISO 3166-1 codes
 * @param withdrawal how people withdraw their consent, such as the address of a page, or {@code null}
 * @param notice where the privacy notice is, or {@code null}
 * @param measures technical and organisational security measures in the application's own words (Art. 32)
 * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR, Article 30(1)(a) and (g)</a>
 */
public record Controller(
        @Nullable String name,
        @Nullable String contact,
        @Nullable String representative,
        @Nullable String protectionOfficer,
        @Nullable String country,
        List<String> storedIn,
        @Nullable String withdrawal,
        @Nullable String notice,
        List<String> measures) {

    public Controller {
        measures = List.copyOf(measures);
        storedIn = List.copyOf(storedIn);
        if (country != null && !isCountry(country)) {
            throw new IllegalArgumentException(
                    "the country of the controller must be an ISO 3166-1 code of two letters such as NL");
        }
        if (!storedIn.stream().allMatch(Controller::isCountry)) {
            throw new IllegalArgumentException(
                    "the countries data is stored in must be ISO 3166-1 codes of two letters such as NL");
        }
    }

    /** A controller of whom nothing was said. */
    public static Controller unknown() {
        return new Controller(null, null, null, null, null, List.of(), null, null, List.of());
    }

    private static boolean isCountry(String code) {
        return code.matches("[A-Z]{2}");
    }
}
