package dev.consent.jpa.guardian;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.decision.Guardianship;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One guardian of one person, now or in the past; written once, and ended once. */
@Entity(name = GuardianRow.NAME)
@Table(
        name = GuardianRow.NAME,
        indexes = @Index(name = "consent_guardian_subject", columnList = "subject_type, subject_key"))
class GuardianRow {

    static final String NAME = "consent_guardian";

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "consent_guardian_seq")
    @SequenceGenerator(name = "consent_guardian_seq", sequenceName = "consent_guardian_seq")
    Long id;

    @Column(name = "subject_type", nullable = false, updatable = false, length = 64)
    String subjectType;

    @Column(name = "subject_key", nullable = false, updatable = false, length = 64)
    String subjectKey;

    @Column(name = "guardian_id", nullable = false, updatable = false, length = 64)
    String guardianId;

    @Enumerated(EnumType.STRING)
    @Column(name = "guardian_role", nullable = false, updatable = false, length = 16)
    Grantor.Role role;

    @Column(name = "appointed_at", nullable = false, updatable = false)
    Instant appointedAt;

    @Column(name = "appointed_by", nullable = false, updatable = false, length = 64)
    String appointedBy;

    @Column(name = "removed_at")
    @Nullable
    Instant removedAt;

    @Column(name = "removed_by", length = 64)
    @Nullable
    String removedBy;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected GuardianRow() {}

    GuardianRow(SubjectId subject, Grantor guardian, Instant now, String account) {
        this.subjectType = subject.type();
        this.subjectKey = subject.key();
        this.guardianId = guardian.id();
        this.role = guardian.role();
        this.appointedAt = now;
        this.appointedBy = account;
    }

    Guardianship value() {
        return new Guardianship(
                new SubjectId(subjectType, subjectKey),
                new Grantor(guardianId, role),
                appointedAt,
                appointedBy,
                removedAt,
                removedBy);
    }
}
