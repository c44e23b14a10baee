package dev.consent.jpa.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page that keeps the last run: what stands between two marks of one name is replaced. */
final class Page {

    /** The mark of the part on what protection costs. */
    static final String MEASURED = "measured";

    /** The mark of the part on erasing. */
    static final String ERASED = "erased";

    private Page() {}

    static void keep(Path page, String mark, String report) throws IOException {
        String begin = "<!-- " + mark + " -->";
        String end = "<!-- /" + mark + " -->";
        String text = Files.readString(page);
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        if (from < 0 || to < from) {
            throw new IllegalArgumentException(page + " has no place between " + begin + " and " + end);
        }
        Files.writeString(page, text.substring(0, from) + begin + "\n" + report.strip() + "\n" + text.substring(to));
    }
}
