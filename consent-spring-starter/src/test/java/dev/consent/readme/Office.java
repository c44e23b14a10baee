package dev.consent.readme;

import dev.consent.gate.Scope;
import dev.consent.jpa.Consent;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.springframework.stereotype.Service;

@Service
class Office {

    private final Consent consent;
    private final EntityManagerFactory factory;

    Office(Consent consent, EntityManagerFactory factory) {
        this.consent = consent;
        this.factory = factory;
    }

    // region scope
    public List<String> careNotes() {
        return Scope.current()
                .withAudience(ServiceOffice.class)
                .withPurpose(Enrolment.class)
                .get(() -> factory.callInTransaction(notes()));
    }
    // endregion

    // region privileged
    public List<String> exportForThePerson(String request) {
        return consent.privileged("access request " + request, Duration.ofMinutes(5))
                .get(() -> factory.callInTransaction(notes()));
    }
    // endregion

    List<String> careNotesForAnybody() {
        return factory.callInTransaction(notes());
    }

    private static Function<EntityManager, List<String>> notes() {
        return em ->
                em.createQuery("select n.text from CareNote n", String.class).getResultList();
    }
}
