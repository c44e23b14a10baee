package dev.consent.jpa.erasure.log;

import dev.consent.erasure.ObligationReason;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One line of the erasure log. */
public sealed interface LogEntry {

    /** The intent it is, or is about: the reference of the receipt that proves it. */
    UUID intent();

    /** When it was written. */
    Instant at();

    /** Something is about to be erased. */
    sealed interface Intent extends LogEntry permits People, Rows {}

    /**
     * Data of people is about to be erased.
     *
     * @param type their kind
     * @param purpose the code of the purpose it was kept for, or {@code null} for everything about them
     */
    record People(
            UUID intent, Instant at, String type, @Nullable String purpose, List<Person> people) implements Intent {

        public People {
            people = List.copyOf(people);
        }
    }

    /**
     * One of them.
     *
     * @param who the keyed hash of kind and key
     * @param reference that of the obligation
     * @param reason why it is owed
     * @param requestedAt when the purpose ended, or the person asked
     */
    record Person(String who, UUID reference, ObligationReason reason, Instant requestedAt) {}

    /**
     * Data past a term that is counted from a date is about to be erased.
     *
     * @param term names the term
     * @param rows keyed hashes of the term and the keys of its rows
     */
    record Rows(UUID intent, Instant at, String term, List<String> rows) implements Intent {

        public Rows {
            rows = List.copyOf(rows);
        }
    }

    /** How an intent ended. */
    record Outcome(UUID intent, Instant at, boolean done) implements LogEntry {}
}
