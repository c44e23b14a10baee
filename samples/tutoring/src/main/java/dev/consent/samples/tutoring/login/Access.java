package dev.consent.samples.tutoring.login;

import dev.consent.samples.tutoring.pupil.Parent;
import dev.consent.samples.tutoring.pupil.Pupil;
import dev.consent.samples.tutoring.pupil.Pupils;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Whose pupil it is: each person sees their own pupils only. What may be known about them is consent's question. */
@Component
public class Access {

    private final Pupils pupils;

    Access(Pupils pupils) {
        this.pupils = pupils;
    }

    /**
     * The pupil, if this visitor has anything to do with them.
     *
     * @throws NotYoursException when not, and also when there is no such pupil: which of the two, nobody learns
     */
    public Pupil pupil(Visitor visitor, Long id) {
        return pupils.findById(id).filter(pupil -> concerns(visitor, pupil)).orElseThrow(NotYoursException::new);
    }

    /** Whether this visitor may see this pupil. */
    public boolean concerns(Visitor visitor, Pupil pupil) {
        Long person = visitor.getPerson();
        return switch (visitor.getRole()) {
            case QUALITY -> true;
            case PUPIL -> person.equals(pupil.getId());
            case PARENT -> pupil.getParents().stream().map(Parent::getId).anyMatch(person::equals);
            case COACH ->
                Optional.ofNullable(pupil.getCoach())
                        .map(coach -> Objects.equals(coach.getId(), person))
                        .orElse(false);
        };
    }
}
