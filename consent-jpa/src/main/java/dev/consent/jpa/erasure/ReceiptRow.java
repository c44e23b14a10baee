package dev.consent.jpa.erasure;

import dev.consent.erasure.ObligationReason;
import dev.consent.erasure.Receipt;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The proof of one erasing transaction. Its number is its place in the chain, which {@link ReceiptChain} gives it. */
@Entity(name = ReceiptRow.NAME)
@Table(name = ReceiptRow.NAME)
class ReceiptRow {

    static final String NAME = "consent_receipt";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String VERSION =
            Objects.requireNonNullElse(ReceiptRow.class.getPackage().getImplementationVersion(), "unpackaged");

    @Id
    Long id;

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

    @Column(name = "started_at", nullable = false, updatable = false)
    Instant startedAt;

    @Column(name = "finished_at", nullable = false, updatable = false)
    Instant finishedAt;

    /** The version of consent. */
    @Column(nullable = false, updatable = false, length = 64)
    String version;

    /** The hash of the receipt before. */
    @Column(name = "previous_hash", nullable = false, updatable = false, length = 64)
    String previous;

    @Column(nullable = false, updatable = false, length = 64)
    String hash;

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
        this.rows = JSON.writeValueAsString(new TreeMap<>(rows));
        // What is hashed must be what the database gives back.
        this.startedAt = startedAt.truncatedTo(ChronoUnit.MICROS);
        this.finishedAt = finishedAt.truncatedTo(ChronoUnit.MICROS);
        this.version = VERSION.length() <= 64 ? VERSION : VERSION.substring(0, 64);
    }

    /** Takes its place in the chain. */
    void follow(long number, String hashBefore) {
        id = number;
        previous = hashBefore;
        hash = computed();
    }

    /**
     * The SHA-256, in small hexadecimal digits, of the UTF-8 bytes of these lines with a line feed between: hash of the
     * receipt before, number, reference, rule, reasons, subjects, rows, start, end, version. Part of the documentation,
     * and never changed for receipts that are there.
     */
    String computed() {
        String text = Stream.<Object>of(
                        previous, id, reference, rule, reasons, subjects, rows, startedAt, finishedAt, version)
                .map(Object::toString)
                .collect(Collectors.joining("\n"));
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    Receipt value() {
        Map<String, Long> counts = JSON.readValue(rows, new TypeReference<>() {});
        List<ObligationReason> why = reasons.isEmpty()
                ? List.of()
                : Stream.of(reasons.split(",")).map(ObligationReason::valueOf).toList();
        return new Receipt(
                id, reference, rule, Set.copyOf(why), subjects, counts, startedAt, finishedAt, version, previous, hash);
    }
}
