package dev.consent.jpa.erasure;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** An entry of the erasure log that was replayed into this database, so that it is not replayed again. */
@Entity(name = ReplayedRow.NAME)
@Table(name = ReplayedRow.NAME)
class ReplayedRow {

    static final String NAME = "consent_replayed";

    @Id
    UUID intent;

    @Column(name = "replayed_at", nullable = false, updatable = false)
    Instant replayedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected ReplayedRow() {}

    ReplayedRow(UUID intent, Instant replayedAt) {
        this.intent = intent;
        this.replayedAt = replayedAt;
    }
}
