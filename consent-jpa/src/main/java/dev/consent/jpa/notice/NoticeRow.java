package dev.consent.jpa.notice;

import dev.consent.SubjectId;
import dev.consent.jpa.retry.RetriedForPerson;
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
            @Index(name = "consent_notice_created", columnList = "created_at, id"),
            @Index(name = "consent_notice_subject", columnList = "subject_type, subject_key")
        })
class NoticeRow extends RetriedForPerson {

    static final String NAME = "consent_notice";

    @Id
    UUID id;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, updatable = false, length = 32)
    NoticeKind kind;

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
        super(subject, at);
        this.id = UUID.randomUUID();
        this.kind = kind;
        this.purpose = purpose;
        this.party = party;
        this.state = NoticeState.PENDING;
        this.createdAt = at;
        this.dueAt = at.plus(within);
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

    void failed(Throwable error, Instant now) {
        if (state == NoticeState.PENDING) {
            retry(error, now);
        }
    }

    Notice value() {
        return new Notice(
                id,
                kind,
                subject(),
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
