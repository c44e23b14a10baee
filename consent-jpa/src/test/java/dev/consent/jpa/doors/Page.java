package dev.consent.jpa.doors;

import dev.consent.jpa.doors.Chapter.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;

/** The generated part of the page of guarantees, written once all tests are over. */
final class Page implements AutoCloseable {

    static final Path GENERATED = Path.of("target", "guarantees.md");

    private static final String SOURCES = "consent-jpa/src/test/java/";

    private final Map<Integer, Map<String, Line>> lines = new TreeMap<>();
    private final Map<String, Class<?>> chapters = new TreeMap<>();
    private final Map<String, Map<String, String>> leaks = new TreeMap<>();

    /** One row of the table. */
    private record Line(String chapter, String door, String test, Map<Ground, String> outcomes) {}

    synchronized void add(Class<?> chapter, Method test, Ground ground, Set<Place> places) {
        put(chapter, test, ground, outcome(places));
    }

    synchronized void addLeak(Class<?> chapter, Method test, Ground ground) {
        put(chapter, test, ground, "**leaks**");
        Door door = test.getAnnotation(Door.class);
        leaks.computeIfAbsent(title(chapter), title -> new TreeMap<>())
                .put(
                        door.number() + ", " + door.name(),
                        test.getAnnotation(Leaks.class).value());
    }

    private void put(Class<?> chapter, Method test, Ground ground, String outcome) {
        chapters.putIfAbsent(title(chapter), chapter);
        Door door = test.getAnnotation(Door.class);
        lines.computeIfAbsent(door.number(), number -> new TreeMap<>())
                .computeIfAbsent(
                        door.name(),
                        name -> new Line(
                                title(chapter),
                                "| %d | %s | %s | %s | "
                                        .formatted(door.number(), name, said(door.row()), said(door.field())),
                                link(chapter.getName(), test.getName()),
                                new TreeMap<>(java.util.Comparator.comparing(Ground::toString))))
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
        return chapter.getAnnotation(DisplayName.class).value();
    }

    /** Writes what was found. */
    @Override
    public void close() {
        List<String> grounds = Ground.all().map(Ground::toString).toList();
        StringBuilder page = new StringBuilder();
        Map<String, List<Line>> byChapter = lines.values().stream()
                .flatMap(named -> named.values().stream())
                .collect(Collectors.groupingBy(Line::chapter, java.util.LinkedHashMap::new, Collectors.toList()));
        byChapter.forEach((title, found) -> {
            page.append("### ").append(title).append("\n\n");
            page.append("| line | door | a hidden row | a hidden field | ")
                    .append(String.join(" | ", grounds))
                    .append(" | test |\n")
                    .append("| --- ".repeat(grounds.size() + 5))
                    .append("|\n");
            found.forEach(line -> page.append(line.door())
                    .append(outcomes(line))
                    .append(" | ")
                    .append(line.test())
                    .append(" |\n"));
            page.append('\n');
            leaks.getOrDefault(title, Map.of())
                    .forEach((door, what) -> page.append("- Line ")
                            .append(door)
                            .append(", **leaks**: ")
                            .append(what)
                            .append(".\n"));
            appendElsewhere(page, chapters.get(title));
            page.append('\n');
        });
        page.append("### ").append(title(Elsewhere.class)).append("\n\n");
        appendElsewhere(page, Elsewhere.class);
        try {
            Files.createDirectories(GENERATED.getParent());
            Files.writeString(GENERATED, page);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
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
