package dev.consent.catalog;

import java.time.Duration;
import java.time.format.DateTimeParseException;

/** The rules that declarations of recipients, sources and derived data have in common. */
final class Declarations {

    private static final int LONGEST_TEXT = 255;

    private Declarations() {}

    static void checkCode(String kind, Class<?> type, String code) {
        if (!code.matches("[a-z][a-z0-9-]{0,63}")) {
            throw culprit(kind, type, "its code must be 1 to 64 of a-z, 0-9 and -, starting with a letter");
        }
    }

    static void checkText(String kind, Class<?> type, String attribute, String text, int least) {
        if ((least > 0 && text.isBlank()) || text.length() > LONGEST_TEXT) {
            throw culprit(
                    kind, type, "its " + attribute + " must have " + least + " to " + LONGEST_TEXT + " characters");
        }
    }

    static void checkPositive(String kind, Class<?> type, String attribute, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw culprit(kind, type, attribute + " must be longer than nothing");
        }
    }

    static Duration duration(String kind, Class<?> type, String attribute, String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException malformed) {
            throw culprit(kind, type, attribute + " must be an ISO 8601 duration such as PT24H");
        }
    }

    static IllegalArgumentException culprit(String kind, Class<?> type, String problem) {
        return new IllegalArgumentException(kind + " " + type.getName() + ": " + problem);
    }
}
