package dev.consent.jpa.hibernate;

import dev.consent.ConsentException;
import dev.consent.decision.AgeOfConsent;
import dev.consent.jpa.ConsentSettings;
import java.util.HashMap;
import java.util.Map;

/** Reads from which age people decide themselves. */
final class AgeSettings {

    private static final String FOR_COUNTRY = ConsentSettings.AGE_OF_CONSENT + ".";

    private AgeSettings() {}

    static AgeOfConsent of(Map<String, Object> settings) {
        Object general = settings.get(ConsentSettings.AGE_OF_CONSENT);
        Map<String, Integer> countries = new HashMap<>();
        settings.forEach((name, value) -> {
            if (name.startsWith(FOR_COUNTRY)) {
                countries.put(name.substring(FOR_COUNTRY.length()), years(name, value));
            }
        });
        try {
            return new AgeOfConsent(
                    general == null ? AgeOfConsent.DEFAULT.years() : years(ConsentSettings.AGE_OF_CONSENT, general),
                    countries);
        } catch (IllegalArgumentException unusable) {
            throw new ConsentException(
                    "The settings of " + ConsentSettings.AGE_OF_CONSENT + " cannot be used: " + unusable.getMessage()
                            + ".",
                    unusable);
        }
    }

    private static int years(String name, Object value) {
        try {
            return Integer.parseInt(value.toString().strip());
        } catch (NumberFormatException malformed) {
            throw new ConsentException("The setting " + name + " must be a number of years.", malformed);
        }
    }
}
