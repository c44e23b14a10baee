package dev.consent.samples.tutoring.pupil;

import dev.consent.DataSubject;
import dev.consent.NotPersonal;
import dev.consent.PersonalData;
import dev.consent.SubjectId;
import dev.consent.samples.tutoring.purpose.Guidance;
import dev.consent.samples.tutoring.purpose.SchoolContact;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.hibernate.envers.Audited;
import org.jspecify.annotations.Nullable;

/**
 * A pupil who is guided. Everything that says who they are reads as null once the contract is over, and the mentor's
 * details while the parents have not agreed to contact with the school.
 */
@Entity
@Audited
@DataSubject
public class Pupil {

    @Id
    @GeneratedValue
    private @Nullable Long id;

    @PersonalData(purpose = Guidance.class)
    private @Nullable String givenName;

    @PersonalData(purpose = Guidance.class)
    private @Nullable String familyName;

    @PersonalData(purpose = Guidance.class)
    private @Nullable String school;

    @PersonalData(purpose = Guidance.class)
    private @Nullable String grade;

    /** The name to log in with. */
    @PersonalData(purpose = Guidance.class)
    private @Nullable String account;

    @PersonalData(purpose = SchoolContact.class)
    private @Nullable String mentorName;

    @PersonalData(purpose = SchoolContact.class)
    private @Nullable String mentorEmail;

    @NotPersonal
    private LocalDate startedOn;

    @ManyToOne(fetch = FetchType.LAZY)
    private @Nullable Coach coach;

    @ManyToMany
    private Set<Parent> parents = new LinkedHashSet<>();

    protected Pupil() {}

    public Pupil(
            String givenName, String familyName, String school, String grade, LocalDate startedOn, String account) {
        this.givenName = givenName;
        this.familyName = familyName;
        this.school = school;
        this.grade = grade;
        this.startedOn = startedOn;
        this.account = account;
    }

    /** Puts the pupil in the care of this coach and these parents. */
    public void joins(Coach newCoach, Set<Parent> newParents) {
        coach = newCoach;
        parents.addAll(newParents);
    }

    /** Notes whom to talk to at school. */
    public void hasMentor(String name, String email) {
        mentorName = name;
        mentorEmail = email;
    }

    public @Nullable Long getId() {
        return id;
    }

    /** How consent knows this pupil. */
    public SubjectId subject() {
        return SubjectId.of(Pupil.class, Objects.requireNonNull(id, "a pupil has a number once stored"));
    }

    /** The full name, or {@code null} when it is not kept any more. */
    public @Nullable String getName() {
        return givenName == null ? null : givenName + " " + familyName;
    }

    public @Nullable String getGivenName() {
        return givenName;
    }

    public @Nullable String getSchool() {
        return school;
    }

    public @Nullable String getGrade() {
        return grade;
    }

    public @Nullable String getAccount() {
        return account;
    }

    public @Nullable String getMentorName() {
        return mentorName;
    }

    public @Nullable String getMentorEmail() {
        return mentorEmail;
    }

    public LocalDate getStartedOn() {
        return startedOn;
    }

    public @Nullable Coach getCoach() {
        return coach;
    }

    public Set<Parent> getParents() {
        return parents;
    }
}
