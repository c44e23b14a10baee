package dev.consent.samples.tutoring.coach;

import dev.consent.SubjectId;
import dev.consent.gate.ConsentGate;
import dev.consent.samples.tutoring.evaluation.Evaluation;
import dev.consent.samples.tutoring.evaluation.Evaluations;
import dev.consent.samples.tutoring.hours.Hours;
import dev.consent.samples.tutoring.hours.HoursRepository;
import dev.consent.samples.tutoring.login.Access;
import dev.consent.samples.tutoring.login.Visitor;
import dev.consent.samples.tutoring.pupil.Parent;
import dev.consent.samples.tutoring.pupil.Pupil;
import dev.consent.samples.tutoring.pupil.Pupils;
import dev.consent.samples.tutoring.purpose.Guidance;
import dev.consent.samples.tutoring.purpose.ProgressReports;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What a coach sees of the pupils they guide. */
@Service
class OwnPupils {

    private final Pupils pupils;
    private final Access access;
    private final Evaluations evaluations;
    private final HoursRepository hours;
    private final ConsentGate gate;

    OwnPupils(Pupils pupils, Access access, Evaluations evaluations, HoursRepository hours, ConsentGate gate) {
        this.pupils = pupils;
        this.access = access;
        this.evaluations = evaluations;
        this.hours = hours;
        this.gate = gate;
    }

    /** The pupils whose contract runs. */
    @Transactional(readOnly = true)
    public List<Row> of(Visitor coach) {
        List<Pupil> own = pupils.ofCoach(coach.getPerson());
        List<SubjectId> subjects = own.stream().map(Pupil::subject).toList();
        Set<SubjectId> guided = gate.permitted(subjects, Guidance.class);
        Set<SubjectId> reported = gate.permitted(subjects, ProgressReports.class);
        return own.stream()
                .filter(pupil -> guided.contains(pupil.subject()))
                .map(pupil -> new Row(
                        Objects.requireNonNull(pupil.getId()),
                        pupil.getName(),
                        pupil.getSchool(),
                        pupil.getGrade(),
                        reported.contains(pupil.subject())))
                .toList();
    }

    /** Everything about one pupil. */
    @Transactional(readOnly = true)
    public File file(Visitor coach, Long id) {
        Pupil pupil = access.pupil(coach, id);
        return new File(
                pupil,
                pupil.getParents().stream().map(Contact::of).toList(),
                evaluations.ofPupil(id),
                hours.ofPupil(id),
                gate.permits(pupil.subject(), ProgressReports.class));
    }

    /** One line of the list. */
    record Row(
            Long id,
            @Nullable String name,
            @Nullable String school,
            @Nullable String grade,
            boolean permitted) {}

    /** How to reach a parent. */
    record Contact(@Nullable String name, @Nullable String email) {

        static Contact of(Parent parent) {
            return new Contact(parent.getName(), parent.getEmail());
        }
    }

    /** One pupil. */
    record File(
            Pupil pupil, List<Contact> parents, List<Evaluation> evaluations, List<Hours> hours, boolean permitted) {

        /** All hours together, in minutes. */
        public int minutes() {
            return hours.stream().mapToInt(Hours::getMinutes).sum();
        }
    }
}
