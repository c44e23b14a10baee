package dev.consent.samples.tutoring.invoice;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** All invoices. */
public interface Invoices extends JpaRepository<Invoice, Long> {

    @Query("select invoice from Invoice invoice where invoice.pupil.id = :pupil"
            + " order by invoice.issuedOn desc, invoice.id desc")
    List<Invoice> ofPupil(Long pupil);
}
