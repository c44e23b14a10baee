package dev.consent.samples.tutoring.evaluation;

import dev.consent.gate.ConsentGate;
import dev.consent.samples.tutoring.login.Access;
import dev.consent.samples.tutoring.login.Visitor;
import dev.consent.samples.tutoring.mail.Outbox;
import dev.consent.samples.tutoring.mail.OutboxMail;
import dev.consent.samples.tutoring.pupil.Parent;
import dev.consent.samples.tutoring.pupil.Pupil;
import dev.consent.samples.tutoring.purpose.ProgressReports;
import dev.consent.samples.tutoring.web.NotThereException;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Sending an evaluation: each parent gets a mail with a link of their own. */
@Service
class Sending {

    /** Mail is written in the language of the families, whatever language the coach works in. */
    private static final Locale DUTCH = Locale.forLanguageTag("nl");

    private final Access access;
    private final ConsentGate gate;
    private final Evaluations evaluations;
    private final EvaluationLinks links;
    private final ProgressOverviews overviews;
    private final LinkTokens tokens;
    private final Outbox outbox;
    private final MessageSource messages;
    private final Clock clock;

    Sending(
            Access access,
            ConsentGate gate,
            Evaluations evaluations,
            EvaluationLinks links,
            ProgressOverviews overviews,
            LinkTokens tokens,
            Outbox outbox,
            MessageSource messages,
            Clock clock) {
        this.access = access;
        this.gate = gate;
        this.evaluations = evaluations;
        this.links = links;
        this.overviews = overviews;
        this.tokens = tokens;
        this.outbox = outbox;
        this.messages = messages;
        this.clock = clock;
    }

    /**
     * Sends, or sends again: links last five days and a parent may come late.
     *
     * @return how many parents it went to
     */
    @Transactional
    public int send(Visitor visitor, Long id) {
        Evaluation evaluation = evaluations
                .whole(id)
                .filter(found -> visitor.is(Visitor.Role.COACH) && access.concerns(visitor, found.getPupil()))
                .orElseThrow(NotThereException::new);
        Pupil pupil = evaluation.getPupil();
        gate.require(pupil.subject(), ProgressReports.class);
        Instant now = clock.instant();
        int count = 0;
        for (Parent parent : pupil.getParents()) {
            String address = parent.getEmail();
            if (address != null) {
                mail(evaluation, parent, address, now);
                count++;
            }
        }
        evaluation.sent(now);
        overviews
                .of(
                        Objects.requireNonNull(pupil.getId()),
                        Objects.requireNonNull(evaluation.getPeriod().getId()))
                .ifPresent(overview -> overview.sent(now));
        return count;
    }

    private void mail(Evaluation evaluation, Parent parent, String address, Instant now) {
        String token = tokens.issue(EvaluationLink.endOf(now, clock.getZone()));
        links.save(new EvaluationLink(evaluation, parent, LinkTokens.digest(token), now));
        Pupil pupil = evaluation.getPupil();
        // The mail says that there is news, never what it is: mail is read by more people than the one it is for.
        outbox.save(new OutboxMail(
                pupil,
                parent,
                address,
                messages.getMessage("mail.subject", new Object[] {pupil.getGivenName()}, DUTCH),
                messages.getMessage("mail.body", new Object[] {parent.getName(), pupil.getGivenName()}, DUTCH),
                "/link/" + token,
                now));
    }
}
