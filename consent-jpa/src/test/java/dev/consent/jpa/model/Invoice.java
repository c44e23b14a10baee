package dev.consent.jpa.model;

import dev.consent.PersonalData;
import dev.consent.Retain;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.LocalDate;
import org.hibernate.envers.Audited;

@Entity
@Audited
@PersonalData(purpose = Purposes.Bookkeeping.class, subject = "pupil")
@Retain(period = "P7Y", from = "issuedOn", start = Retain.Start.AT_END_OF_YEAR)
public class Invoice {

    @Id
    @GeneratedValue
    public Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    public Pupil pupil;

    public String addressee;

    public LocalDate issuedOn;

    protected Invoice() {}

    public Invoice(Pupil pupil, String addressee, LocalDate issuedOn) {
        this.pupil = pupil;
        this.addressee = addressee;
        this.issuedOn = issuedOn;
    }
}
