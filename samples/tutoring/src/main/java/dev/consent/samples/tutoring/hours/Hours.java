package dev.consent.samples.tutoring.hours;

import dev.consent.PersonalData;
import dev.consent.samples.tutoring.pupil.Coach;
import dev.consent.samples.tutoring.pupil.Pupil;
import dev.consent.samples.tutoring.purpose.Guidance;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.LocalDate;
import org.hibernate.envers.Audited;
import org.jspecify.annotations.Nullable;

/** One session of guidance. Gone with the contract. */
@Entity
@Audited
@PersonalData(purpose = Guidance.class, subject = "pupil")
public class Hours {

    @Id
    @GeneratedValue
    private @Nullable Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    private Pupil pupil;

    @ManyToOne(fetch = FetchType.LAZY)
    private Coach coach;

    private LocalDate heldOn;

    private Integer minutes;

    private String topic;

    protected Hours() {}

    public Hours(Pupil pupil, Coach coach, LocalDate heldOn, Integer minutes, String topic) {
        this.pupil = pupil;
        this.coach = coach;
        this.heldOn = heldOn;
        this.minutes = minutes;
        this.topic = topic;
    }

    public LocalDate getHeldOn() {
        return heldOn;
    }

    public Integer getMinutes() {
        return minutes;
    }

    public String getTopic() {
        return topic;
    }
}
