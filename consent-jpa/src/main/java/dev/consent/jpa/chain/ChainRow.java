package dev.consent.jpa.chain;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The end of one chain. Who appends holds its row, so that the chain has one end and no gap. */
@Entity(name = ChainRow.NAME)
@Table(name = ChainRow.NAME)
class ChainRow {

    static final String NAME = "consent_chain";

    /** The entity whose rows are the links. */
    @Id
    @Column(length = 64)
    String id;

    @Column(nullable = false)
    long links;

    @Column(name = "last_hash", nullable = false, length = 64)
    String lastHash;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected ChainRow() {}

    ChainRow(String id, long links, String lastHash) {
        this.id = id;
        this.links = links;
        this.lastHash = lastHash;
    }
}
