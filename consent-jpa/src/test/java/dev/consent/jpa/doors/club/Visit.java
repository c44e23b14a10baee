package dev.consent.jpa.doors.club;

import dev.consent.PersonalData;
import dev.consent.jpa.model.Purposes.Contact;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.hibernate.envers.Audited;

/** A reference that is a protected field itself: to whom a member goes. */
@Entity
@Audited
public class Visit {

    @Id
    @GeneratedValue
    public Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    public Member member;

    @ManyToOne(fetch = FetchType.LAZY)
    @PersonalData(purpose = Contact.class, subject = "member")
    public Doctor doctor;

    public int minutes;

    protected Visit() {}

    public Visit(Member member, Doctor doctor) {
        this.member = member;
        this.doctor = doctor;
    }
}
