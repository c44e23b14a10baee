package dev.consent.jpa.decision;

import dev.consent.jpa.chain.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hashes what a row of the history of decisions says. */
final class Content {

    private Content() {}

    /**
     * The SHA-256 of one line for each value, with a line feed after it: the number of its UTF-8 bytes, a colon, and the
     * value; or a hyphen where there is none. Part of the documentation, and never changed for rows that are there.
     */
    static String hash(List<? extends @Nullable Object> values) {
        StringBuilder text = new StringBuilder();
        for (Object value : values) {
            if (value == null) {
                text.append('-');
            } else {
                String spelled = value.toString();
                text.append(spelled.getBytes(StandardCharsets.UTF_8).length)
                        .append(':')
                        .append(spelled);
            }
            text.append('\n');
        }
        return Sha256.of(text.toString());
    }
}
