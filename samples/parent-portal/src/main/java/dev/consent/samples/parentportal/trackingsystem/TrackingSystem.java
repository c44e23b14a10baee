package dev.consent.samples.parentportal.trackingsystem;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;

/**
 * A pupil-tracking system with a clock of its own, as a small HTTP service on this machine. It delivers what it has about
 * every pupil, whoever asks, one JSON object on each line, and it makes the mistakes real systems make: pupils nobody
 * knows, lines without a pupil, records that come twice or late.
 *
 * <ul>
 *   <li>{@code GET /records?after=120} answers with all records behind the first 120 ever delivered, and says in the
 *       header {@code Delivered} how many there are by now.
 *   <li>{@code POST /deliver-again?pupil=17} puts everything about a pupil at the end once more.
 *   <li>{@code POST /school-day} lets a day pass on its clock, on which every tenth pupil is observed.
 * </ul>
 */
public final class TrackingSystem implements AutoCloseable {

    private static final long SEED = 20_261_126L;
    private static final int EVERY = 10;
    private static final List<String> SKILLS =
            List.of("reading", "spelling", "arithmetic", "vocabulary", "working-together");

    private final HttpServer server;
    private final Random random = new Random(SEED);
    private final List<String> delivered = new ArrayList<>();
    private final Map<Long, List<String>> byPupil = new LinkedHashMap<>();
    private LocalDate today;

    /**
     * Starts it.
     *
     * @param port where it listens on this machine, 0 for any free port
     * @param today the day its clock begins at
     */
    public TrackingSystem(int port, LocalDate today) {
        this.today = today;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException taken) {
            throw new UncheckedIOException("the pupil-tracking system cannot listen on port " + port, taken);
        }
        server.createContext("/records", this::records);
        server.createContext("/deliver-again", this::deliverAgain);
        server.createContext("/school-day", this::schoolDay);
        server.setExecutor(Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "pupil-tracking-system");
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
    }

    /** Where it can be reached. */
    public URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** The schools enter their pupils, each of whom is observed three times. */
    public synchronized void enrol(Collection<Long> pupils) {
        for (Long pupil : pupils) {
            for (int skill = 0; skill < 3; skill++) {
                observe(pupil, SKILLS.get(skill), today.minusDays(7L * (3 - skill)));
            }
        }
        mistakes();
    }

    private void mistakes() {
        String first = delivered.get(0);
        for (int number = 1; number <= 12; number++) {
            delivered.add(line("left-" + number, 1, "9" + "0".repeat(5) + number, "reading", today));
        }
        delivered.add("{\"id\":\"lost-1\",\"version\":1,\"skill\":\"reading\"}");
        delivered.add("{\"id\":\"lost-2\",\"version\":");
        delivered.add(first);
    }

    private void observe(Long pupil, String skill, LocalDate on) {
        List<String> own = byPupil.computeIfAbsent(pupil, unknown -> new ArrayList<>());
        String line = line("observation-" + pupil + "-" + (own.size() + 1), 1, pupil.toString(), skill, on);
        own.add(line);
        delivered.add(line);
    }

    private String line(String id, int version, String pupil, String skill, LocalDate on) {
        return "{\"id\":\"" + id + "\",\"version\":" + version + ",\"pupil\":" + pupil + ",\"skill\":\"" + skill
                + "\",\"level\":\"" + (char) ('A' + random.nextInt(5)) + "\",\"observedOn\":\"" + on + "\"}";
    }

    private void records(HttpExchange exchange) throws IOException {
        long after = number(exchange, "after");
        List<String> lines;
        int all;
        synchronized (this) {
            all = delivered.size();
            lines = List.copyOf(delivered.subList((int) Math.max(0, Math.min(after, all)), all));
        }
        exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
        exchange.getResponseHeaders().set("Delivered", Integer.toString(all));
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            for (String line : lines) {
                body.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private void deliverAgain(HttpExchange exchange) throws IOException {
        long pupil = number(exchange, "pupil");
        synchronized (this) {
            delivered.addAll(byPupil.getOrDefault(pupil, List.of()));
        }
        accept(exchange);
    }

    private void schoolDay(HttpExchange exchange) throws IOException {
        synchronized (this) {
            today = today.plusDays(1);
            List<Long> pupils = List.copyOf(byPupil.keySet());
            int first = random.nextInt(EVERY);
            for (int index = first; index < pupils.size(); index += EVERY) {
                observe(pupils.get(index), SKILLS.get(random.nextInt(SKILLS.size())), today);
            }
        }
        accept(exchange);
    }

    private static void accept(HttpExchange exchange) throws IOException {
        int status = exchange.getRequestMethod().equals("POST") ? 202 : 405;
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private static long number(HttpExchange exchange, String name) {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        return query.matches(name + "=\\d{1,18}") ? Long.parseLong(query.substring(name.length() + 1)) : 0;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
