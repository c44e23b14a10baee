package dev.consent.jpa.audit;

import dev.consent.jpa.document.Csv;
import dev.consent.jpa.document.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The answer to a question: read page by page, each in a transaction of its own, or written whole in constant memory.
 * What happens meanwhile may or may not be part of it.
 *
 * @param <T> what it is made of
 */
public final class Answer<T> {

    /** The largest page. */
    public static final int LARGEST_PAGE = 1_000;

    private final Pages<T> pages;
    private final Map<String, Function<T, @Nullable Object>> columns;

    Answer(Pages<T> pages, Map<String, Function<T, @Nullable Object>> columns) {
        this.pages = pages;
        this.columns = columns;
    }

    /** Reads a page. */
    interface Pages<T> {

        /** @param after where it begins, or {@code null} for the first */
        Page<T> read(@Nullable String after, int size);
    }

    /** Pages of something small enough to be read at once. */
    static <T> Pages<T> whole(java.util.function.Supplier<List<T>> read) {
        return (after, size) -> {
            List<T> all = read.get();
            int from = after == null ? 0 : Math.toIntExact(Math.min(number(after), all.size()));
            int to = Math.min(all.size(), from + size);
            return new Page<>(
                    from >= all.size() ? List.of() : all.subList(from, to),
                    to < all.size() ? Integer.toString(to) : null);
        };
    }

    static long number(String after) {
        try {
            long number = Long.parseLong(after);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException foreign) {
            // told below, without what was handed in
        }
        throw foreign();
    }

    static IllegalArgumentException foreign() {
        return new IllegalArgumentException("that is not where a page of this answer begins");
    }

    /**
     * Reads a page.
     *
     * @param after {@code next} of the page before, or {@code null} for the first page
     * @param size how many at most, 1 to {@link #LARGEST_PAGE}
     * @throws IllegalArgumentException when one of them is none of these
     */
    public Page<T> page(@Nullable String after, int size) {
        if (size < 1 || size > LARGEST_PAGE) {
            throw new IllegalArgumentException("a page has 1 to " + LARGEST_PAGE + " items");
        }
        return pages.read(after, size);
    }

    /** Everything, for answers that are known to be small. */
    public List<T> all() {
        List<T> all = new ArrayList<>();
        each(all::add);
        return all;
    }

    private void each(Consumer<T> take) {
        String after = null;
        do {
            Page<T> page = pages.read(after, LARGEST_PAGE);
            page.items().forEach(take);
            after = page.next();
        } while (after != null);
    }

    /**
     * Writes the whole answer as comma-separated values in UTF-8, with a heading row. Texts that a spreadsheet would run as
     * a formula are defused. The stream stays open.
     */
    public void csv(OutputStream out) {
        try {
            BufferedWriter writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            Csv csv = new Csv(writer).row(List.copyOf(columns.keySet()));
            each(item -> {
                List<@Nullable Object> cells = new ArrayList<>();
                columns.values().forEach(column -> cells.add(column.apply(item)));
                csv.row(cells);
            });
            writer.flush();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Writes the whole answer as a JSON array of objects in UTF-8. The stream stays open. */
    public void json(OutputStream out) {
        try (JsonGenerator json = Json.stream(out)) {
            json.writeStartArray();
            each(item -> {
                json.writeStartObject();
                columns.forEach((name, column) -> {
                    json.writeName(name);
                    Json.value(json, column.apply(item));
                });
                json.writeEndObject();
            });
            json.writeEndArray();
        }
    }
}
