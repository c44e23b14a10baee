package dev.consent.jpa.erasure;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;

/** What one version of the application erases for one reason, as a digest: other versions erase the same, or not. */
@Entity(name = ErasureModelRow.NAME)
@Table(name = ErasureModelRow.NAME)
class ErasureModelRow {

    static final String NAME = "consent_erasure_model";

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "consent_erasure_model_seq")
    @SequenceGenerator(name = "consent_erasure_model_seq", sequenceName = "consent_erasure_model_seq")
    Long id;

    /** Names the version by all that it erases. */
    @Column(nullable = false, updatable = false, length = 64)
    String fingerprint;

    /** In which order versions came; the same for all rows of a version. */
    @Column(nullable = false, updatable = false)
    long generation;

    /** The reason: a kind of people and a purpose, or a term. */
    @Column(nullable = false, updatable = false, length = 1000)
    String cause;

    @Column(nullable = false, updatable = false, length = 64)
    String digest;

    /** Until when the version counts as running, unless it is seen again before. */
    @Column(name = "counts_until", nullable = false)
    Instant countsUntil;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected ErasureModelRow() {}

    ErasureModelRow(String fingerprint, long generation, String cause, String digest, Instant countsUntil) {
        this.fingerprint = fingerprint;
        this.generation = generation;
        this.cause = cause;
        this.digest = digest;
        this.countsUntil = countsUntil;
    }
}
