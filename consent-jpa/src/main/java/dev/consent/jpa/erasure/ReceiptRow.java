package dev.consent.jpa.erasure;

import dev.consent.erasure.ObligationReason;
import dev.consent.erasure.Receipt;
import dev.consent.jpa.chain.Link;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** The proof of one erasing transaction. Its number is its place in the chain of all receipts. */
@Entity(name = ReceiptRow.NAME)
@Table(name = ReceiptRow.NAME)
class ReceiptRow extends Link {

    static final String NAME = "consent_receipt";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final ObjectWriter COUNTS = JSON.writerFor(new TypeReference<Map<String, Long>>() {});

    /** What holds what a receipt says, as {@link #lines} gives it. */
    static final List<String> ATTRIBUTES =
            List.of("reference", "rule", "reasons", "subjects", "rows", "startedAt", "finishedAt", "version");

    private static final String VERSION =
            Objects.requireNonNullElse(ReceiptRow.class.getPackage().getImplementationVersion(), "unpackaged");

    @Column(nullable = false, updatable = false, unique = true)
    UUID reference;

    @Column(nullable = false, updatable = false)
    String rule;

    /** Why it was owed, with commas between. */
    @Column(nullable = false, updatable = false)
    String reasons;

    @Column(nullable = false, updatable = false)
    int subjects;

    /** Counts per table, as a JSON object. */
    @Column(name = "erased_rows", nullable = false, updatable = false, length = 8000)
    String rows;

    /** The same for the one who wrote it. */
    @Transient
    private @Nullable Map<String, Long> counts;

    @Column(name = "started_at", nullable = false, updatable = false)
    Instant startedAt;

    @Column(name = "finished_at", nullable = false, updatable = false)
    Instant finishedAt;

    /** The version of consent. */
    @Column(nullable = false, updatable = false, length = 64)
    String version;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected ReceiptRow() {}

    @SuppressWarnings("NullAway.Init")
    ReceiptRow(
            UUID reference,
            String rule,
            Collection<ObligationReason> reasons,
            int subjects,
            Map<String, Long> rows,
            Instant startedAt,
            Instant finishedAt) {
        this.reference = reference;
        this.rule = rule;
        this.reasons = reasons.stream().distinct().sorted().map(Enum::name).collect(Collectors.joining(","));
        this.subjects = subjects;
        this.counts = new TreeMap<>(rows);
        this.rows = COUNTS.writeValueAsString(counts);
        // What is hashed must be what the database gives back.
        this.startedAt = startedAt.truncatedTo(ChronoUnit.MICROS);
        this.finishedAt = finishedAt.truncatedTo(ChronoUnit.MICROS);
        this.version = VERSION.length() <= 64 ? VERSION : VERSION.substring(0, 64);
    }

    @Override
    protected Stream<Object> lines() {
        return Stream.of(reference, rule, reasons, subjects, rows, startedAt, finishedAt, version);
    }

    Receipt value() {
        List<ObligationReason> why = reasons.isEmpty()
                ? List.of()
                : Stream.of(reasons.split(",")).map(ObligationReason::valueOf).toList();
        return new Receipt(
                number(),
                reference,
                rule,
                Set.copyOf(why),
                subjects,
                counts == null ? JSON.readValue(rows, new TypeReference<>() {}) : counts,
                startedAt,
                finishedAt,
                version,
                previousHash(),
                hash());
    }
}
