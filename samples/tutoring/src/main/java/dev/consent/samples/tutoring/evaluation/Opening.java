package dev.consent.samples.tutoring.evaluation;

import dev.consent.samples.tutoring.evaluation.LinkOutcome.Opens;
import dev.consent.samples.tutoring.evaluation.LinkOutcome.Refused;
import dev.consent.samples.tutoring.login.Visitor;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Opening an evaluation through the link in a mail. */
@Service
class Opening {

    private final LinkTokens tokens;
    private final EvaluationLinks links;
    private final ProgressOverviews overviews;
    private final Clock clock;

    Opening(LinkTokens tokens, EvaluationLinks links, ProgressOverviews overviews, Clock clock) {
        this.tokens = tokens;
        this.links = links;
        this.overviews = overviews;
        this.clock = clock;
    }

    /** What the link would lead to. Changes nothing, because mail scanners come this far. */
    @Transactional(readOnly = true)
    public LinkOutcome look(String token, @Nullable Visitor visitor) {
        return outcome(token, visitor, Optional.empty());
    }

    /** Follows the link and notes that it was opened. */
    @Transactional
    public LinkOutcome open(String token, @Nullable Visitor visitor) {
        return outcome(token, visitor, Optional.of(clock.instant()));
    }

    private LinkOutcome outcome(String token, @Nullable Visitor visitor, Optional<Instant> opening) {
        Optional<Instant> end = tokens.endOf(token);
        if (end.isEmpty()) {
            return Refused.FORGED;
        }
        if (!end.get().isAfter(clock.instant())) {
            return Refused.EXPIRED;
        }
        EvaluationLink link = links.byDigest(LinkTokens.digest(token)).orElse(null);
        Evaluation evaluation = link == null ? null : link.getEvaluation();
        if (link == null || evaluation == null) {
            return Refused.WITHDRAWN;
        }
        if (visitor != null && !addressed(link, visitor)) {
            return Refused.SOMEBODY_ELSE;
        }
        opening.ifPresent(now -> note(link, evaluation, now));
        return new Opens(evaluation);
    }

    private boolean addressed(EvaluationLink link, Visitor visitor) {
        return visitor.is(Visitor.Role.PARENT)
                && visitor.getPerson().equals(link.getParent().getId());
    }

    private void note(EvaluationLink link, Evaluation evaluation, Instant now) {
        link.opened(now);
        overviews
                .of(
                        Objects.requireNonNull(link.getPupil().getId()),
                        Objects.requireNonNull(evaluation.getPeriod().getId()))
                .ifPresent(overview -> overview.opened(now));
    }
}
