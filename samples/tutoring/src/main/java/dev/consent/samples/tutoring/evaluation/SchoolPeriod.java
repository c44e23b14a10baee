package dev.consent.samples.tutoring.evaluation;

import dev.consent.NotPersonal;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** One of the periods a school year is divided into. */
@Entity
@NotPersonal
public class SchoolPeriod {

    @Id
    @GeneratedValue
    private @Nullable Long id;

    private String schoolYear;

    private Integer quarter;

    private LocalDate startsOn;

    private LocalDate endsOn;

    protected SchoolPeriod() {}

    public SchoolPeriod(String schoolYear, Integer quarter, LocalDate startsOn, LocalDate endsOn) {
        this.schoolYear = schoolYear;
        this.quarter = quarter;
        this.startsOn = startsOn;
        this.endsOn = endsOn;
    }

    public @Nullable Long getId() {
        return id;
    }

    public String getSchoolYear() {
        return schoolYear;
    }

    public Integer getQuarter() {
        return quarter;
    }

    /** Such as {@code 2026-2027 / 2}. */
    public String getLabel() {
        return schoolYear + " / " + quarter;
    }

    public LocalDate getStartsOn() {
        return startsOn;
    }

    public LocalDate getEndsOn() {
        return endsOn;
    }
}
