package dev.consent.samples.parentportal.tracking;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;

/** Speaks to the pupil-tracking system. */
public final class TrackingClient {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI address;

    public TrackingClient(URI address) {
        this.address = address;
    }

    /** What it has delivered behind the first ones, line by line as it comes. */
    <T> T records(long after, Function<Delivery, T> read) {
        HttpRequest request = request("/records?after=" + after).GET().build();
        try {
            HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                require(answer, 200);
                return read.apply(new Delivery(
                        lines.lines(),
                        answer.headers().firstValueAsLong("Delivered").orElseThrow()));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting for the pupil-tracking system");
        }
    }

    /** Asks for everything about one pupil once more. */
    void deliverAgain(String pupil) throws IOException, InterruptedException {
        post("/deliver-again?pupil=" + pupil);
    }

    /** Lets a day pass at the schools. */
    public void schoolDay() throws IOException, InterruptedException {
        post("/school-day");
    }

    private void post(String path) throws IOException, InterruptedException {
        require(http.send(request(path).POST(BodyPublishers.noBody()).build(), BodyHandlers.discarding()), 202);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE);
    }

    private static void require(HttpResponse<?> answer, int status) throws IOException {
        if (answer.statusCode() != status) {
            throw new IOException("the pupil-tracking system answered with status " + answer.statusCode());
        }
    }

    /**
     * What it answered.
     *
     * @param records one JSON object each, unless something went wrong
     * @param all how many it has ever delivered, these included
     */
    record Delivery(Stream<String> records, long all) {}
}
