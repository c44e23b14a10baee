package dev.consent.jpa.decision;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.Wording;
import dev.consent.decision.ConsentState;
import dev.consent.decision.Decision;
import dev.consent.jpa.wording.Versions;
import jakarta.persistence.Column;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.hibernate.envers.Audited;
import org.jspecify.annotations.Nullable;

/** What was said about one purpose for one person: by whom, when, how, and on reading what. */
@MappedSuperclass
@Audited
abstract class Statement {

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
    protected Statement() {}

    Statement(SubjectId subject, String purpose) {
        this.subjectType = subject.type();
        this.subjectKey = subject.key();
        this.purpose = purpose;
    }

    /** The name of the entity. */
    abstract String entity();

    /** The hash of what its history says from now on: the same values in the same order as {@link PastDecisions} reads. */
    String contentHash() {
        return Content.hash(Arrays.asList(
                subjectType,
                subjectKey,
                purpose,
                state,
                grantorId,
                grantorRole,
                recordedBy,
                channel,
                wordingVersion,
                wordingLanguage,
                wordingSha256,
                evidence,
                validUntil,
                decidedAt,
                madeAt,
                wordedAt));
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
        validUntil = newState.granted() ? decision.validUntil() : null;
        decidedAt = now;
        madeAt = decision.madeAt();
        wordedAt = versions.wordedAt(shown, made());
    }

    private @Nullable Wording wording() {
        return wordingVersion == null || wordingLanguage == null || wordingSha256 == null
                ? null
                : new Wording(wordingVersion, wordingLanguage, wordingSha256);
    }
}
