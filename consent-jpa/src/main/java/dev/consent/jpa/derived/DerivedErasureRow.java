package dev.consent.jpa.derived;

import dev.consent.erasure.ObligationReason;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.Length;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * One erasure of which copies are left. Whoever changes what is left of it locks it first, so that exactly one sees that
 * nothing is.
 */
@Entity(name = DerivedErasureRow.NAME)
@Table(name = DerivedErasureRow.NAME)
class DerivedErasureRow {

    static final String NAME = "consent_derived_erasure";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Id
    UUID id;

    @Column(nullable = false, updatable = false)
    String rule;

    /** Why it was owed, with commas between. */
    @Column(nullable = false, updatable = false)
    String reasons;

    @Column(nullable = false)
    int subjects;

    @Column(name = "erased_at", nullable = false)
    Instant erasedAt;

    /** The numbers of the obligations that wait for it, as a JSON array; {@code null} as long as more is being erased. */
    @Column(length = Length.LONG32)
    @Nullable
    String obligations;

    /** Of how many rows copies are gone or given up, as a JSON object. */
    @Column(nullable = false, length = 8000)
    String copies = "{}";

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected DerivedErasureRow() {}

    DerivedErasureRow(UUID id, String rule, Collection<ObligationReason> reasons, int subjects, Instant erasedAt) {
        this.id = id;
        this.rule = rule;
        this.reasons = reasons.stream().distinct().sorted().map(Enum::name).collect(Collectors.joining(","));
        this.subjects = subjects;
        this.erasedAt = erasedAt;
    }

    /** Everything is erased here; these wait for the copies. */
    void complete(List<Long> waiting, Instant now) {
        obligations = JSON.writeValueAsString(waiting);
        erasedAt = now;
    }

    boolean complete() {
        return obligations != null;
    }

    List<Long> waiting() {
        return obligations == null ? List.of() : JSON.readValue(obligations, new TypeReference<>() {});
    }

    void count(String what, long keys) {
        Map<String, Long> counts = counts();
        counts.merge(what, keys, Long::sum);
        copies = JSON.writeValueAsString(counts);
    }

    private Map<String, Long> counts() {
        return JSON.readValue(copies, new TypeReference<TreeMap<String, Long>>() {});
    }

    static List<ObligationReason> reasons(String text) {
        return Stream.of(text.split(",")).map(ObligationReason::valueOf).toList();
    }

    Awaiting.Over over() {
        return new Awaiting.Over(rule, reasons(reasons), subjects, waiting(), counts(), erasedAt);
    }
}
