package dev.consent.samples.parentportal.grade;

import dev.consent.DataCategory;
import dev.consent.PersonalData;
import dev.consent.Retain;
import dev.consent.samples.parentportal.family.Child;
import dev.consent.samples.parentportal.purpose.Grades;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.hibernate.envers.Audited;
import org.jspecify.annotations.Nullable;

/** A grade with what the teacher wrote next to it. Not there at all while nobody has consented to it. */
@Entity
@Audited
@PersonalData(purpose = Grades.class, subject = "child", category = DataCategory.EDUCATION)
@Retain(period = "P2Y", from = "givenOn")
public class Grade {

    @Id
    @GeneratedValue
    private @Nullable Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    private Child child;

    private String course;

    /** From 1 to 10, as Dutch schools count. */
    private BigDecimal mark;

    private String remark;

    private LocalDate givenOn;

    protected Grade() {}

    public Grade(Child child, String course, BigDecimal mark, String remark, LocalDate givenOn) {
        this.child = child;
        this.course = course;
        this.mark = mark;
        this.remark = remark;
        this.givenOn = givenOn;
    }

    public @Nullable Long getId() {
        return id;
    }

    public Child getChild() {
        return child;
    }

    public String getCourse() {
        return course;
    }

    public BigDecimal getMark() {
        return mark;
    }

    public String getRemark() {
        return remark;
    }

    public LocalDate getGivenOn() {
        return givenOn;
    }
}
