package dev.consent.jpa.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What is to be measured, from system properties named {@code bench.…}; consent-jpa/pom.xml has the defaults.
 *
 * @param rows of each table; there are ten for each pupil
 * @param rounds of each fork; in a round every candidate works once
 * @param warmUp rounds before those that count; half a minute of them is enough
 * @param include which operations, by name
 * @param candidates which candidates, by name; the unprotected one and its control always take part
 * @param profile whether a flight recording of each fork goes to the directory
 * @param record where the tables go when they are to be kept, or empty
 * @param directory for the database and the samples
 */
record Options(
        Engine engine,
        long rows,
        int forks,
        int rounds,
        int warmUp,
        Pattern include,
        Pattern candidates,
        List<Withdrawn> withdrawn,
        boolean profile,
        String record,
        Path directory) {

    static final String PREFIX = "bench.";

    static final int ROWS_OF_A_PUPIL = 10;

    /** So that a coach has enough rows to leave some out. */
    static final int LEAST_ROWS_OF_A_COACH = 1000;

    long pupils() {
        return rows / ROWS_OF_A_PUPIL;
    }

    long coaches() {
        return Math.max(1, rows / LEAST_ROWS_OF_A_COACH);
    }

    static Options fromSystem() {
        return new Options(
                Engine.valueOf(text("database", "postgresql").toUpperCase(Locale.ROOT)),
                Long.parseLong(text("rows", "1000000")),
                Integer.parseInt(text("forks", "3")),
                Integer.parseInt(text("rounds", "2000")),
                Integer.parseInt(text("warmup", "8000")),
                Pattern.compile(text("include", ".*")),
                Pattern.compile(text("candidates", ".*")),
                Arrays.stream(text("withdrawn", "none,few,many").split(","))
                        .map(name -> Withdrawn.valueOf(name.trim().toUpperCase(Locale.ROOT)))
                        .toList(),
                Boolean.parseBoolean(text("profile", "false")),
                text("record", ""),
                Path.of(text("directory", "target/bench")).toAbsolutePath());
    }

    private static String text(String name, String otherwise) {
        String given = System.getProperty(PREFIX + name, "");
        return given.isBlank() ? otherwise : given;
    }
}
