package dev.consent.jpa.erasure;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL that can be killed and goes on with the same data, at the same address. */
final class CrashingServer implements AutoCloseable {

    private final Path data;
    private EmbeddedPostgres running;

    CrashingServer(Path data) throws IOException {
        this.data = data;
        this.running = builder().start();
    }

    private EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
    }

    String url() {
        return running.getJdbcUrl("postgres", "postgres");
    }

    /** Kills the server and all of its processes, as a loss of power would. */
    void crash() throws Exception {
        try (Stream<String> lines = Files.lines(data.resolve("postmaster.pid"))) {
            ProcessHandle server = ProcessHandle.of(
                            Long.parseLong(lines.findFirst().orElseThrow().strip()))
                    .orElseThrow();
            Stream.concat(Stream.of(server), server.descendants()).toList().forEach(process -> {
                process.destroyForcibly();
                process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
            });
        }
    }

    /** Starts it again, which recovers from its log what was committed. */
    void restart() throws IOException {
        int port = running.getPort();
        running.close();
        Files.deleteIfExists(data.resolve("postmaster.pid"));
        running = builder().setPort(port).start();
    }

    @Override
    public void close() throws IOException {
        running.close();
    }
}
