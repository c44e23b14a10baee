package dev.consent.jpa.derived;

import dev.consent.erasure.WaitingCopies;
import dev.consent.jpa.retry.Retried;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.Length;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Keys of rows of which one kind of derived data holds copies that are still to be erased. It goes when they are. */
@Entity(name = DerivedKeysRow.NAME)
@Table(
        name = DerivedKeysRow.NAME,
        indexes = {
            @Index(name = "consent_derived_keys_next", columnList = "data, next_attempt_at, id"),
            @Index(name = "consent_derived_keys_due", columnList = "due_at, id"),
            @Index(name = "consent_derived_keys_erasure", columnList = "erasure")
        })
class DerivedKeysRow extends Retried {

    static final String NAME = "consent_derived_keys";

    /** Longer lists of attributes are told one by one. */
    static final int LONGEST_ATTRIBUTES = 4_000;

    /** From this attempt on, keys come in halves. */
    private static final int HALVED_FROM = 3;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "consent_derived_keys_seq")
    @SequenceGenerator(name = "consent_derived_keys_seq", sequenceName = "consent_derived_keys_seq")
    Long id;

    @Column(nullable = false, updatable = false)
    UUID erasure;

    @Column(nullable = false, updatable = false, length = 64)
    String data;

    /** The name of the class of the entity. */
    @Column(nullable = false, updatable = false, length = 500)
    String entity;

    /** With commas between, or {@code null} for whole rows. */
    @Column(updatable = false, length = LONGEST_ATTRIBUTES)
    @Nullable
    String attributes;

    /** As a JSON array of texts. */
    @Column(name = "row_keys", nullable = false, length = Length.LONG32)
    String rowKeys;

    @Column(name = "key_count", nullable = false)
    int count;

    /** Why it was erased, with commas between. */
    @Column(nullable = false, updatable = false)
    String reasons;

    @Column(name = "erased_at", nullable = false, updatable = false)
    Instant erasedAt;

    @Column(name = "due_at", nullable = false, updatable = false)
    Instant dueAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected DerivedKeysRow() {}

    DerivedKeysRow(
            DerivedErasureRow erasure,
            String data,
            String entity,
            @Nullable String attributes,
            List<String> keys,
            Instant erasedAt,
            Instant dueAt) {
        super(erasedAt);
        this.erasure = erasure.id;
        this.data = data;
        this.entity = entity;
        this.attributes = attributes;
        this.reasons = erasure.reasons;
        this.erasedAt = erasedAt;
        this.dueAt = dueAt;
        keys(keys);
    }

    private DerivedKeysRow(DerivedKeysRow whole, List<String> keys) {
        super(whole.nextAttemptAt);
        this.attempts = whole.attempts;
        this.lastError = whole.lastError;
        this.erasure = whole.erasure;
        this.data = whole.data;
        this.entity = whole.entity;
        this.attributes = whole.attributes;
        this.reasons = whole.reasons;
        this.erasedAt = whole.erasedAt;
        this.dueAt = whole.dueAt;
        keys(keys);
    }

    private void keys(List<String> keys) {
        rowKeys = JSON.writeValueAsString(keys);
        count = keys.size();
    }

    List<String> keys() {
        return JSON.readValue(rowKeys, new TypeReference<>() {});
    }

    Set<String> attributeSet() {
        return attributes == null ? Set.of() : Stream.of(attributes.split(",")).collect(Collectors.toSet());
    }

    int attempts() {
        return attempts;
    }

    /** Notes a failure; returns half of the keys, to be tried apart, when they have failed together too often. */
    @Nullable
    DerivedKeysRow failed(Throwable error, Instant now) {
        retry(error, now);
        if (attempts < HALVED_FROM || count == 1) {
            return null;
        }
        List<String> all = keys();
        keys(all.subList(0, all.size() / 2));
        return new DerivedKeysRow(this, all.subList(all.size() / 2, all.size()));
    }

    WaitingCopies value() {
        return new WaitingCopies(
                id,
                data,
                entity,
                attributeSet(),
                count,
                Set.copyOf(DerivedErasureRow.reasons(reasons)),
                erasedAt,
                dueAt,
                attempts,
                nextAttemptAt,
                lastError);
    }
}
