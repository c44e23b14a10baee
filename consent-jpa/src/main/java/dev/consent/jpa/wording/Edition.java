package dev.consent.jpa.wording;

import dev.consent.ConsentException;
import dev.consent.Wording;
import dev.consent.decision.PublishedWording.Change;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A version as somebody wants to publish it.
 *
 * @param purpose the code of the purpose
 * @param texts the text by language tag
 */
record Edition(String purpose, String version, Change change, Map<String, String> texts) {

    Edition {
        texts = new TreeMap<>(texts);
        if (texts.isEmpty()) {
            throw new IllegalArgumentException(
                    "the wording " + version + " of the purpose '" + purpose + "' has no text in any language");
        }
        for (Map.Entry<String, String> text : texts.entrySet()) {
            if (text.getValue().isBlank()) {
                throw new IllegalArgumentException(
                        "the wording " + version + " of the purpose '" + purpose + "' is blank in " + text.getKey());
            }
            if (text.getValue().indexOf('\0') >= 0) {
                throw new IllegalArgumentException("the wording " + version + " of the purpose '" + purpose
                        + "' has the character NUL in " + text.getKey() + ", which databases do not keep");
            }
            Wording.of(version, Locale.forLanguageTag(text.getKey()), text.getValue());
        }
    }

    ConsentException changed(String what) {
        return new ConsentException("The wording " + version + " of the purpose '" + purpose + "' " + what
                + ". A published wording never changes: publish a new version.");
    }
}
