package dev.consent.jpa.erasure;

import dev.consent.jpa.ConsentSettings;
import dev.consent.jpa.database.TestUnit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A process of its own that sweeps or replays, once it is told to, until it is killed. */
public final class Sweeping {

    static final String SWEEP = "sweep";
    static final String REPLAY = "replay";
    static final String FINISHED = "finished";

    /** When what was planted may be erased. */
    static final Duration LATER = Duration.ofHours(13);

    private static final String READY = "ready";

    private final Process process;
    private final BufferedReader output;

    Sweeping(String url) throws IOException {
        this(List.of(), url, SWEEP, Map.of());
    }

    /**
     * @param options of its Java machine
     * @param work {@link #SWEEP} or {@link #REPLAY}
     */
    Sweeping(List<String> options, String url, String work, Map<String, String> settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // it does not live long enough for more
                "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Sweeping.class.getName(), url, work));
        settings.forEach((name, value) -> command.add(name + "=" + value));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** What the process does. */
    public static void main(String[] arguments) throws IOException {
        Map<String, Object> settings = new HashMap<>();
        for (String setting : List.of(arguments).subList(2, arguments.length)) {
            settings.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        if (arguments[1].equals(REPLAY)) {
            settings.put(ConsentSettings.CLOCK, Clock.fixed(TestUnit.START.plus(LATER), ZoneOffset.UTC));
            if (told()) {
                new Mail(arguments[0], "none", settings).close(); // which replays before it is there
                System.out.println(FINISHED);
            }
            return;
        }
        try (Mail mail = new Mail(arguments[0], "none", settings)) {
            mail.consent.erasure().sweep(); // nothing may be erased yet, but what that takes is loaded
            if (told()) {
                mail.clock.advance(LATER);
                mail.consent.erasure().sweep();
                System.out.println(FINISHED);
            }
        }
    }

    private static boolean told() throws IOException {
        System.out.println(READY);
        return System.in.read() >= 0;
    }

    /** Waits until it has done its work and ended, and returns whether it did. */
    boolean finishes(Duration within) throws InterruptedException {
        return process.waitFor(within.toSeconds(), TimeUnit.SECONDS)
                && output.lines().anyMatch(FINISHED::equals);
    }

    /** Lets it begin, as soon as it is ready to. */
    void begin() throws IOException {
        String line = output.readLine();
        while (line != null && !line.equals(READY)) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IllegalStateException("the process ended before it was ready");
        }
        try (OutputStream input = process.getOutputStream()) {
            input.write('\n');
        }
    }

    /** Kills it as nothing else does, and returns what it had said since it began. */
    String kill() throws InterruptedException {
        process.toHandle().destroyForcibly(); // the process itself would close what it said, too
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the process cannot be killed");
        }
        return output.lines().collect(Collectors.joining("\n"));
    }
}
