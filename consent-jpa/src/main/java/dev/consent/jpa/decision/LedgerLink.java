package dev.consent.jpa.decision;

import dev.consent.evidence.DecisionLink;
import dev.consent.jpa.chain.Link;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Index;
import jakarta.persistence.Table;
import java.util.List;
import java.util.stream.Stream;

/** The place of one row of the history of decisions in the chain over all of them. Says nothing about anybody. */
@Entity(name = LedgerLink.NAME)
@Table(
        name = LedgerLink.NAME,
        indexes = @Index(name = "consent_ledger_link_row", columnList = "history_of, row_id, revision"))
class LedgerLink extends Link {

    static final String NAME = "consent_ledger_link";

    /** What holds what a link says, as {@link #lines} gives it. */
    static final List<String> ATTRIBUTES = List.of("entity", "row", "revision", "content");

    /** The entity whose history the row is in. */
    @Column(name = "history_of", nullable = false, updatable = false, length = 64)
    String entity;

    /** What the row is the history of. */
    @Column(name = "row_id", nullable = false, updatable = false)
    long row;

    /** The revision of the row. Of rows of several nodes, it does not say which was first; the place of the link does. */
    @Column(nullable = false, updatable = false)
    long revision;

    /** The hash of what the row says. */
    @Column(name = "content_hash", nullable = false, updatable = false, length = 64)
    String content;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected LedgerLink() {}

    LedgerLink(String entity, long row, long revision, String content) {
        this.entity = entity;
        this.row = row;
        this.revision = revision;
        this.content = content;
    }

    @Override
    protected Stream<Object> lines() {
        return Stream.of(entity, row, revision, content);
    }

    DecisionLink value() {
        return new DecisionLink(number(), entity, row, revision, content, previousHash(), hash());
    }
}
