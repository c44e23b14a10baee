package dev.consent.samples.tutoring.evaluation;

import org.springframework.http.HttpStatus;

/** What a link from a mail leads to. */
sealed interface LinkOutcome {

    /** It opens this evaluation. */
    record Opens(Evaluation evaluation) implements LinkOutcome {}

    /** It opens nothing, for a reason that has a page of its own. */
    enum Refused implements LinkOutcome {
        /** Its five days are over. */
        EXPIRED(HttpStatus.GONE),
        /** Its term is not over and yet it is not there: withdrawn, or erased. */
        WITHDRAWN(HttpStatus.GONE),
        /** We never issued it. */
        FORGED(HttpStatus.NOT_FOUND),
        /** It was sent to somebody else than who is logged in. */
        SOMEBODY_ELSE(HttpStatus.FORBIDDEN);

        private final HttpStatus status;

        Refused(HttpStatus status) {
            this.status = status;
        }

        HttpStatus status() {
            return status;
        }
    }
}
