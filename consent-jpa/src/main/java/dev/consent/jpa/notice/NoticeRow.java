package dev.consent.jpa.notice;

import dev.consent.SubjectId;
import dev.consent.notice.Notice;
import dev.consent.notice.NoticeHandler.Delivery;
import dev.consent.notice.NoticeKind;
import dev.consent.notice.NoticeState;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One message to one recipient or source. */
@Entity(name = NoticeRow.NAME)
@Table(
        name = NoticeRow.NAME,
        indexes = {
            @Index(name = "consent_notice_next", columnList = "state, next_attempt_at"),
            @Index(name = "consent_notice_due", columnList = "state, due_at"),
            @Index(name = "consent_notice_subject", columnList = "subject_type, subject_key")
        })
class NoticeRow {

    static final String NAME = "consent_notice";

    /** How long one attempt may take before another node takes over. */
    private static final Duration LEASE = Duration.ofMinutes(5);

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    @Id
    UUID id;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, updatable = false, length = 32)
    NoticeKind kind;

    @Column(name = "subject_type", nullable = false, updatable = false, length = 64)
    String subjectType;

    @Column(name = "subject_key", nullable = false, updatable = false, length = 64)
    String subjectKey;

    @Column(nullable = false, updatable = false, length = 64)
    String purpose;

    @Column(nullable = false, updatable = false, length = 64)
    String party;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, length = 16)
    NoticeState state;

    @Column(name = "created_at", nullable = false, updatable = false)
    Instant createdAt;

    @Column(name = "due_at", nullable = false, updatable = false)
    Instant dueAt;

    @Column(name = "next_attempt_at", nullable = false)
    Instant nextAttemptAt;

    @Column(nullable = false)
    int attempts;

    @Column(name = "last_error")
    @Nullable
    String lastError;

    @Column(name = "sent_at")
    @Nullable
    Instant sentAt;

    @Column(name = "acknowledged_at")
    @Nullable
    Instant acknowledgedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected NoticeRow() {}

    NoticeRow(NoticeKind kind, SubjectId subject, String purpose, String party, Instant at, Duration within) {
        this.id = UUID.randomUUID();
        this.kind = kind;
        this.subjectType = subject.type();
        this.subjectKey = subject.key();
        this.purpose = purpose;
        this.party = party;
        this.state = NoticeState.PENDING;
        this.createdAt = at;
        this.dueAt = at.plus(within);
        this.nextAttemptAt = at;
    }

    /** Keeps other nodes away while this one tries, and lets them try if it never comes back. */
    void begin(Instant now) {
        attempts++;
        nextAttemptAt = now.plus(LEASE);
    }

    void handedOver(Delivery delivery, Instant now) {
        if (state.open()) {
            lastError = null;
            sentAt = now;
            if (delivery == Delivery.ACKNOWLEDGED) {
                acknowledge(now);
            } else {
                state = NoticeState.SENT;
            }
        }
    }

    void acknowledge(Instant now) {
        state = NoticeState.ACKNOWLEDGED;
        acknowledgedAt = now;
        sentAt = sentAt == null ? now : sentAt;
    }

    /** Notes a failure by the class of the error alone: its message may hold what it was about. */
    void failed(Throwable error, Instant now) {
        if (state == NoticeState.PENDING) {
            lastError = error.getClass().getName();
            Duration pause = Duration.ofMinutes(1L << Math.min(attempts - 1, 10));
            nextAttemptAt = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        }
    }

    Notice value() {
        return new Notice(
                id,
                kind,
                new SubjectId(subjectType, subjectKey),
                purpose,
                party,
                state,
                createdAt,
                dueAt,
                attempts,
                lastError,
                sentAt,
                acknowledgedAt);
    }
}
