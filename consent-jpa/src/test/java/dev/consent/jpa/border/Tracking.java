package dev.consent.jpa.border;

import dev.consent.DataSubject;
import dev.consent.Grantor;
import dev.consent.LegalBasis;
import dev.consent.NotPersonal;
import dev.consent.PersonalData;
import dev.consent.Purpose;
import dev.consent.Recipient;
import dev.consent.Recipient.Role;
import dev.consent.Source;
import dev.consent.SubjectId;
import dev.consent.decision.Decision;
import dev.consent.jpa.database.TestUnit;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.envers.Audited;

/** A portal that gets the marks of children from one system and shares their addresses with another. */
final class Tracking extends TestUnit {

    @Recipient(
            code = "mailing-house",
            name = "Mailing House Ltd",
            role = Role.PROCESSOR,
            agreement = "DPA-17",
            agreedOn = "2025-03-01",
            acknowledgeWithin = "PT6H")
    interface MailingHouse {}

    @Source(code = "pupil-tracking", name = "Pupil tracking system")
    interface PupilTracking {}

    @Purpose(code = "news", title = "News by mail", basis = LegalBasis.CONSENT, recipients = MailingHouse.class)
    interface News {}

    @Purpose(code = "progress", title = "Progress at school", basis = LegalBasis.CONSENT, sources = PupilTracking.class)
    interface Progress {}

    @Purpose(code = "care", title = "Care", basis = LegalBasis.CONTRACT)
    interface Care {}

    @Entity(name = "Child")
    @Audited
    @DataSubject
    static class Child {

        @Id
        @GeneratedValue
        Long id;

        @PersonalData(purpose = Care.class)
        String name;

        @PersonalData(purpose = News.class)
        String address;

        @PersonalData(purpose = {News.class, Care.class})
        String phone;

        @NotPersonal
        Integer level;

        @ElementCollection
        @PersonalData(purpose = News.class)
        Set<String> hobbies = new HashSet<>();
    }

    @Entity(name = "Letter")
    @Audited
    @PersonalData(purpose = News.class, subject = "child")
    static class Letter {

        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Child child;

        String text;
    }

    @Entity(name = "Mark")
    @Audited
    @PersonalData(purpose = Progress.class, subject = "child")
    static class Mark {

        @Id
        String id;

        @ManyToOne(fetch = FetchType.LAZY)
        Child child;

        long revision;

        String grade;
    }

    Tracking(String url) {
        super(url, Map.of("hibernate.connection.pool_size", "5"), List.of(Child.class, Letter.class, Mark.class));
    }

    SubjectId enrol(String name) {
        return read(em -> {
            Child child = new Child();
            child.name = name;
            em.persist(child);
            return SubjectId.of(Child.class, child.id);
        });
    }

    void grant(SubjectId child, Class<?>... purposes) {
        write(em -> decideIn(em, child, true, purposes));
    }

    void withdraw(SubjectId child, Class<?>... purposes) {
        write(em -> decideIn(em, child, false, purposes));
    }

    void refuse(SubjectId child, Class<?> purpose) {
        write(em -> consent.decide(em, Decision.refused(child, purpose, Grantor.parent(7))));
    }
}
