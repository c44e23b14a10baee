package dev.consent.jpa.decision;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.Wording;
import dev.consent.decision.ConsentState;
import dev.consent.decision.Decision;
import dev.consent.decision.PastDecision;
import dev.consent.decision.Recorded;
import dev.consent.jpa.wording.Versions;
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
import jakarta.persistence.UniqueConstraint;
import java.time.Instant;
import java.util.Objects;
import org.hibernate.envers.Audited;
import org.jspecify.annotations.Nullable;

/** What was last decided about one purpose for one person. Its Envers history is the ledger. */
@Entity(name = ConsentRecord.NAME)
@Audited
@Table(
        name = ConsentRecord.NAME,
        uniqueConstraints =
                @UniqueConstraint(
                        name = "consent_record_subject_purpose",
                        columnNames = {"subject_type", "subject_key", "purpose"}),
        indexes = {
            @Index(name = "consent_record_valid_until", columnList = "valid_until"),
            @Index(name = "consent_record_worded_at", columnList = "purpose, worded_at")
        })
class ConsentRecord {

    static final String NAME = "consent_record";

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "consent_record_seq")
    @SequenceGenerator(name = "consent_record_seq", sequenceName = "consent_record_seq")
    Long id;

    @Column(name = "subject_type", nullable = false, updatable = false, length = 64)
    String subjectType;

    @Column(name = "subject_key", nullable = false, updatable = false, length = 64)
    String subjectKey;

    @Column(nullable = false, updatable = false, length = 64)
    String purpose;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, length = 16)
    ConsentState state;

    @Column(name = "grantor_id", nullable = false, length = 64)
    String grantorId;

    @Enumerated(EnumType.STRING)
    @Column(name = "grantor_role", nullable = false, length = 16)
    Grantor.Role grantorRole;

    @Column(name = "recorded_by", nullable = false, length = 64)
    String recordedBy;

    @Column(nullable = false, length = 64)
    String channel;

    @Column(name = "wording_version", length = 64)
    @Nullable
    String wordingVersion;

    @Column(name = "wording_language", length = 35)
    @Nullable
    String wordingLanguage;

    @Column(name = "wording_sha256", length = 64)
    @Nullable
    String wordingSha256;

    @Nullable
    String evidence;

    @Column(name = "valid_until")
    @Nullable
    Instant validUntil;

    @Column(name = "decided_at", nullable = false)
    Instant decidedAt;

    @Column(name = "made_at")
    @Nullable
    Instant madeAt;

    /** When the wording was published that this was decided on; when it was made, if no wording is known. */
    @Column(name = "worded_at", nullable = false)
    Instant wordedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected ConsentRecord() {}

    ConsentRecord(SubjectId subject, String purpose) {
        this.subjectType = subject.type();
        this.subjectKey = subject.key();
        this.purpose = purpose;
    }

    /** Whether this decision says nothing that is not already recorded. */
    boolean says(Decision decision) {
        boolean same = state == decision.state()
                || (state == ConsentState.RENEWED && decision.state().granted());
        return same
                && Objects.equals(wording(), decision.wording())
                && Objects.equals(validUntil, decision.validUntil());
    }

    /** When it was made, as far as is known. */
    Instant made() {
        return madeAt == null ? decidedAt : madeAt;
    }

    Recorded recorded(Versions versions) {
        return new Recorded(state, validUntil, versions.renewBy(wordedAt));
    }

    void record(Decision decision, ConsentState newState, String account, Versions versions, Instant now) {
        state = newState;
        grantorId = decision.grantor().id();
        grantorRole = decision.grantor().role();
        recordedBy = account;
        channel = decision.channel();
        Wording shown = decision.wording();
        wordingVersion = shown == null ? null : shown.version();
        wordingLanguage = shown == null ? null : shown.language();
        wordingSha256 = shown == null ? null : shown.sha256();
        evidence = decision.evidence();
        validUntil = decision.validUntil();
        decidedAt = now;
        madeAt = decision.madeAt();
        wordedAt = versions.wordedAt(shown, made());
    }

    /** A grant ends because something it rests on has ended. */
    void endWith(ConsentRecord required, ConsentState newState, String account, Instant now) {
        state = newState;
        if (newState != ConsentState.EXPIRED) {
            grantorId = required.grantorId;
            grantorRole = required.grantorRole;
            recordedBy = account;
            channel = required.channel;
            evidence = required.evidence;
            validUntil = null;
            decidedAt = now;
            madeAt = required.madeAt;
        }
    }

    private @Nullable Wording wording() {
        return wordingVersion == null || wordingLanguage == null || wordingSha256 == null
                ? null
                : new Wording(wordingVersion, wordingLanguage, wordingSha256);
    }

    PastDecision past() {
        return new PastDecision(
                new SubjectId(subjectType, subjectKey),
                purpose,
                state,
                new Grantor(grantorId, grantorRole),
                recordedBy,
                channel,
                wording(),
                evidence,
                validUntil,
                decidedAt,
                madeAt,
                wordedAt);
    }
}
