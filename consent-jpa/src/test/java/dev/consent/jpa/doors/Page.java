package dev.consent.jpa.doors;

import dev.consent.jpa.doors.Chapter.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;

/** What the generated part of the page of guarantees says of one chapter, written once its doors were tried. */
final class Page implements AutoCloseable {

    /** Chapters may be tried in several processes. */
    private static final Path FOUND = Path.of("target", "guarantees");

    private static final String SOURCES = "consent-jpa/src/test/java/";

    private static final Pattern FIRST_LINE = Pattern.compile("(?m)^\\| (\\d+) ");

    private final Class<?> chapter;
    private final Map<Integer, Map<String, Line>> lines = new TreeMap<>();
    private final Map<String, String> leaks = new TreeMap<>();

    /** Doors that are not there in stateless sessions, by the reason. */
    private final Map<String, Set<String>> sessionOnly = new TreeMap<>();

    /** One row of the table. */
    private record Line(String door, String test, Map<Ground, String> outcomes) {}

    Page(Class<?> chapter) {
        this.chapter = chapter;
    }

    void add(Method test, Ground ground, Set<Place> places) {
        put(test, ground, outcome(places));
        Door door = test.getAnnotation(Door.class);
        if (!door.sessionOnly().isEmpty()) {
            sessionOnly
                    .computeIfAbsent(door.sessionOnly(), reason -> new TreeSet<>())
                    .add(door.name());
        }
    }

    void addLeak(Method test, Ground ground) {
        put(test, ground, "**leaks**");
        Door door = test.getAnnotation(Door.class);
        leaks.put(
                door.number() + ", " + door.name(),
                test.getAnnotation(Leaks.class).value());
    }

    private void put(Method test, Ground ground, String outcome) {
        Door door = test.getAnnotation(Door.class);
        lines.computeIfAbsent(door.number(), number -> new TreeMap<>())
                .computeIfAbsent(
                        door.name(),
                        name -> new Line(
                                "| %d | %s | %s | %s | "
                                        .formatted(door.number(), name, said(door.row()), said(door.field())),
                                link(chapter.getName(), test.getName()),
                                new TreeMap<>(Comparator.comparing(Ground::toString))))
                .outcomes()
                .put(ground, outcome);
    }

    private static String outcome(Set<Place> places) {
        if (places.containsAll(EnumSet.of(Place.SESSION, Place.STATELESS))) {
            return "both";
        }
        return places.iterator().next().name().toLowerCase(java.util.Locale.ROOT);
    }

    private static String said(String text) {
        return text.isEmpty() ? "–" : text;
    }

    private static String link(String type, String name) {
        return "[%s](../%s%s.java)".formatted(name, SOURCES, type.replace('.', '/'));
    }

    private static String title(Class<?> chapter) {
        return "### " + chapter.getAnnotation(DisplayName.class).value() + "\n\n";
    }

    /** Writes what was found. */
    @Override
    public void close() {
        List<String> grounds = Ground.all().map(Ground::toString).toList();
        StringBuilder page = new StringBuilder(title(chapter))
                .append("| line | door | a hidden row | a hidden field | ")
                .append(String.join(" | ", grounds))
                .append(" | test |\n")
                .append("| --- ".repeat(grounds.size() + 5))
                .append("|\n");
        lines.values().stream()
                .flatMap(named -> named.values().stream())
                .forEach(line -> page.append(line.door())
                        .append(outcomes(line))
                        .append(" | ")
                        .append(line.test())
                        .append(" |\n"));
        page.append('\n');
        leaks.forEach((door, what) -> page.append("- Line ")
                .append(door)
                .append(", **leaks**: ")
                .append(what)
                .append(".\n"));
        sessionOnly.forEach((reason, doors) -> page.append("- In sessions only, because ")
                .append(reason)
                .append(": ")
                .append(String.join("; ", doors))
                .append(".\n"));
        appendElsewhere(page, chapter);
        page.append('\n');
        try {
            Files.createDirectories(FOUND);
            Files.writeString(FOUND.resolve(chapter.getSimpleName() + ".md"), page);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What was found in all chapters, in the order of their first lines. */
    static String found() {
        StringBuilder page = new StringBuilder();
        try (Stream<Path> chapters = Files.list(FOUND)) {
            chapters.map(Page::read)
                    .sorted(Comparator.comparingInt(Page::firstLine))
                    .forEach(page::append);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return page.toString();
    }

    private static String read(Path chapter) {
        try {
            return Files.readString(chapter);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static int firstLine(String chapter) {
        return FIRST_LINE
                .matcher(chapter)
                .results()
                .findFirst()
                .map(line -> Integer.valueOf(line.group(1)))
                .orElseThrow();
    }

    private static String outcomes(Line line) {
        return Ground.all()
                .map(ground -> line.outcomes().getOrDefault(ground, "–"))
                .collect(Collectors.joining(" | "));
    }

    private static void appendElsewhere(StringBuilder page, Class<?> chapter) {
        Stream.of(chapter.getAnnotationsByType(NoDoor.class))
                .forEach(missing -> page.append("- Line ")
                        .append(missing.number())
                        .append(", ")
                        .append(missing.name())
                        .append(": ")
                        .append(missing.because())
                        .append(missing.test().isEmpty() ? "" : " " + proof(missing.test()))
                        .append('\n'));
    }

    private static String proof(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1).replace(".java", "");
        return "[" + name + "](../" + path + ")";
    }
}
