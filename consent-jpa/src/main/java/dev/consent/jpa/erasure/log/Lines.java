package dev.consent.jpa.erasure.log;

import dev.consent.erasure.ObligationReason;
import dev.consent.jpa.erasure.log.LogEntry.Outcome;
import dev.consent.jpa.erasure.log.LogEntry.People;
import dev.consent.jpa.erasure.log.LogEntry.Person;
import dev.consent.jpa.erasure.log.LogEntry.Rows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Entries as lines of JSON. */
final class Lines {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Lines() {}

    static String write(LogEntry entry) {
        Map<String, Object> line = new LinkedHashMap<>();
        if (entry instanceof People some) {
            line.put("people", some.intent().toString());
            line.put("at", some.at().toString());
            line.put("type", some.type());
            if (some.purpose() != null) {
                line.put("purpose", some.purpose());
            }
            line.put(
                    "of",
                    some.people().stream()
                            .map(person -> List.of(
                                    person.who(),
                                    person.reference().toString(),
                                    person.reason().name(),
                                    person.requestedAt().toString()))
                            .toList());
        } else if (entry instanceof Rows some) {
            line.put("rows", some.intent().toString());
            line.put("at", some.at().toString());
            line.put("term", some.term());
            line.put("of", some.rows());
        } else if (entry instanceof Outcome outcome) {
            line.put("outcome", outcome.intent().toString());
            line.put("at", outcome.at().toString());
            line.put("done", outcome.done());
        }
        return JSON.writeValueAsString(line);
    }

    /** @throws RuntimeException when it is no line of this log */
    static LogEntry read(String line) {
        JsonNode read = JSON.readTree(line);
        Instant at = Instant.parse(text(read, "at"));
        if (read.has("outcome")) {
            return new Outcome(
                    UUID.fromString(text(read, "outcome")),
                    at,
                    read.required("done").booleanValue());
        }
        if (read.has("rows")) {
            List<String> rows = new ArrayList<>();
            read.required("of").forEach(row -> rows.add(row.stringValue()));
            return new Rows(UUID.fromString(text(read, "rows")), at, text(read, "term"), rows);
        }
        List<Person> people = new ArrayList<>();
        read.required("of")
                .forEach(person -> people.add(new Person(
                        person.required(0).stringValue(),
                        UUID.fromString(person.required(1).stringValue()),
                        ObligationReason.valueOf(person.required(2).stringValue()),
                        Instant.parse(person.required(3).stringValue()))));
        return new People(
                UUID.fromString(text(read, "people")),
                at,
                text(read, "type"),
                read.has("purpose") ? text(read, "purpose") : null,
                people);
    }

    private static String text(JsonNode line, String name) {
        return line.required(name).stringValue();
    }
}
