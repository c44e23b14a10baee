package dev.consent.jpa.bench;

import java.util.OptionalDouble;

/** What protection may cost with stamped guards. */
final class Targets {

    /** How far the unprotected candidate and its control may be apart, for a measurement to say anything. */
    static final double BETWEEN_EQUALS = 0.01;

    /** A withdrawal of a person with a hundred rows, in milliseconds. */
    static final double WITHDRAWAL_OF_100 = 10;

    /** Answers of the cached gate on one thread, per second. */
    static final double CACHED_ANSWERS = 1_000_000;

    private Targets() {}

    static OptionalDouble ratio(Candidate candidate, Operation operation, Withdrawn withdrawn) {
        if (candidate.unit() != Unit.STAMPED) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(
                switch (operation) {
                    case INSERT -> 1.25;
                    case UPDATE -> 1.10;
                    case LOG_IN -> 1.20;
                    case FIND_BY_ID, NEWEST_50, ROWS_200, PROJECTION, COUNT ->
                        withdrawn == Withdrawn.MANY ? 1.05 : candidate == Candidate.STAMPED_ROW ? 1.02 : 1.04;
                });
    }
}
