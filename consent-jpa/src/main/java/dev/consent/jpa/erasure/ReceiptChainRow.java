package dev.consent.jpa.erasure;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The end of the chain of receipts. Who appends holds its row, so that the chain has one end and no gap. */
@Entity(name = ReceiptChainRow.NAME)
@Table(name = ReceiptChainRow.NAME)
class ReceiptChainRow {

    static final String NAME = "consent_receipt_chain";

    /** There is one chain. */
    static final int ONLY = 1;

    @Id
    int id;

    @Column(nullable = false)
    long receipts;

    @Column(name = "last_hash", nullable = false, length = 64)
    String lastHash;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected ReceiptChainRow() {}

    ReceiptChainRow(long receipts, String lastHash) {
        this.id = ONLY;
        this.receipts = receipts;
        this.lastHash = lastHash;
    }
}
