package dev.consent.jpa.subject;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/**
 * One data subject and which purposes are in force for them: bit i of the mask is set while the purpose with bit i is.
 * Guards read this table in every statement; everything else about it goes through {@link SubjectMasks}.
 */
@Entity(name = SubjectRow.NAME)
@Table(name = SubjectRow.NAME)
class SubjectRow {

    static final String NAME = "consent_subject";

    @EmbeddedId
    SubjectKey id;

    @Column(nullable = false)
    long mask;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected SubjectRow() {}
}
