package dev.consent.decision;

import dev.consent.Wording;
import java.time.Instant;
import java.util.Objects;

/**
 * A text that people are shown when they are asked for their consent, as it was published. It never changes; what must
 * read differently is a new version.
 *
 * @param purpose the code of the purpose
 * @param wording version, language and fingerprint
 * @param text the exact text
 * @param change how it differs from the version before
 * @param publishedAt when its version was published
 * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR, Article 7(1), proof of consent</a>
 */
public record PublishedWording(String purpose, Wording wording, String text, Change change, Instant publishedAt) {

    public PublishedWording {
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(wording, "wording");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(change, "change");
        Objects.requireNonNull(publishedAt, "publishedAt");
    }

    /** How a version differs from the one before. */
    public enum Change {
        /** Says the same in other words: whoever consented before is not asked again. */
        MINOR,
        /**
         * Says something else: consent given on earlier versions has to be renewed within the time the purpose leaves for
         * it, and then expires.
         */
        MATERIAL
    }
}
