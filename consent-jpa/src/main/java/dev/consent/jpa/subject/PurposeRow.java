package dev.consent.jpa.subject;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A purpose and the bit it has in every mask. A bit once given is never given to another purpose. */
@Entity(name = PurposeRow.NAME)
@Table(name = PurposeRow.NAME)
class PurposeRow {

    static final String NAME = "consent_purpose";

    @Id
    @Column(length = 64)
    String code;

    @Column(name = "mask_bit", nullable = false, unique = true)
    int bit;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected PurposeRow() {}

    PurposeRow(String code, int bit) {
        this.code = code;
        this.bit = bit;
    }
}
