package dev.consent.decision;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From which age a person decides about consent themselves. The regulation says 16 and leaves it to each member state to
 * go down to 13.
 *
 * @param years the age where no country is known, or none of those listed
 * @param byCountry the age in some countries, by their ISO 3166-1 codes of two letters
 * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR, Article 8(1)</a>
 */
public record AgeOfConsent(int years, Map<String, Integer> byCountry) {

    /** Where nothing else is said: 16 everywhere. */
    public static final AgeOfConsent DEFAULT = new AgeOfConsent(16, Map.of());

    private static final int OLDEST = 25;

    public AgeOfConsent {
        check(years);
        Map<String, Integer> countries = new HashMap<>();
        byCountry.forEach((country, age) -> {
            if (!country.matches("[A-Za-z]{2}")) {
                throw new IllegalArgumentException(
                        "an age of consent is set for '" + country + "', which is no country code of two letters");
            }
            check(age);
            countries.put(country.toUpperCase(Locale.ROOT), age);
        });
        byCountry = Map.copyOf(countries);
    }

    private static void check(int age) {
        if (age < 1 || age > OLDEST) {
            throw new IllegalArgumentException("an age of consent is from 1 to " + OLDEST + " years, not " + age);
        }
    }

    /**
     * The day from which a person decides themselves. Whoever was born on the last day of February in a leap year comes of
     * age on the first of March in other years.
     *
     * @param born their date of birth
     * @param country where they live, or {@code null} when that is not known
     */
    public LocalDate reachedOn(LocalDate born, @Nullable String country) {
        int age = country == null ? years : byCountry.getOrDefault(country.toUpperCase(Locale.ROOT), years);
        LocalDate day = born.plusYears(age);
        return day.getDayOfMonth() == born.getDayOfMonth() ? day : day.plusDays(1);
    }
}
