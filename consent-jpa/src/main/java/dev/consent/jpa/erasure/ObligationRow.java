package dev.consent.jpa.erasure;

import dev.consent.SubjectId;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.erasure.Obligation;
import dev.consent.erasure.ObligationReason;
import dev.consent.erasure.ObligationState;
import dev.consent.jpa.retry.RetriedForPerson;
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
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** One duty to erase. */
@Entity(name = ObligationRow.NAME)
@Table(
        name = ObligationRow.NAME,
        indexes = {
            @Index(name = "consent_obligation_next", columnList = "state, next_attempt_at, id"),
            @Index(name = "consent_obligation_due", columnList = "state, due_at, id"),
            @Index(name = "consent_obligation_subject", columnList = "subject_type, subject_key")
        })
class ObligationRow extends RetriedForPerson {

    static final String NAME = "consent_obligation";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "consent_obligation_seq")
    @SequenceGenerator(name = "consent_obligation_seq", sequenceName = "consent_obligation_seq")
    Long id;

    /** Names the obligation outside the database. */
    @Column(nullable = false, updatable = false, unique = true)
    UUID reference;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, updatable = false, length = 32)
    ObligationReason reason;

    /** The code of the purpose, or {@code null} for everything about the person. */
    @Column(updatable = false, length = 64)
    @Nullable
    String purpose;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, length = 16)
    ObligationState state;

    @Column(name = "requested_at", nullable = false, updatable = false)
    Instant requestedAt;

    @Column(name = "not_before", nullable = false, updatable = false)
    Instant notBefore;

    @Column(name = "due_at", nullable = false)
    Instant dueAt;

    /** Since when it is met in several transactions. */
    @Column(name = "erasing_since")
    @Nullable
    Instant erasingSince;

    /** What those transactions erased so far: counts per table, as a JSON object. */
    @Column(name = "erased_so_far", length = 8000)
    @Nullable
    String erasedSoFar;

    @Column(name = "receipt_id")
    @Nullable
    Long receipt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected ObligationRow() {}

    /** Owed for one purpose. */
    ObligationRow(SubjectId subject, ObligationReason reason, DeclaredPurpose purpose, Instant requestedAt) {
        this(
                subject,
                reason,
                purpose.code(),
                requestedAt,
                requestedAt.plus(purpose.reconsiderWithin()),
                requestedAt.plus(purpose.eraseWithin()));
    }

    ObligationRow(
            SubjectId subject,
            ObligationReason reason,
            @Nullable String purpose,
            Instant requestedAt,
            Instant notBefore,
            Instant dueAt) {
        super(subject, notBefore);
        this.reference = UUID.randomUUID();
        this.reason = reason;
        this.purpose = purpose;
        this.state = ObligationState.PENDING;
        this.requestedAt = requestedAt;
        this.notBefore = notBefore;
        this.dueAt = dueAt;
    }

    /** Owed again after a restore, under the reference it had. Due since it was. */
    static ObligationRow again(
            SubjectId subject, ObligationReason reason, @Nullable String purpose, UUID reference, Instant requestedAt) {
        ObligationRow row = new ObligationRow(subject, reason, purpose, requestedAt, requestedAt, requestedAt);
        row.reference = reference;
        return row;
    }

    /** A state as queries spell it. */
    static String literal(ObligationState state) {
        return ObligationState.class.getName() + "." + state.name();
    }

    /** Notes that meeting it has failed. */
    void failed(Throwable error, Instant now) {
        state = ObligationState.FAILED;
        attempts++;
        retry(error, now);
    }

    /** Notes that a hold stands in the way. */
    void hold() {
        state = ObligationState.HELD;
    }

    /** Goes on after a hold, with as much time as it had at first. */
    void goOn(Instant now, Duration within) {
        state = ObligationState.PENDING;
        nextAttemptAt = notBefore.isAfter(now) ? notBefore : now;
        Instant anew = now.plus(within);
        dueAt = dueAt.isAfter(anew) ? dueAt : anew;
    }

    /** Notes what one of several transactions erased. */
    void erased(Map<String, Long> counts, Instant now) {
        erasingSince = erasingSince == null ? now : erasingSince;
        erasedSoFar = JSON.writeValueAsString(new TreeMap<>(sum(erasedSoFar, counts)));
    }

    /**
     * What was erased in earlier transactions and in this one.
     *
     * @param soFar counts per table, as a JSON object, or {@code null} when there was no earlier one
     */
    static Map<String, Long> sum(@Nullable String soFar, Map<String, Long> counts) {
        if (soFar == null) {
            return counts;
        }
        Map<String, Long> all = JSON.readValue(soFar, new TypeReference<>() {});
        counts.forEach((table, rows) -> all.merge(table, rows, Long::sum));
        return all;
    }

    Obligation value() {
        return new Obligation(
                id,
                reference,
                subject(),
                reason,
                purpose,
                state,
                requestedAt,
                notBefore,
                dueAt,
                attempts,
                lastError,
                erasingSince,
                receipt);
    }
}
