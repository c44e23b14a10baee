package dev.consent.jpa.wording;

import dev.consent.Wording;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.decision.PublishedWording.Change;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The versions of one purpose's wording without their texts: which there are, and by when consent on an earlier one has
 * to be renewed.
 */
public final class Versions {

    private final DeclaredPurpose purpose;
    private final List<Version> published;

    private record Version(Wording wording, Change change, Instant publishedAt) {}

    private Versions(DeclaredPurpose purpose, List<Version> published) {
        this.purpose = purpose;
        this.published = published;
    }

    /** What is published now. */
    public static Versions of(EntityManager em, DeclaredPurpose purpose) {
        List<Version> published = new ArrayList<>();
        for (Object[] row : em.createQuery(
                        "select w.version, w.language, w.sha256, w.change, w.publishedAt from " + WordingRow.NAME
                                + " w where w.purpose = :purpose order by w.publishedAt",
                        Object[].class)
                .setParameter("purpose", purpose.code())
                .setFlushMode(FlushModeType.COMMIT)
                .getResultList()) {
            published.add(new Version(
                    new Wording((String) row[0], (String) row[1], (String) row[2]), (Change) row[3], (Instant) row[4]));
        }
        return new Versions(purpose, published);
    }

    /** Whether nothing is published. */
    public boolean none() {
        return published.isEmpty();
    }

    /** When the version of this wording was published; empty when it never was. */
    public Optional<Instant> publishedAt(Wording wording) {
        return published.stream()
                .filter(version -> version.wording().equals(wording))
                .map(Version::publishedAt)
                .findFirst();
    }

    /** When what a decision was made on was published; when it was made, if no wording is known. */
    public Instant wordedAt(@Nullable Wording shown, Instant made) {
        return (shown == null ? Optional.<Instant>empty() : publishedAt(shown)).orElse(made);
    }

    /** When what somebody consented to was replaced by something else, or {@code null}. */
    public @Nullable Instant supersededAt(Instant wordedAt) {
        return published.stream()
                .filter(version -> version.change() == Change.MATERIAL)
                .map(Version::publishedAt)
                .filter(wordedAt::isBefore)
                .findFirst()
                .orElse(null);
    }

    /** The same for HQL: a scalar query over the code of a purpose and the moment its wording was published. */
    public static String supersededAt(String purpose, String wordedAt) {
        return "(select min(w.publishedAt) from " + WordingRow.NAME + " w where w.purpose = " + purpose
                + " and w.change = MATERIAL and w.publishedAt > " + wordedAt + ")";
    }

    /** For HQL: how many materially different wordings of all purposes there are. */
    public static String materialChangesOfAll() {
        return "(select count(*) from " + WordingRow.NAME + " w where w.change = MATERIAL)";
    }

    /**
     * By when consent has to be renewed, or {@code null} when it need not.
     *
     * @param wordedAt when the wording it was given on was published
     */
    public @Nullable Instant renewBy(Instant wordedAt) {
        Instant superseded = supersededAt(wordedAt);
        return superseded == null ? null : superseded.plus(purpose.renewWithin());
    }

    /** The same as it was known at an earlier moment. */
    public Versions asOf(Instant moment) {
        return new Versions(
                purpose,
                published.stream()
                        .filter(version -> !version.publishedAt().isAfter(moment))
                        .toList());
    }

    /** When materially different wordings were published, oldest first. */
    public List<Instant> materialChanges() {
        return published.stream()
                .filter(version -> version.change() == Change.MATERIAL)
                .map(Version::publishedAt)
                .distinct()
                .toList();
    }

    /** Consent on wordings published before this moment is over now, or {@code null} when none is. */
    public @Nullable Instant overBefore(Instant now) {
        List<Instant> over = materialChanges().stream()
                .filter(change -> !change.plus(purpose.renewWithin()).isAfter(now))
                .toList();
        return over.isEmpty() ? null : over.get(over.size() - 1);
    }
}
