package dev.consent.jpa.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of HTML that stands by itself: no script, no address on the network, everything escaped, tables with captions
 * and headings that a screen reader can announce. Written as it comes, so that it may be long.
 */
public final class Html implements AutoCloseable {

    private static final String STYLE = """
            body{font:1rem/1.5 system-ui,sans-serif;color:#1b1b1b;background:#fff;margin:0 auto;max-width:60rem;\
            padding:1rem}\
            h1{font-size:1.6rem}h2{font-size:1.25rem;margin-top:2rem}\
            div.table{overflow-x:auto}\
            table{border-collapse:collapse;width:100%}\
            caption{text-align:left;font-weight:600;padding:.5rem 0}\
            th,td{border:1px solid #767676;padding:.35rem .5rem;text-align:left;vertical-align:top;\
            overflow-wrap:anywhere}\
            th{background:#f0f0f0}\
            dt{font-weight:600}dd{margin:0 0 .5rem 0}\
            """;

    private final Appendable out;

    /** Begins a page. */
    public Html(Appendable out, Texts texts, String title) {
        this.out = out;
        write("<!DOCTYPE html>\n<html lang=\"")
                .text(texts.language())
                .write("\">\n<head>\n<meta charset=\"utf-8\">\n")
                .write("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .write("<meta name=\"robots\" content=\"noindex\">\n<title>")
                .text(title)
                .write("</title>\n<style>" + STYLE + "</style>\n</head>\n<body>\n<main>\n<h1>")
                .text(title)
                .write("</h1>\n");
    }

    /** A heading, level 2 or 3. */
    public Html heading(int level, String text) {
        return write("<h" + level + ">").text(text).write("</h" + level + ">\n");
    }

    public Html paragraph(String text) {
        return write("<p>").text(text).write("</p>\n");
    }

    /** A list of terms and what is said about them; those without a value are left out. */
    public Html terms(List<? extends List<? extends @Nullable Object>> pairs) {
        write("<dl>\n");
        for (List<? extends @Nullable Object> pair : pairs) {
            Object value = pair.get(1);
            if (value != null && !value.toString().isEmpty()) {
                write("<dt>")
                        .text(String.valueOf(pair.get(0)))
                        .write("</dt><dd>")
                        .text(value.toString())
                        .write("</dd>\n");
            }
        }
        return write("</dl>\n");
    }

    /** A table with a caption; rows are added to it until it is ended. */
    public Html table(String caption, List<String> columns) {
        write("<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"")
                .text(caption)
                .write("\">\n<table>\n<caption>")
                .text(caption)
                .write("</caption>\n<thead><tr>");
        columns.forEach(column -> write("<th scope=\"col\">").text(column).write("</th>"));
        return write("</tr></thead>\n<tbody>\n");
    }

    /** A row of the table that was begun last; the first cell heads the row. */
    public Html row(List<? extends @Nullable Object> cells) {
        write("<tr>");
        for (int i = 0; i < cells.size(); i++) {
            Object cell = cells.get(i);
            write(i == 0 ? "<th scope=\"row\">" : "<td>")
                    .text(cell == null ? "" : cell.toString())
                    .write(i == 0 ? "</th>" : "</td>");
        }
        return write("</tr>\n");
    }

    public Html endTable() {
        return write("</tbody>\n</table>\n</div>\n");
    }

    /** Ends the page. */
    @Override
    public void close() {
        write("</main>\n</body>\n</html>\n");
    }

    private Html write(String markup) {
        try {
            out.append(markup);
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Html text(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c < ' ' && c != '\n' && c != '\t' ? '\ufffd' : c);
            }
        }
        return write(escaped.toString());
    }
}
