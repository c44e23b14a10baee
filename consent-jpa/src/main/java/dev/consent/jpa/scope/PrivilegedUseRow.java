package dev.consent.jpa.scope;

import dev.consent.gate.PrivilegedUse;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;

/** The record of one leave to read past the guards. */
@Entity(name = PrivilegedUseRow.NAME)
@Table(name = PrivilegedUseRow.NAME)
class PrivilegedUseRow {

    static final String NAME = "consent_privileged_use";

    static final int LONGEST_REASON = 500;

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "consent_privileged_use_seq")
    @SequenceGenerator(name = "consent_privileged_use_seq", sequenceName = "consent_privileged_use_seq")
    Long id;

    @Column(nullable = false, updatable = false, length = 64)
    String actor;

    @Column(nullable = false, updatable = false, length = LONGEST_REASON)
    String reason;

    @Column(name = "opened_at", nullable = false, updatable = false)
    Instant openedAt;

    @Column(name = "open_until", nullable = false, updatable = false)
    Instant until;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected PrivilegedUseRow() {}

    PrivilegedUseRow(String actor, String reason, Instant openedAt, Instant until) {
        this.actor = actor;
        this.reason = reason;
        this.openedAt = openedAt;
        this.until = until;
    }

    PrivilegedUse value() {
        return new PrivilegedUse(id, actor, reason, openedAt, until);
    }
}
