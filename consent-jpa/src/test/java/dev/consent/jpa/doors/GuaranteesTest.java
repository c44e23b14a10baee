package dev.consent.jpa.doors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The page of guarantees says what the tests found, and nothing else. Runs after all of them. */
@Order(Integer.MAX_VALUE)
class GuaranteesTest {

    private static final Path PAGE = Path.of("..", "docs", "guarantees.md");
    private static final String BEGIN = "<!-- generated: begin -->\n";
    private static final String END = "<!-- generated: end -->";
    private static final int LINES = 102;

    @Test
    void thePageSaysWhatTheTestsFound() throws IOException {
        String page = Files.readString(PAGE);
        String found = page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
                + "\n"
                + Page.found()
                + page.substring(page.indexOf(END));
        if (System.getProperty("guarantees.refresh") != null) {
            Files.writeString(PAGE, found);
            return;
        }
        assertThat(page)
                .as("docs/guarantees.md is not what the tests found. Look at the difference, and if it is meant, run"
                        + " ./mvnw -pl consent-core,consent-jpa test -Dguarantees.refresh")
                .isEqualTo(found);
    }

    @Test
    void everyLineOfTheCatalogueHasItsPlace() {
        Set<Integer> present = new TreeSet<>();
        Pattern.compile("(?m)^(?:\\| |- Line )(\\d+)")
                .matcher(Page.found())
                .results()
                .forEach(line -> present.add(Integer.valueOf(line.group(1))));
        assertThat(present).containsAll(IntStream.rangeClosed(1, LINES).boxed().toList());
    }
}
