package dev.consent.jpa.wording;

import dev.consent.Wording;
import dev.consent.decision.PublishedWording;
import dev.consent.decision.PublishedWording.Change;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.time.Instant;
import org.hibernate.Length;
import org.hibernate.annotations.Immutable;

/** One published text. */
@Entity(name = WordingRow.NAME)
@Immutable
@Table(
        name = WordingRow.NAME,
        uniqueConstraints =
                @UniqueConstraint(
                        name = "consent_wording_version_language",
                        columnNames = {"purpose", "version", "language"}))
class WordingRow {

    static final String NAME = "consent_wording";

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "consent_wording_seq")
    @SequenceGenerator(name = "consent_wording_seq", sequenceName = "consent_wording_seq")
    Long id;

    @Column(nullable = false, length = 64)
    String purpose;

    @Column(nullable = false, length = 64)
    String version;

    @Column(nullable = false, length = 35)
    String language;

    @Column(nullable = false, length = 64)
    String sha256;

    @Column(nullable = false, length = Length.LONG32)
    String text;

    @Enumerated(EnumType.STRING)
    @Column(name = "change_kind", nullable = false, length = 16)
    Change change;

    @Column(name = "published_at", nullable = false)
    Instant publishedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected WordingRow() {}

    WordingRow(PublishedWording published) {
        purpose = published.purpose();
        version = published.wording().version();
        language = published.wording().language();
        sha256 = published.wording().sha256();
        text = published.text();
        change = published.change();
        publishedAt = published.publishedAt();
    }

    PublishedWording value() {
        return new PublishedWording(purpose, new Wording(version, language, sha256), text, change, publishedAt);
    }
}
