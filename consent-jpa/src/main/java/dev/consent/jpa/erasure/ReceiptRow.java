package dev.consent.jpa.erasure;

import dev.consent.erasure.Receipt;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The proof of one erasing transaction. */
@Entity(name = ReceiptRow.NAME)
@Table(name = ReceiptRow.NAME)
class ReceiptRow {

    static final String NAME = "consent_receipt";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "consent_receipt_seq")
    @SequenceGenerator(name = "consent_receipt_seq", sequenceName = "consent_receipt_seq")
    Long id;

    @Column(nullable = false, updatable = false)
    String rule;

    @Column(nullable = false, updatable = false)
    int subjects;

    /** Counts per table, as a JSON object. */
    @Column(name = "erased_rows", nullable = false, updatable = false, length = 8000)
    String rows;

    @Column(name = "finished_at", nullable = false, updatable = false)
    Instant finishedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected ReceiptRow() {}

    ReceiptRow(String rule, int subjects, Map<String, Long> rows, Instant finishedAt) {
        this.rule = rule;
        this.subjects = subjects;
        this.rows = JSON.writeValueAsString(new TreeMap<>(rows));
        this.finishedAt = finishedAt;
    }

    Receipt value() {
        Map<String, Long> counts = JSON.readValue(rows, new TypeReference<>() {});
        return new Receipt(id, rule, subjects, counts, finishedAt);
    }
}
