package dev.consent.jpa.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One page of HTML that stands by itself: no script, no address on the network, everything escaped, tables with captions
 * and headings that a screen reader can announce. Written as it comes, so that it may be long.
 */
public final class Html implements AutoCloseable {

    private static final String STYLE = """
            :root{color-scheme:light}\
            body{font:1rem/1.5 system-ui,sans-serif;color:#1f2430;background:#fff;margin:0 auto;max-width:62rem;\
            padding:1.5rem 1rem 3rem}\
            h1{font-size:1.75rem;line-height:1.25;margin:.5rem 0 1rem}\
            h2{font-size:1.3rem;line-height:1.3;margin:2.5rem 0 .75rem;padding-top:1.25rem;border-top:1px solid #d5d9e0}\
            h3{font-size:1.05rem;margin:1.5rem 0 .5rem}\
            p{max-width:42rem}\
            div.table{overflow-x:auto;margin:1rem 0 1.75rem}\
            div.table:focus-visible{outline:3px solid #33437c;outline-offset:2px}\
            table{border-collapse:collapse;width:100%;font-size:.9375rem}\
            caption{text-align:left;font-weight:600;padding:.25rem 0 .5rem}\
            caption.said{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}\
            th,td{border-bottom:1px solid #d5d9e0;padding:.45rem .75rem .45rem 0;text-align:left;vertical-align:top;\
            min-width:6rem;overflow-wrap:anywhere;white-space:pre-line}\
            thead th{font-size:.8125rem;color:#4f5868;border-bottom:2px solid #9aa1af;white-space:normal}\
            tbody th{font-weight:600;min-width:9rem}\
            td.text{min-width:16rem}\
            dl{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.4rem 1.5rem;margin:0 0 1rem}\
            dt{color:#4f5868}dd{margin:0;overflow-wrap:anywhere}\
            @media(max-width:36rem){dl{display:block}dd{margin-bottom:.6rem}}\
            @media print{div.table{overflow:visible}th,td{min-width:0}}\
            """;

    /** A text that needs room to be read. */
    private static final int LONG = 80;

    private final Appendable out;

    private final Set<String> captions = new HashSet<>();

    private String heading = "";

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
        heading = text;
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

    /**
     * A table with a caption; rows are added to it until it is ended. A caption that only repeats the heading above is
     * there for those who listen.
     */
    public Html table(String caption, List<String> columns) {
        String name = caption;
        for (int number = 2; !captions.add(name); number++) {
            name = caption + " (" + number + ")";
        }
        write("<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"")
                .text(name)
                .write("\">\n<table>\n<caption" + (caption.equals(heading) ? " class=\"said\"" : "") + ">")
                .text(name)
                .write("</caption>\n<thead><tr>");
        columns.forEach(column -> write("<th scope=\"col\">").text(column).write("</th>"));
        return write("</tr></thead>\n<tbody>\n");
    }

    /** A row of the table that was begun last; the first cell heads the row. */
    public Html row(List<? extends @Nullable Object> cells) {
        write("<tr>");
        for (int i = 0; i < cells.size(); i++) {
            String cell = Objects.toString(cells.get(i), "");
            write(i == 0 ? "<th scope=\"row\">" : cell.length() > LONG ? "<td class=\"text\">" : "<td>")
                    .text(cell)
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
