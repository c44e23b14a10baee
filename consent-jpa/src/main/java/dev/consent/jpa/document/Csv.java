package dev.consent.jpa.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rows of comma-separated values as RFC 4180 has them. A text that a spreadsheet would run as a formula gets an
 * apostrophe in front, by which spreadsheets know a text.
 */
public final class Csv {

    private static final Pattern FORMULA =
            Pattern.compile("^[\\s\\u00a0]*[=+\\-@\\uff1d\\uff0b\\uff0d\\uff20].*|^[\\t\\r\\n].*", Pattern.DOTALL);

    private final Appendable out;

    public Csv(Appendable out) {
        this.out = out;
    }

    /** Writes a row. Null is an empty cell, numbers stay numbers, everything else is text. */
    public Csv row(List<? extends @Nullable Object> cells) {
        try {
            for (int i = 0; i < cells.size(); i++) {
                out.append(i == 0 ? "" : ",").append(cell(cells.get(i)));
            }
            out.append("\r\n");
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Number) {
            return value.toString();
        }
        String text = value.toString();
        String safe = FORMULA.matcher(text).matches() ? "'" + text : text;
        return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + safe.replace("\"", "\"\"") + '"'
                : safe;
    }
}
