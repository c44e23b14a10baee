package dev.consent.samples.parentportal.tracking;

import dev.consent.SubjectId;
import dev.consent.jpa.Consent;
import dev.consent.jpa.feed.AdmissionReport;
import dev.consent.jpa.feed.Feed;
import dev.consent.samples.parentportal.family.Child;
import dev.consent.samples.parentportal.purpose.LearningProgress;
import dev.consent.samples.parentportal.purpose.PupilTracking;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Takes in what the pupil-tracking system delivers. Consent decides record by record; what it does not admit is counted
 * and forgotten. How far the feed was read is remembered here only: after a restart it is read from the start, and what
 * is stored already is recognized.
 */
@Service
public class Intake {

    private static final int REMEMBERED = 20;

    private final TrackingClient source;
    private final Consent consent;
    private final JsonMapper json;
    private final Clock clock;
    private final Feed<JsonNode> feed = Feed.<JsonNode>of(
                    PupilTracking.class,
                    LearningProgress.class,
                    line -> SubjectId.of(Child.class, line.required("pupil").longValue()))
            .identifiedBy(
                    line -> line.required("id").stringValue(),
                    line -> line.required("version").longValue(),
                    Intake::storedVersions);
    private final Deque<Taken> taken = new ArrayDeque<>();
    private Instant readSince = Instant.MAX;
    private long read;

    Intake(TrackingClient source, Consent consent, JsonMapper json, Clock clock) {
        this.source = source;
        this.consent = consent;
        this.json = json;
        this.clock = clock;
    }

    /** Takes in what was delivered since the last time. */
    public synchronized Taken takeIn() {
        if (read == 0) {
            readSince = clock.instant();
        }
        return source.records(read, delivery -> {
            AdmissionReport report =
                    consent.admit(feed, delivery.records().map(this::parse).iterator(), Intake::store);
            read = delivery.all();
            Taken now = new Taken(clock.instant(), report);
            if (report.received() > 0) {
                taken.addFirst(now);
            }
            if (taken.size() > REMEMBERED) {
                taken.removeLast();
            }
            return now;
        });
    }

    /** Whether everything there is was read from the start after this moment, so that nothing has to come again. */
    synchronized boolean hasReadAllSince(Instant moment) {
        return readSince.isAfter(moment) && read > 0;
    }

    /** The last deliveries, latest first. */
    public synchronized List<Taken> latest() {
        return List.copyOf(taken);
    }

    /** A line that is no JSON has no pupil either, so it is counted as malformed. */
    private JsonNode parse(String line) {
        try {
            return json.readTree(line);
        } catch (JacksonException broken) {
            return MissingNode.getInstance();
        }
    }

    private static Map<String, Long> storedVersions(EntityManager entities, Collection<String> keys) {
        return stored(entities, keys).stream()
                .collect(Collectors.toMap(Observation::getRecordKey, Observation::getVersion));
    }

    private static List<Observation> stored(EntityManager entities, Collection<String> keys) {
        return entities.createQuery("from Observation where recordKey in :keys", Observation.class)
                .setParameter("keys", keys)
                .getResultList();
    }

    private static void store(EntityManager entities, List<JsonNode> lines) {
        Map<String, Observation> known = stored(
                        entities, lines.stream().map(Intake::key).toList())
                .stream()
                .collect(Collectors.toMap(Observation::getRecordKey, Function.identity()));
        for (JsonNode line : lines) {
            Observation observation = known.computeIfAbsent(key(line), key -> {
                Observation unknown = new Observation(
                        key,
                        entities.getReference(
                                Child.class, line.required("pupil").longValue()));
                entities.persist(unknown);
                return unknown;
            });
            observation.says(
                    line.required("version").longValue(),
                    line.required("skill").stringValue(),
                    line.required("level").stringValue(),
                    LocalDate.parse(line.required("observedOn").stringValue()));
        }
    }

    private static String key(JsonNode line) {
        return line.required("id").stringValue();
    }

    /**
     * One delivery, as much as is kept of it.
     *
     * @param at when it was taken in
     * @param report how many records came, and what became of them
     */
    public record Taken(Instant at, AdmissionReport report) {}
}
