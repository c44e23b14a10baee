package dev.consent.jpa.audit;

import dev.consent.SubjectId;
import dev.consent.decision.PastDecision;
import dev.consent.erasure.Hold;
import dev.consent.jpa.decision.PastDecisions;
import dev.consent.jpa.hibernate.ConsentEngine;
import dev.consent.jpa.transaction.OwnTransactions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Goes through everybody who is registered, some at a time, in the order of their keys. A page holds whole people. */
record Exposures(ConsentEngine engine, PastDecisions past, List<Footing> purposes, Instant from, Instant to)
        implements Answer.Pages<Exposure> {

    private static final int PEOPLE_AT_ONCE = 200;

    @Override
    public Page<Exposure> read(@Nullable String after, int size) {
        List<Exposure> found = new ArrayList<>();
        @Nullable SubjectId last = after == null ? null : person(after);
        while (found.size() < size) {
            List<SubjectId> people = engine.subjectsAfter(last, Math.min(PEOPLE_AT_ONCE, size));
            if (people.isEmpty()) {
                return new Page<>(found, null);
            }
            Map<SubjectId, List<PastDecision>> histories = histories(people);
            Map<SubjectId, List<Hold>> restrictions = restrictions(people);
            for (SubjectId person : people) {
                List<Exposure> theirs = of(
                        person,
                        histories.getOrDefault(person, List.of()),
                        restrictions.getOrDefault(person, List.of()));
                if (!found.isEmpty() && found.size() + theirs.size() > size) {
                    return new Page<>(found, token(last));
                }
                found.addAll(theirs);
                last = person;
            }
        }
        return new Page<>(found, token(last));
    }

    private static Map<String, List<String>> byType(List<SubjectId> people) {
        Map<String, List<String>> byType = new LinkedHashMap<>();
        people.forEach(person ->
                byType.computeIfAbsent(person.type(), type -> new ArrayList<>()).add(person.key()));
        return byType;
    }

    private Map<SubjectId, List<Hold>> restrictions(List<SubjectId> people) {
        Map<SubjectId, List<Hold>> restrictions = new LinkedHashMap<>();
        OwnTransactions.run(
                engine.factory(),
                session -> byType(people)
                        .forEach((type, keys) -> engine.sweep()
                                .holds()
                                .restrictions(session, type, keys)
                                .forEach(hold -> restrictions
                                        .computeIfAbsent(
                                                Objects.requireNonNull(hold.subject()), person -> new ArrayList<>())
                                        .add(hold))));
        return restrictions;
    }

    private Map<SubjectId, List<PastDecision>> histories(List<SubjectId> people) {
        Map<SubjectId, List<PastDecision>> histories = new LinkedHashMap<>();
        OwnTransactions.run(
                engine.factory(),
                session -> byType(people)
                        .forEach((type, keys) -> past.of(session, type, keys)
                                .forEach(decision -> histories
                                        .computeIfAbsent(decision.subject(), person -> new ArrayList<>())
                                        .add(decision))));
        return histories;
    }

    private List<Exposure> of(SubjectId person, List<PastDecision> history, List<Hold> restrictions) {
        List<Exposure> theirs = new ArrayList<>();
        purposes.forEach(footing -> new Timeline(footing, history, restrictions)
                .inForce(from, to)
                .forEach(period ->
                        theirs.add(new Exposure(person, footing.purpose().code(), period.from(), period.until()))));
        return theirs;
    }

    private static @Nullable String token(@Nullable SubjectId person) {
        return person == null ? null : person.type().length() + ":" + person.type() + person.key();
    }

    private static SubjectId person(String token) {
        int colon = token.indexOf(':');
        if (colon > 0) {
            int length = (int) Math.min(Answer.number(token.substring(0, colon)), token.length());
            if (length > 0 && token.length() > colon + 1 + length) {
                return new SubjectId(
                        token.substring(colon + 1, colon + 1 + length), token.substring(colon + 1 + length));
            }
        }
        throw Answer.foreign();
    }
}
