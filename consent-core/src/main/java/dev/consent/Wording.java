package dev.consent;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Objects;

/**
 * The text a person was shown when they decided, by its fingerprint. Published texts are kept by consent; what an
 * application shows without publishing it, it has to keep itself.
 *
 * @param version the application's own version of the text, at most 64 characters, none of them a control character
 * @param language the language it was shown in, as an IETF BCP 47 tag
 * @param sha256 the SHA-256 digest of the exact text in UTF-8, 64 hexadecimal digits in lower case
 * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR, Article 7(1), proof of consent</a>
 */
public record Wording(String version, String language, String sha256) {

    public Wording {
        if (version.isBlank() || version.length() > 64) {
            throw new IllegalArgumentException("the version of a wording must have 1 to 64 characters");
        }
        if (version.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the version of a wording must not have control characters");
        }
        if (!isLanguageTag(language) || language.length() > 35) {
            throw new IllegalArgumentException("the language of a wording must be an IETF BCP 47 tag such as nl-NL");
        }
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("the digest of a wording must be 64 hexadecimal digits");
        }
    }

    /** The wording with this version and language whose exact text is given. */
    public static Wording of(String version, Locale language, String text) {
        return new Wording(version, language.toLanguageTag(), digest(Objects.requireNonNull(text, "text")));
    }

    private static boolean isLanguageTag(String tag) {
        try {
            return !new Locale.Builder()
                    .setLanguageTag(tag)
                    .build()
                    .getLanguage()
                    .isEmpty();
        } catch (IllformedLocaleException malformed) {
            return false;
        }
    }

    private static String digest(String text) {
        try {
            byte[] bytes = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
