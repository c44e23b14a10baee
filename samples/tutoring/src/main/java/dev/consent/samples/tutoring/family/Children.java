package dev.consent.samples.tutoring.family;

import dev.consent.gate.ConsentGate;
import dev.consent.samples.tutoring.evaluation.Evaluation;
import dev.consent.samples.tutoring.evaluation.Evaluations;
import dev.consent.samples.tutoring.evaluation.ProgressOverview;
import dev.consent.samples.tutoring.evaluation.ProgressOverviews;
import dev.consent.samples.tutoring.hours.Hours;
import dev.consent.samples.tutoring.hours.HoursRepository;
import dev.consent.samples.tutoring.invoice.Invoice;
import dev.consent.samples.tutoring.invoice.Invoices;
import dev.consent.samples.tutoring.login.Access;
import dev.consent.samples.tutoring.login.Visitor;
import dev.consent.samples.tutoring.pupil.Coach;
import dev.consent.samples.tutoring.pupil.Pupil;
import dev.consent.samples.tutoring.pupil.Pupils;
import dev.consent.samples.tutoring.purpose.Guidance;
import dev.consent.samples.tutoring.purpose.ProgressReports;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What a family sees about its children. Invoices are the parents' business, so pupils do not see them. */
@Service
class Children {

    private final Pupils pupils;
    private final Access access;
    private final Evaluations evaluations;
    private final ProgressOverviews overviews;
    private final HoursRepository hours;
    private final Invoices invoices;
    private final ConsentGate gate;

    Children(
            Pupils pupils,
            Access access,
            Evaluations evaluations,
            ProgressOverviews overviews,
            HoursRepository hours,
            Invoices invoices,
            ConsentGate gate) {
        this.pupils = pupils;
        this.access = access;
        this.evaluations = evaluations;
        this.overviews = overviews;
        this.hours = hours;
        this.invoices = invoices;
        this.gate = gate;
    }

    /** The children of a parent. */
    @Transactional(readOnly = true)
    public List<Child> of(Visitor parent) {
        return pupils.ofParent(parent.getPerson()).stream()
                .map(pupil -> child(parent, pupil))
                .toList();
    }

    /** One child. */
    @Transactional(readOnly = true)
    public Child child(Visitor visitor, Long id) {
        return child(visitor, access.pupil(visitor, id));
    }

    private Child child(Visitor visitor, Pupil pupil) {
        Long id = Objects.requireNonNull(pupil.getId());
        Coach coach = pupil.getCoach();
        return new Child(
                pupil,
                coach == null ? null : coach.getName(),
                evaluations.ofPupil(id),
                overviews.ofPupil(id),
                hours.ofPupil(id),
                visitor.is(Visitor.Role.PARENT) ? invoices.ofPupil(id) : List.of(),
                gate.permits(pupil.subject(), Guidance.class),
                gate.permits(pupil.subject(), ProgressReports.class));
    }

    /** What there is to be seen about one child. */
    record Child(
            Pupil pupil,
            @Nullable String coach,
            List<Evaluation> evaluations,
            List<ProgressOverview> overviews,
            List<Hours> hours,
            List<Invoice> invoices,
            boolean guided,
            boolean permitted) {}
}
