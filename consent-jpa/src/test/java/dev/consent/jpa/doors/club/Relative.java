package dev.consent.jpa.doors.club;

import jakarta.persistence.Embeddable;

/** An element without identity: a bag of these is rewritten whole. */
@Embeddable
public class Relative {

    public String relation;
    public String telephone;

    protected Relative() {}

    public Relative(String relation, String telephone) {
        this.relation = relation;
        this.telephone = telephone;
    }
}
