package dev.consent.jpa.erasure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A process of its own that sweeps, once it is told to, until it is killed. */
public final class Sweeping {

    static final String FINISHED = "finished";
    private static final String READY = "ready";

    private final Process process;
    private final BufferedReader output;

    Sweeping(String url) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1", // it does not live long enough for more
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Sweeping.class.getName(),
                        url)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** What the process does. */
    public static void main(String[] arguments) throws IOException {
        try (Mail mail = new Mail(arguments[0], "none")) {
            mail.consent.erasure().sweep(); // nothing may be erased yet, but what that takes is loaded
            System.out.println(READY);
            if (System.in.read() < 0) {
                return;
            }
            mail.clock.advance(Duration.ofHours(13));
            mail.consent.erasure().sweep();
            System.out.println(FINISHED);
        }
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
