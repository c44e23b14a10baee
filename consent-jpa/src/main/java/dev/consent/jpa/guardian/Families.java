package dev.consent.jpa.guardian;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.decision.AgeOfConsent;
import dev.consent.decision.Guardianship;
import dev.consent.jpa.guard.Seal;
import dev.consent.jpa.mapping.SubjectEntity;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Knows who decides for whom: how old people are, and who their guardians are. */
public final class Families {

    private final Map<String, SubjectEntity> kinds;
    private final AgeOfConsent ages;
    private final Clock clock;

    /** @param clock its zone is the one in which days begin */
    public Families(List<SubjectEntity> kinds, AgeOfConsent ages, Clock clock) {
        this.kinds = kinds.stream().collect(Collectors.toMap(SubjectEntity::type, Function.identity()));
        this.ages = ages;
        this.clock = clock;
    }

    /** Whether the age of such people is kept. */
    public boolean matters(String type) {
        SubjectEntity kind = kinds.get(type);
        return kind != null && kind.birthDate() != null;
    }

    /** Who decides for a person. What was changed must be flushed. */
    public Family of(Session session, SubjectId subject, Instant now) {
        if (!matters(subject.type())) {
            return Family.OF_NO_MATTER;
        }
        Instant comesOfAge = comesOfAge(session, subject);
        Set<String> guardians = rows(session, subject).stream()
                .filter(row -> row.removedAt == null)
                .map(row -> row.guardianId)
                .collect(Collectors.toSet());
        return new Family(true, comesOfAge == null || now.isBefore(comesOfAge), comesOfAge, guardians);
    }

    /** The moment from which a person decides themselves, or {@code null} when nobody knows their date of birth. */
    public @Nullable Instant comesOfAge(Session session, SubjectId subject) {
        SubjectEntity kind = Objects.requireNonNull(kinds.get(subject.type()));
        if (kind.birthDate() == null) {
            return null;
        }
        String country = kind.country() == null ? "cast(null as string)" : "s." + kind.country();
        Object[] found = Seal.broken(() -> session.createSelectionQuery(
                        "select s." + kind.birthDate() + ", " + country + " from "
                                + kind.entity().getEntityName() + " s where id(s) = :id",
                        Object[].class)
                .setParameter("id", kind.id(subject.key()))
                .getSingleResultOrNull());
        return found == null || found[0] == null ? null : comesOfAge((LocalDate) found[0], (String) found[1]);
    }

    /** The moment from which somebody decides themselves who was born on this day and lives in this country. */
    public Instant comesOfAge(LocalDate born, @Nullable String country) {
        return ages.reachedOn(born, country).atStartOfDay(clock.getZone()).toInstant();
    }

    /** Records a guardian; {@code false} when they are one already. The person is locked. */
    public boolean appoint(Session session, SubjectId subject, Grantor guardian, String account, Instant now) {
        if (current(session, subject, guardian) != null) {
            return false;
        }
        session.persist(new GuardianRow(subject, guardian, now, account));
        session.flush();
        return true;
    }

    /** Records that somebody is a guardian no longer; {@code false} when they were none. The person is locked. */
    public boolean remove(Session session, SubjectId subject, Grantor guardian, String account, Instant now) {
        GuardianRow row = current(session, subject, guardian);
        if (row == null) {
            return false;
        }
        row.removedAt = now;
        row.removedBy = account;
        session.flush();
        return true;
    }

    private static @Nullable GuardianRow current(Session session, SubjectId subject, Grantor guardian) {
        return rows(session, subject).stream()
                .filter(row -> row.removedAt == null && row.guardianId.equals(guardian.id()))
                .findFirst()
                .orElse(null);
    }

    /** Everybody who decides or decided for a person, in the order in which they were appointed. */
    public List<Guardianship> all(EntityManager em, SubjectId subject) {
        return rows(em, subject).stream().map(GuardianRow::value).toList();
    }

    private static List<GuardianRow> rows(EntityManager em, SubjectId subject) {
        return em.createQuery(
                        "from " + GuardianRow.NAME
                                + " g where g.subjectType = :type and g.subjectKey = :key order by g.appointedAt, g.id",
                        GuardianRow.class)
                .setParameter("type", subject.type())
                .setParameter("key", subject.key())
                .getResultList();
    }
}
