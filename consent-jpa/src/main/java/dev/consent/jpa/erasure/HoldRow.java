package dev.consent.jpa.erasure;

import dev.consent.SubjectId;
import dev.consent.erasure.Hold;
import dev.consent.erasure.HoldBasis;
import dev.consent.erasure.HoldRequest;
import dev.consent.erasure.SweepPause;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One hold, or a pause of the sweep, which holds everything but hides nothing of its lateness. */
@Entity(name = HoldRow.NAME)
@Table(
        name = HoldRow.NAME,
        indexes = {
            @Index(name = "consent_hold_settled", columnList = "settled, id"),
            @Index(name = "consent_hold_subject", columnList = "subject_type, subject_key")
        })
class HoldRow {

    static final String NAME = "consent_hold";

    static final int LONGEST_KEY = 1_000;

    /** What it is on. */
    enum Kind {
        PERSON,
        TYPE,
        ROW,
        PAUSE
    }

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "consent_hold_seq")
    @SequenceGenerator(name = "consent_hold_seq", sequenceName = "consent_hold_seq")
    Long id;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, updatable = false, length = 16)
    Kind kind;

    @Column(name = "subject_type", updatable = false, length = 64)
    @Nullable
    String subjectType;

    @Column(name = "subject_key", updatable = false, length = 64)
    @Nullable
    String subjectKey;

    @Column(updatable = false)
    @Nullable
    String entity;

    @Column(name = "row_key", updatable = false, length = LONGEST_KEY)
    @Nullable
    String rowKey;

    /** {@code null} for a pause. */
    @Enumerated(EnumType.STRING)
    @Column(updatable = false, length = 32)
    @Nullable
    HoldBasis basis;

    @Column(nullable = false, updatable = false, length = HoldRequest.LONGEST_REASON)
    String reason;

    @Column(name = "valid_until", updatable = false)
    @Nullable
    Instant until;

    @Column(name = "placed_at", nullable = false, updatable = false)
    Instant placedAt;

    @Column(name = "placed_by", nullable = false, updatable = false, length = 64)
    String placedBy;

    /** Of a restriction of processing: the mask the person had before, for what only other applications know. */
    @Column(name = "mask_before", updatable = false)
    @Nullable
    Long maskBefore;

    /** When every batch that may not have seen it had ended; until then new batches stand back. */
    @Column(name = "in_force_at")
    @Nullable
    Instant inForceAt;

    @Column(name = "ended_at")
    @Nullable
    Instant endedAt;

    @Column(name = "ended_by", length = 64)
    @Nullable
    String endedBy;

    /** Whether it has ended and what it held goes on. */
    @Column(nullable = false)
    boolean settled;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected HoldRow() {}

    HoldRow(Kind kind, String reason, Instant placedAt, String placedBy) {
        this.kind = kind;
        this.reason = reason;
        this.placedAt = placedAt;
        this.placedBy = placedBy;
    }

    boolean counts(Instant now) {
        return endedAt == null && (until == null || until.isAfter(now));
    }

    void end(Instant at, @Nullable String by) {
        endedAt = at;
        endedBy = by;
    }

    Hold value() {
        return new Hold(
                id,
                Hold.Kind.valueOf(kind.name()),
                subjectType == null || subjectKey == null ? null : new SubjectId(subjectType, subjectKey),
                entity,
                rowKey,
                Objects.requireNonNull(basis),
                reason,
                until,
                placedAt,
                placedBy,
                endedAt,
                endedBy);
    }

    SweepPause pause() {
        return new SweepPause(reason, placedAt, placedBy);
    }
}
