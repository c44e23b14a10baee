package dev.consent.jpa.decision;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.decision.ConsentState;
import dev.consent.decision.Decision;
import dev.consent.decision.Recorded;
import dev.consent.decision.Recorded.ComingOfAge;
import dev.consent.jpa.wording.Versions;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.time.Instant;
import java.util.List;
import org.hibernate.envers.Audited;
import org.jspecify.annotations.Nullable;

/**
 * What was last decided about one purpose for one person. Its Envers history is the ledger. Of a child it is what
 * follows from the {@linkplain VoiceRow voices} of their guardians.
 */
@Entity(name = ConsentRecord.NAME)
@Audited
@Table(
        name = ConsentRecord.NAME,
        uniqueConstraints =
                @UniqueConstraint(
                        name = "consent_record_subject_purpose",
                        columnNames = {"subject_type", "subject_key", "purpose"}),
        indexes = {
            @Index(name = "consent_record_valid_until", columnList = "state, valid_until"),
            @Index(name = "consent_record_worded_at", columnList = "purpose, worded_at"),
            @Index(name = "consent_record_of_age_at", columnList = "state, of_age_at")
        })
class ConsentRecord extends Statement {

    static final String NAME = "consent_record";

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "consent_record_seq")
    @SequenceGenerator(name = "consent_record_seq", sequenceName = "consent_record_seq")
    Long id;

    /** When the person decides about a grant of their guardians themselves; a correction of their birth date moves it. */
    @Column(name = "of_age_at")
    @Nullable
    Instant ofAgeAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected ConsentRecord() {}

    ConsentRecord(SubjectId subject, String purpose) {
        super(subject, purpose);
    }

    @Override
    String entity() {
        return NAME;
    }

    Recorded recorded(DeclaredPurpose purpose, Versions versions) {
        return new Recorded(
                state, validUntil, versions.renewBy(wordedAt), ComingOfAge.at(ofAgeAt, purpose.renewWithin()), false);
    }

    @Override
    void record(Decision decision, ConsentState newState, String account, Versions versions, Instant now) {
        super.record(decision, newState, account, versions, now);
        ofAgeAt = null;
    }

    /** What a grant of guardians depends on: the first of their dates, the oldest of their wordings, and the child's age. */
    void restOn(List<VoiceRow> voices, @Nullable Instant comesOfAge) {
        for (VoiceRow voice : voices) {
            if (voice.validUntil != null && (validUntil == null || voice.validUntil.isBefore(validUntil))) {
                validUntil = voice.validUntil;
            }
            if (voice.wordedAt.isBefore(wordedAt)) {
                wordedAt = voice.wordedAt;
            }
        }
        ofAgeAt = comesOfAge;
    }

    /** A grant ends because something it rests on has ended, since then. */
    void endWith(ConsentRecord required, ConsentState newState, String account, Instant since, Instant now) {
        if (newState == ConsentState.EXPIRED) {
            expire(newState, since);
        } else {
            endBy(new Grantor(required.grantorId, required.grantorRole), required.channel, newState, account, now);
            evidence = required.evidence;
            madeAt = required.madeAt;
        }
    }

    /** A grant has run out, since then. Nobody has decided anything. */
    void expire(ConsentState newState, Instant since) {
        state = newState;
        if (validUntil == null || since.isBefore(validUntil)) {
            validUntil = since;
        }
    }

    /** It ends, or waits for somebody, because of something else than a decision about it. */
    void endBy(Grantor by, String how, ConsentState newState, String account, Instant now) {
        state = newState;
        grantorId = by.id();
        grantorRole = by.role();
        recordedBy = account;
        channel = how;
        evidence = null;
        validUntil = null;
        decidedAt = now;
        madeAt = null;
        ofAgeAt = null;
    }

    /** A grant goes on, or begins, on the word of this guardian. */
    void goOnWith(VoiceRow voice, ConsentState newState, String account, Instant now) {
        state = newState;
        grantorId = voice.grantorId;
        grantorRole = voice.grantorRole;
        recordedBy = account;
        channel = voice.channel;
        wordingVersion = voice.wordingVersion;
        wordingLanguage = voice.wordingLanguage;
        wordingSha256 = voice.wordingSha256;
        evidence = voice.evidence;
        validUntil = voice.validUntil;
        decidedAt = now;
        madeAt = voice.made();
        wordedAt = voice.wordedAt;
    }
}
