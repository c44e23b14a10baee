package dev.consent.samples.tutoring.evaluation;

import dev.consent.gate.ConsentGate;
import dev.consent.samples.tutoring.login.Access;
import dev.consent.samples.tutoring.login.NotYoursException;
import dev.consent.samples.tutoring.login.Visitor;
import dev.consent.samples.tutoring.pupil.Coach;
import dev.consent.samples.tutoring.pupil.Pupil;
import dev.consent.samples.tutoring.purpose.ProgressReports;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Writing an evaluation. */
@Service
class Writing {

    private final Access access;
    private final ConsentGate gate;
    private final SchoolPeriods periods;
    private final Evaluations evaluations;
    private final ProgressOverviews overviews;
    private final Clock clock;

    Writing(
            Access access,
            ConsentGate gate,
            SchoolPeriods periods,
            Evaluations evaluations,
            ProgressOverviews overviews,
            Clock clock) {
        this.access = access;
        this.gate = gate;
        this.periods = periods;
        this.evaluations = evaluations;
        this.overviews = overviews;
        this.clock = clock;
    }

    /** What the form has to show about the pupil. */
    @Transactional(readOnly = true)
    public Page page(Visitor visitor, Long id) {
        Pupil pupil = access.pupil(visitor, id);
        return new Page(
                id,
                Objects.requireNonNullElse(pupil.getName(), ""),
                periods.current(LocalDate.now(clock)).getLabel(),
                gate.permits(pupil.subject(), ProgressReports.class));
    }

    /**
     * Stores a new evaluation for the period that runs.
     *
     * @return its number
     * @throws dev.consent.gate.ConsentRequiredException when the parents have not agreed; nothing is stored then
     */
    @Transactional
    public Long write(Visitor visitor, Long id, String text, Integer effort) {
        Pupil pupil = access.pupil(visitor, id);
        Coach coach = pupil.getCoach();
        if (coach == null) {
            throw new NotYoursException();
        }
        gate.require(pupil.subject(), ProgressReports.class);
        SchoolPeriod period = periods.current(LocalDate.now(clock));
        Instant now = clock.instant();
        Evaluation evaluation = evaluations.saveAndFlush(new Evaluation(pupil, coach, period, text, effort, now));
        overviews
                .of(id, Objects.requireNonNull(period.getId()))
                .orElseGet(() -> overviews.save(new ProgressOverview(pupil, period)))
                .written(now);
        return Objects.requireNonNull(evaluation.getId());
    }

    /** What the form shows besides its fields. */
    record Page(Long pupil, String name, String period, boolean permitted) {}
}
