package dev.consent.jpa.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page that keeps the last run: what stands between its two marks is replaced. */
final class Page {

    private static final String FROM = "<!-- measured -->";
    private static final String TO = "<!-- /measured -->";

    private Page() {}

    static void keep(Path page, String report) throws IOException {
        String text = Files.readString(page);
        int from = text.indexOf(FROM);
        int to = text.indexOf(TO);
        if (from < 0 || to < from) {
            throw new IllegalArgumentException(page + " has no place between " + FROM + " and " + TO);
        }
        Files.writeString(page, text.substring(0, from) + FROM + "\n" + report.strip() + "\n" + text.substring(to));
    }
}
