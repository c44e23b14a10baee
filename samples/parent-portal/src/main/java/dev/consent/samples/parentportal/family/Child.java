package dev.consent.samples.parentportal.family;

import dev.consent.DataCategory;
import dev.consent.DataSubject;
import dev.consent.PersonalData;
import dev.consent.SubjectId;
import dev.consent.samples.parentportal.location.Group;
import dev.consent.samples.parentportal.purpose.Benefits;
import dev.consent.samples.parentportal.purpose.Enrolment;
import dev.consent.samples.parentportal.purpose.MedicalDetails;
import dev.consent.samples.parentportal.purpose.ServiceOffice;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Period;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.hibernate.envers.Audited;
import org.hibernate.envers.RelationTargetAuditMode;
import org.jspecify.annotations.Nullable;

/**
 * A child. Name, birthday and days are for everybody who looks after it; medical, financial and benefits data are for
 * the service office only and read as null in all other work. Until it is sixteen, its parents decide for it.
 */
@Entity
@Audited
@DataSubject(birthDate = "born")
public class Child {

    @Id
    @GeneratedValue
    private @Nullable Long id;

    @PersonalData(purpose = Enrolment.class)
    private @Nullable String givenName;

    @PersonalData(purpose = Enrolment.class)
    private @Nullable String familyName;

    @PersonalData(purpose = Enrolment.class)
    private @Nullable LocalDate born;

    /** The days on which it comes, as the numbers of the days of the week: 135 is Monday, Wednesday and Friday. */
    @PersonalData(purpose = Enrolment.class)
    private @Nullable String days;

    /** The name with which somebody old enough to decide logs in. */
    @PersonalData(purpose = Enrolment.class)
    private @Nullable String account;

    @PersonalData(purpose = MedicalDetails.class, audience = ServiceOffice.class, category = DataCategory.HEALTH)
    private @Nullable String medicalDetails;

    @PersonalData(purpose = Enrolment.class, audience = ServiceOffice.class, category = DataCategory.FINANCIAL)
    private @Nullable BigDecimal monthlyFee;

    @PersonalData(purpose = Benefits.class, audience = ServiceOffice.class, category = DataCategory.FINANCIAL)
    private @Nullable String benefits;

    @ManyToOne(fetch = FetchType.LAZY)
    @Audited(targetAuditMode = RelationTargetAuditMode.NOT_AUDITED)
    private @Nullable Group group;

    @ManyToMany
    private Set<Parent> parents = new LinkedHashSet<>();

    protected Child() {}

    public Child(String givenName, String familyName, LocalDate born, String days, @Nullable String account) {
        this.givenName = givenName;
        this.familyName = familyName;
        this.born = born;
        this.days = days;
        this.account = account;
    }

    /** Puts the child in this group and in the care of these parents. */
    public void joins(Group newGroup, Set<Parent> newParents) {
        group = newGroup;
        parents.addAll(newParents);
    }

    /** Takes the child out of the care of one of its parents. */
    public void isLeftBy(Parent parent) {
        parents.remove(parent);
    }

    /** Notes what the care costs, and what the tax authority pays of it. */
    public void costs(BigDecimal newMonthlyFee, String newBenefits) {
        monthlyFee = newMonthlyFee;
        benefits = newBenefits;
    }

    /** Notes what a doctor would want to know. Refused while nobody has consented to it. */
    public void needs(String newMedicalDetails) {
        medicalDetails = newMedicalDetails;
    }

    public @Nullable Long getId() {
        return id;
    }

    /** How consent knows this child. */
    public SubjectId subject() {
        return SubjectId.of(Child.class, Objects.requireNonNull(id, "a child has a number once stored"));
    }

    /** The full name, or {@code null} when it is not kept any more. */
    public @Nullable String getName() {
        return givenName == null ? null : givenName + " " + familyName;
    }

    public @Nullable LocalDate getBorn() {
        return born;
    }

    /** The age in years on this day, or {@code null} when the birthday is not kept any more. */
    public @Nullable Integer age(LocalDate today) {
        return born == null ? null : Period.between(born, today).getYears();
    }

    /** The days on which it comes. */
    public List<DayOfWeek> getDays() {
        return days == null
                ? List.of()
                : days.chars().mapToObj(day -> DayOfWeek.of(day - '0')).toList();
    }

    public @Nullable String getAccount() {
        return account;
    }

    public @Nullable String getMedicalDetails() {
        return medicalDetails;
    }

    public @Nullable BigDecimal getMonthlyFee() {
        return monthlyFee;
    }

    public @Nullable String getBenefits() {
        return benefits;
    }

    public @Nullable Group getGroup() {
        return group;
    }

    public Set<Parent> getParents() {
        return parents;
    }
}
