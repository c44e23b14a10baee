package dev.consent.jpa.border;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FeedMemoryTest {

    /** Of one kilobyte each. */
    private static final int RECORDS = 250_000;

    /** A quarter of a gigabyte through a heap of 80 megabytes, most of which Hibernate takes. */
    @Test
    void takesInManyRecordsInConstantMemory() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx80m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AdmittingProcess.class.getName(),
                        String.valueOf(RECORDS))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(output.lines())
                    .contains(RECORDS + " " + RECORDS / 4 + " " + RECORDS / 4 + " " + RECORDS * 3 / 4);
        } finally {
            process.destroyForcibly();
        }
    }
}
