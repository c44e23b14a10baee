package dev.consent.jpa.erasure;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** One row that every erasing transaction locks for sharing; who locks it alone knows that none is under way. */
@Entity(name = SweepLockRow.NAME)
@Table(name = SweepLockRow.NAME)
class SweepLockRow {

    static final String NAME = "consent_sweep_lock";

    static final int ONLY = 1;

    @Id
    int id;

    /** Counts those who had it alone, so that an erasing transaction with an older view of the data fails. */
    @Column(nullable = false)
    long turns;

    /** For Hibernate. */
    protected SweepLockRow() {}

    SweepLockRow(int id) {
        this.id = id;
    }
}
