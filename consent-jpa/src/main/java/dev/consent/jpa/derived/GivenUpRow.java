package dev.consent.jpa.derived;

import dev.consent.erasure.CopiesGivenUp;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** A decision that copies are not waited for any more. */
@Entity(name = GivenUpRow.NAME)
@Immutable
@Table(name = GivenUpRow.NAME)
class GivenUpRow {

    static final String NAME = "consent_derived_given_up";

    /** The longest reason that can be stored. */
    static final int LONGEST_REASON = 500;

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "consent_derived_given_up_seq")
    @SequenceGenerator(name = "consent_derived_given_up_seq", sequenceName = "consent_derived_given_up_seq")
    Long id;

    @Column(nullable = false, length = 64)
    String data;

    @Column(nullable = false, length = LONGEST_REASON)
    String reason;

    @Column(name = "given_up_by", nullable = false, length = 64)
    String by;

    @Column(name = "given_up_at", nullable = false)
    Instant at;

    @Column(name = "key_count", nullable = false)
    long keys;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected GivenUpRow() {}

    GivenUpRow(String data, String reason, String by, Instant at, long keys) {
        this.data = data;
        this.reason = reason;
        this.by = by;
        this.at = at;
        this.keys = keys;
    }

    CopiesGivenUp value() {
        return new CopiesGivenUp(id, data, reason, by, at, keys);
    }
}
