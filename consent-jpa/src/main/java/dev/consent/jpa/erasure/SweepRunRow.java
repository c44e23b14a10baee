package dev.consent.jpa.erasure;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;

/** What one node swept in a while: how fast that went says whether the next deadlines will be met. */
@Entity(name = SweepRunRow.NAME)
@Table(name = SweepRunRow.NAME, indexes = @Index(name = "consent_sweep_run_seen", columnList = "seen_at"))
class SweepRunRow {

    static final String NAME = "consent_sweep_run";

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "consent_sweep_run_seq")
    @SequenceGenerator(name = "consent_sweep_run_seq", sequenceName = "consent_sweep_run_seq")
    Long id;

    /** When it was at work. */
    @Column(name = "seen_at", nullable = false, updatable = false)
    Instant seenAt;

    /** How long it has worked since the record before, with the rests its pace prescribes. */
    @Column(name = "worked_nanos", nullable = false, updatable = false)
    long workedNanos;

    /** How many obligations it brought to an end meanwhile. */
    @Column(nullable = false, updatable = false)
    long done;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected SweepRunRow() {}

    SweepRunRow(Instant seenAt, long workedNanos, long done) {
        this.seenAt = seenAt;
        this.workedNanos = workedNanos;
        this.done = done;
    }
}
