package dev.consent.jpa.subject;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.io.Serializable;

/** The primary key of {@link SubjectRow}. */
@Embeddable
record SubjectKey(
        @Column(name = "subject_type", length = 64) String type,
        @Column(name = "subject_key", length = 64) String key) implements Serializable {}
