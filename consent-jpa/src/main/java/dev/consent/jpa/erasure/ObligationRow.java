package dev.consent.jpa.erasure;

import dev.consent.SubjectId;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.erasure.Obligation;
import dev.consent.erasure.ObligationState;
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
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One duty to erase. */
@Entity(name = ObligationRow.NAME)
@Table(
        name = ObligationRow.NAME,
        indexes = {
            @Index(name = "consent_obligation_next", columnList = "state, next_attempt_at"),
            @Index(name = "consent_obligation_subject", columnList = "subject_type, subject_key")
        })
class ObligationRow {

    static final String NAME = "consent_obligation";

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "consent_obligation_seq")
    @SequenceGenerator(name = "consent_obligation_seq", sequenceName = "consent_obligation_seq")
    Long id;

    @Column(name = "subject_type", nullable = false, updatable = false, length = 64)
    String subjectType;

    @Column(name = "subject_key", nullable = false, updatable = false, length = 64)
    String subjectKey;

    @Column(nullable = false, updatable = false, length = 64)
    String purpose;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, length = 16)
    ObligationState state;

    @Column(name = "requested_at", nullable = false, updatable = false)
    Instant requestedAt;

    @Column(name = "not_before", nullable = false, updatable = false)
    Instant notBefore;

    @Column(name = "due_at", nullable = false, updatable = false)
    Instant dueAt;

    @Column(name = "next_attempt_at", nullable = false)
    Instant nextAttemptAt;

    @Column(nullable = false)
    int attempts;

    @Column(name = "last_error")
    @Nullable
    String lastError;

    @Column(name = "receipt_id")
    @Nullable
    Long receipt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected ObligationRow() {}

    ObligationRow(SubjectId subject, DeclaredPurpose purpose, Instant requestedAt) {
        this.subjectType = subject.type();
        this.subjectKey = subject.key();
        this.purpose = purpose.code();
        this.state = ObligationState.PENDING;
        this.requestedAt = requestedAt;
        this.notBefore = requestedAt.plus(purpose.reconsiderWithin());
        this.dueAt = requestedAt.plus(purpose.eraseWithin());
        this.nextAttemptAt = notBefore;
    }

    /** Notes a failure by the class of the error alone: its message may hold what it was about. */
    void failed(Throwable error, Instant now) {
        state = ObligationState.FAILED;
        attempts++;
        lastError = error.getClass().getName();
        Duration pause = Duration.ofMinutes(1L << Math.min(attempts - 1, 10));
        nextAttemptAt = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }

    void done(long byReceipt) {
        state = ObligationState.DONE;
        attempts++;
        lastError = null;
        receipt = byReceipt;
    }

    Obligation value() {
        return new Obligation(
                id,
                new SubjectId(subjectType, subjectKey),
                purpose,
                state,
                requestedAt,
                notBefore,
                dueAt,
                attempts,
                lastError,
                receipt);
    }
}
