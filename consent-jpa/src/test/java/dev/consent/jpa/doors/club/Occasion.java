package dev.consent.jpa.doors.club;

import jakarta.persistence.Embeddable;

/** An embedded value of a protected row. */
@Embeddable
public class Occasion {

    public String place;
    public int minutes;

    protected Occasion() {}

    public Occasion(String place, int minutes) {
        this.place = place;
        this.minutes = minutes;
    }
}
