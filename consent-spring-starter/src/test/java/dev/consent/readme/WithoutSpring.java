package dev.consent.readme;

import dev.consent.jpa.Consent;
import dev.consent.jpa.ConsentSettings;
import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import java.time.ZoneId;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.hibernate.tool.schema.Action;

/** What the starter does, by hand. */
final class WithoutSpring {

    private WithoutSpring() {}

    static EntityManagerFactory start(ScheduledExecutorService scheduler) {
        // region start
        EntityManagerFactory factory = new HibernatePersistenceConfiguration("school")
                .managedClasses(Pupil.class, Evaluation.class)
                .jdbcUrl("jdbc:h2:mem:school")
                .schemaToolingAction(Action.UPDATE)
                .property(ConsentSettings.CLOCK, Clock.system(ZoneId.of("Europe/Brussels")))
                .createEntityManagerFactory();

        Consent consent = Consent.of(factory);
        scheduler.scheduleWithFixedDelay(() -> consent.erasure().sweep(), 1, 15, TimeUnit.MINUTES);
        scheduler.scheduleWithFixedDelay(() -> consent.expireGrants(), 15, 15, TimeUnit.SECONDS);
        // endregion
        return factory;
    }
}
