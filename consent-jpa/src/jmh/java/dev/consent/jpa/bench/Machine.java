package dev.consent.jpa.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was measured on, in words. */
final class Machine {

    private Machine() {}

    static String describe(Options options, String url) throws SQLException {
        String database;
        try (Connection connection = DriverManager.getConnection(url)) {
            DatabaseMetaData metadata = connection.getMetaData();
            database = metadata.getDatabaseProductName() + " " + metadata.getDatabaseProductVersion();
        }
        String settings = options.engine() == Engine.POSTGRESQL
                ? " ("
                        + Engine.SETTINGS.entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .collect(Collectors.joining(", "))
                        + "; over loopback)"
                : " (in the measuring process, on files)";
        return String.format(
                Locale.ROOT,
                "Measured on %s: %s%s, %,d rows in each table about %,d people, %s of %,d rounds, on %s"
                        + " (%s), %s %s, Java %s.%n",
                LocalDate.now(),
                database,
                settings,
                options.rows(),
                options.pupils(),
                counted(options.forks(), "fork"),
                options.rounds(),
                counted(Runtime.getRuntime().availableProcessors(), "processor"),
                processor(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.version());
    }

    /** Where the system says so. */
    private static String counted(int many, String what) {
        return many + " " + what + (many == 1 ? "" : "s");
    }

    private static String processor() {
        String architecture = ManagementFactory.getOperatingSystemMXBean().getArch();
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(file)) {
            return architecture;
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(architecture);
        } catch (IOException unreadable) {
            return architecture;
        }
    }
}
