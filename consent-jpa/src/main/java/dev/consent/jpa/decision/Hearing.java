package dev.consent.jpa.decision;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.decision.ConsentState;
import dev.consent.decision.Decision;
import dev.consent.decision.Recorded;
import dev.consent.decision.Standing;
import dev.consent.decision.Voices;
import dev.consent.jpa.guardian.Family;
import dev.consent.jpa.wording.Versions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Hears everybody who decides for a child about one purpose. The child is locked. */
final class Hearing {

    private final Session session;
    private final SubjectId subject;
    private final DeclaredPurpose purpose;
    private final Set<String> guardians;
    private final Versions versions;
    private final Instant now;
    private final List<VoiceRow> rows;

    Hearing(
            Session session,
            SubjectId subject,
            DeclaredPurpose purpose,
            Set<String> guardians,
            Versions versions,
            Instant now) {
        this.session = session;
        this.subject = subject;
        this.purpose = purpose;
        this.guardians = guardians;
        this.versions = versions;
        this.now = now;
        this.rows = session.createSelectionQuery(
                        "from " + VoiceRow.NAME + " v where v.subjectType = :type and v.subjectKey = :key"
                                + " and v.purpose = :purpose order by v.decidedAt, v.id",
                        VoiceRow.class)
                .setParameter("type", subject.type())
                .setParameter("key", subject.key())
                .setParameter("purpose", purpose.code())
                .getResultList();
    }

    /** Whether guardians decide about a purpose of somebody of this family. */
    static boolean isNeeded(Family family, DeclaredPurpose purpose) {
        return family.matters() && family.child() && purpose.basis().needsGrant();
    }

    Voices voices() {
        return new Voices(
                purpose.guardians(),
                guardians,
                rows.stream().filter(this::counts).map(row -> row.grantorId).collect(Collectors.toSet()));
    }

    /** A yes that has run out, or was not renewed in time, counts no more than one that was taken back. */
    private boolean counts(VoiceRow row) {
        Recorded said = new Recorded(row.state, row.validUntil, versions.renewBy(row.wordedAt));
        return row.counts && Standing.of(purpose.basis(), said, now).inForce();
    }

    /**
     * Whether this decision says nothing that whoever made it has not said already, and that counts. A no that was said
     * before is new when somebody else has said yes since, and it takes that back.
     *
     * @param record what is on record, or {@code null}
     */
    boolean knows(Decision decision, @Nullable ConsentRecord record, ConsentState recorded) {
        boolean said = hasVoice(decision) ? said(decision) : record != null && record.says(decision);
        return said
                && (decision.state().granted() || (!recorded.granted() && voices().equals(heard(decision, recorded))));
    }

    private Voices heard(Decision decision, ConsentState recorded) {
        return voices().heard(recorded, decision.state(), decision.grantor().id());
    }

    /** Who tidies up, or writes down what nobody in particular has said, has none. */
    private static boolean hasVoice(Decision decision) {
        Grantor.Role role = decision.grantor().role();
        return role.decidesForChildren() || role == Grantor.Role.SUBJECT;
    }

    private boolean said(Decision decision) {
        return rows.stream()
                .anyMatch(row -> row.grantorId.equals(decision.grantor().id())
                        && row.says(decision)
                        && row.counts == decision.state().granted());
    }

    /** Records what is said, and whose yes counts from now on. */
    void hear(Decision decision, ConsentState recorded, String account) {
        Voices after = heard(decision, recorded);
        if (hasVoice(decision)) {
            own(decision).record(decision, decision.state(), account, versions, now);
        }
        count(after.agreeing());
        rows.stream().filter(row -> row.id == null).forEach(session::persist);
        session.flush();
    }

    private VoiceRow own(Decision decision) {
        for (VoiceRow row : rows) {
            if (row.grantorId.equals(decision.grantor().id())) {
                return row;
            }
        }
        VoiceRow own = new VoiceRow(subject, purpose.code());
        own.grantorId = decision.grantor().id();
        rows.add(own);
        return own;
    }

    /** Nobody's yes counts any more: each has to be asked anew. */
    void end() {
        count(Set.of());
        session.flush();
    }

    /** This guardian's yes counts no more. */
    void drop(String guardian) {
        rows.stream().filter(row -> row.grantorId.equals(guardian)).forEach(row -> row.counts = false);
        session.flush();
    }

    private void count(Set<String> agreeing) {
        rows.forEach(row -> row.counts = agreeing.contains(row.grantorId));
    }

    /** What guardians have said that counts now, the latest last. */
    List<VoiceRow> counting() {
        return rows.stream()
                .filter(row -> counts(row) && guardians.contains(row.grantorId))
                .sorted(Comparator.comparing((VoiceRow row) -> row.decidedAt))
                .toList();
    }

    void detach() {
        rows.forEach(session::detach);
    }
}
