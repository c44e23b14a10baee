package dev.consent.jpa.derived;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.erasure.ObligationState;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.derived.Blog.LongRead;
import dev.consent.jpa.derived.Blog.PictureFiles;
import dev.consent.jpa.derived.Blog.Posting;
import dev.consent.jpa.derived.Blog.SearchIndex;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DerivedDataCrashTest {

    @Test
    void aProcessKilledBetweenTheCallAndItsAcknowledgementLosesNothing() throws Exception {
        String url = TestDatabase.POSTGRESQL.freshUrl();
        try (Blog blog = new Blog(url, Map.of())) {
            Long anna = blog.author("anna");
            Long post = blog.post(anna, LongRead.class);
            blog.withdraw(anna, Posting.class);
            blog.clock.advance(Duration.ofHours(13));
            blog.consent.erasure().sweep();

            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            ErasingCopies.class.getName(),
                            url)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
                String line = output.readLine();
                while (!Objects.requireNonNull(line, "it ended by itself").equals(ErasingCopies.ERASED)) {
                    line = output.readLine();
                }
                process.toHandle().destroyForcibly();
                assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            }

            Keeper index = new Keeper(SearchIndex.class);
            Keeper files = new Keeper(PictureFiles.class);
            blog.consent.erasure().copies().erase(List.of(index, files));
            assertThat(index.told).as("the other node may still be at work").isEmpty();
            assertThat(states(blog)).containsExactly(ObligationState.AWAITING.name());

            blog.clock.advance(Duration.ofMinutes(5));
            blog.consent.erasure().copies().erase(List.of(index, files));
            assertThat(index.told).singleElement().satisfies(gone -> {
                assertThat(gone.keys()).containsExactly(post);
                assertThat(gone.attempt()).isEqualTo(2);
            });
            assertThat(states(blog)).containsExactly(ObligationState.DONE.name());
            assertThat(blog.consent.erasure().checkReceipts().intact()).isTrue();
        }
    }

    private static List<String> states(Blog blog) {
        return blog.sql("select state from consent_obligation");
    }
}
