package dev.consent.samples.parentportal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessagesTest {

    private static final Path RESOURCES = Path.of("src", "main", "resources");
    private static final Pattern KEY = Pattern.compile("#\\{([a-z][A-Za-z.\\-]*[A-Za-z])[}(]|msg\\('([a-z.]+)'\\)");

    @Test
    void bothLanguagesSayTheSameThings() throws IOException {
        assertThat(keys("messages_nl.properties")).isEqualTo(keys("messages.properties"));
    }

    @Test
    void everythingThePagesSayIsThere() throws IOException {
        assertThat(keys("messages.properties")).containsAll(keysInTemplates());
    }

    /** Messages with arguments are patterns, in which an apostrophe swallows what follows. */
    @Test
    void noMessageWithArgumentsHasAnApostrophe() throws IOException {
        for (String file : Set.of("messages.properties", "messages_nl.properties")) {
            assertThat(load(file).values())
                    .noneMatch(text ->
                            text.toString().contains("{0}") && text.toString().contains("'"));
        }
    }

    private static Set<String> keysInTemplates() throws IOException {
        try (Stream<Path> templates = Files.list(RESOURCES.resolve("templates"))) {
            return templates
                    .map(MessagesTest::read)
                    .flatMap(text -> KEY.matcher(text).results().map(MessagesTest::key))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String key(MatchResult found) {
        return found.group(1) == null ? found.group(2) : found.group(1);
    }

    private static Set<String> keys(String file) throws IOException {
        return new TreeSet<>(load(file).stringPropertyNames());
    }

    private static Properties load(String file) throws IOException {
        Properties messages = new Properties();
        try (Reader reader = Files.newBufferedReader(RESOURCES.resolve(file))) {
            messages.load(reader);
        }
        return messages;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
