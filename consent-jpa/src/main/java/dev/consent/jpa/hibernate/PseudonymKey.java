package dev.consent.jpa.hibernate;

import dev.consent.ConsentException;
import dev.consent.jpa.ConsentSettings;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads the key of pseudonyms from the settings. */
final class PseudonymKey {

    private static final int FEWEST_BYTES = 32;

    private PseudonymKey() {}

    /** The key, or {@code null} when none is set. */
    static byte @Nullable [] of(@Nullable Object setting) {
        return of(ConsentSettings.PSEUDONYM_KEY, setting);
    }

    /** The key in a setting, or {@code null} when it is not set. */
    static byte @Nullable [] of(String name, @Nullable Object setting) {
        if (setting == null) {
            return null;
        }
        byte[] key = setting instanceof byte[] bytes
                ? bytes.clone()
                : setting.toString().getBytes(StandardCharsets.UTF_8);
        if (key.length < FEWEST_BYTES) {
            throw new ConsentException("The setting " + name + " has fewer than " + FEWEST_BYTES
                    + " bytes, and could be guessed. Take random ones from your secret store.");
        }
        return key;
    }
}
