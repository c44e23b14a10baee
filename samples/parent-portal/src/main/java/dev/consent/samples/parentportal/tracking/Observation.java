package dev.consent.samples.parentportal.tracking;

import dev.consent.DataCategory;
import dev.consent.PersonalData;
import dev.consent.Retain;
import dev.consent.samples.parentportal.family.Child;
import dev.consent.samples.parentportal.purpose.LearningProgress;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.LocalDate;
import org.hibernate.envers.Audited;
import org.jspecify.annotations.Nullable;

/** What the pupil-tracking system observed about a child: a skill, and how far it has come. */
@Entity
@Audited
@PersonalData(purpose = LearningProgress.class, subject = "child", category = DataCategory.EDUCATION)
@Retain(period = "P2Y", from = "observedOn")
public class Observation {

    @Id
    @GeneratedValue
    private @Nullable Long id;

    /** How the pupil-tracking system names this record. */
    @Column(unique = true)
    private String recordKey;

    private long version;

    @ManyToOne(fetch = FetchType.LAZY)
    private Child child;

    private String skill;

    /** From A, well ahead, to E. */
    private String level;

    private LocalDate observedOn;

    protected Observation() {}

    public Observation(String recordKey, Child child) {
        this.recordKey = recordKey;
        this.child = child;
    }

    /** Takes over what this version of the record says. */
    public void says(long newVersion, String newSkill, String newLevel, LocalDate newObservedOn) {
        version = newVersion;
        skill = newSkill;
        level = newLevel;
        observedOn = newObservedOn;
    }

    public @Nullable Long getId() {
        return id;
    }

    public String getRecordKey() {
        return recordKey;
    }

    public long getVersion() {
        return version;
    }

    public Child getChild() {
        return child;
    }

    public String getSkill() {
        return skill;
    }

    public String getLevel() {
        return level;
    }

    public LocalDate getObservedOn() {
        return observedOn;
    }
}
