package dev.consent.jpa.retry;

import dev.consent.SubjectId;
import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;

/** Something about one person that is tried until it succeeds. */
@MappedSuperclass
public abstract class RetriedForPerson extends Retried {

    @Column(name = "subject_type", nullable = false, updatable = false, length = SubjectId.MAX_LENGTH)
    protected String subjectType;

    @Column(name = "subject_key", nullable = false, updatable = false, length = SubjectId.MAX_LENGTH)
    protected String subjectKey;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected RetriedForPerson() {}

    /** @param first when it is tried first */
    protected RetriedForPerson(SubjectId subject, Instant first) {
        super(first);
        this.subjectType = subject.type();
        this.subjectKey = subject.key();
    }

    /** Whom it is about. */
    public SubjectId subject() {
        return new SubjectId(subjectType, subjectKey);
    }

    /** The kind of person. */
    public String subjectType() {
        return subjectType;
    }

    /** The key of the person. */
    public String subjectKey() {
        return subjectKey;
    }
}
