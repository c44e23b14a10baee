package dev.consent.samples.tutoring.invoice;

import dev.consent.NotPersonal;
import dev.consent.PersonalData;
import dev.consent.Retain;
import dev.consent.samples.tutoring.pupil.Pupil;
import dev.consent.samples.tutoring.purpose.Bookkeeping;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.hibernate.envers.Audited;
import org.jspecify.annotations.Nullable;

/**
 * An invoice. It names the person it was sent to in a copy of its own, because it stays seven years after its book year
 * while the parents' own details go with the contract.
 */
@Entity
@Audited
@PersonalData(purpose = Bookkeeping.class, subject = "pupil")
@Retain(period = "P7Y", from = "issuedOn", start = Retain.Start.AT_END_OF_YEAR)
public class Invoice {

    @Id
    @GeneratedValue
    private @Nullable Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    private Pupil pupil;

    private String invoiceNumber;

    private String billedTo;

    @NotPersonal
    private LocalDate issuedOn;

    private String description;

    private BigDecimal amount;

    protected Invoice() {}

    public Invoice(
            Pupil pupil,
            String invoiceNumber,
            String billedTo,
            LocalDate issuedOn,
            String description,
            BigDecimal amount) {
        this.pupil = pupil;
        this.invoiceNumber = invoiceNumber;
        this.billedTo = billedTo;
        this.issuedOn = issuedOn;
        this.description = description;
        this.amount = amount;
    }

    public String getInvoiceNumber() {
        return invoiceNumber;
    }

    public String getBilledTo() {
        return billedTo;
    }

    public LocalDate getIssuedOn() {
        return issuedOn;
    }

    public String getDescription() {
        return description;
    }

    public BigDecimal getAmount() {
        return amount;
    }
}
