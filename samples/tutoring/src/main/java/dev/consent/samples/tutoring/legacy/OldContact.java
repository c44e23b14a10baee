package dev.consent.samples.tutoring.legacy;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A list of contacts taken over from an older system. Deliberately carries no annotation of consent: the page "What do
 * we keep" has to show that somebody must look at it.
 */
@Entity
public class OldContact {

    @Id
    @GeneratedValue
    private @Nullable Long id;

    private String contactName;

    private String phone;

    private String remark;

    private LocalDate importedOn;

    protected OldContact() {}

    public OldContact(String contactName, String phone, String remark, LocalDate importedOn) {
        this.contactName = contactName;
        this.phone = phone;
        this.remark = remark;
        this.importedOn = importedOn;
    }
}
