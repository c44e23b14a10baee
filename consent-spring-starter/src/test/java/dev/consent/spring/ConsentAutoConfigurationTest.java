package dev.consent.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.DerivedData;
import dev.consent.erasure.DerivedDataHandler;
import dev.consent.erasure.ErasedOriginals;
import dev.consent.gate.ConsentGate;
import dev.consent.jpa.Consent;
import dev.consent.jpa.ConsentSettings;
import dev.consent.spring.school.SchoolApplication;
import dev.consent.testing.MovableClock;
import jakarta.persistence.EntityManagerFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.context.SecurityContextHolder;

class ConsentAutoConfigurationTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private static final String HEALTH_OF_SPRING_BOOT =
            "org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration,"
                    + "org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration";

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withUserConfiguration(SchoolApplication.class)
            .withPropertyValues(
                    "spring.datasource.url=jdbc:h2:mem:${random.uuid}", "spring.jpa.hibernate.ddl-auto=create-drop");

    @Test
    void bringsEverythingAnApplicationNeeds() {
        application.run(context -> assertThat(context)
                .hasNotFailed()
                .hasSingleBean(Consent.class)
                .hasBean("consentGate")
                .hasBean("cachedConsentGate")
                .hasSingleBean(SecurityActor.class)
                .hasBean("consentHealthIndicator")
                .hasBean("consentNoticesHealthIndicator")
                .hasBean("consentSweep")
                .hasBean("consentExpiry")
                .hasBean("consentStamps"));
    }

    @Test
    void keepsAnErasureLogWhereItIsTold(@TempDir Path directory) {
        application
                .withPropertyValues(
                        "consent.erasure-log.directory=" + directory.resolve("log"),
                        "consent.erasure-log.key=0123456789abcdef0123456789abcdef")
                .run(context -> {
                    assertThat(directory.resolve("log")).isDirectory();
                    assertThat(context.getBean(Consent.class).erasure().replay().transactions())
                            .isZero();
                });
    }

    @Test
    void doesNotStartWithAnErasureLogAndNoKey(@TempDir Path directory) {
        application
                .withPropertyValues("consent.erasure-log.directory=" + directory)
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining("consent.erasure-log.key"));
    }

    @Test
    void startsAndStopsItsWorkWithTheApplication() {
        application.run(context -> {
            RepeatedWork sweep = context.getBean("consentSweep", RepeatedWork.class);
            assertThat(sweep.isRunning()).isTrue();
            context.close();
            assertThat(sweep.isRunning()).isFalse();
        });
    }

    @Test
    void hasCopiesErasedWhereThereIsAHandler() {
        application.run(context -> assertThat(context).doesNotHaveBean("consentCopies"));
        application.withUserConfiguration(OwnIndex.class).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean("consentCopies", RepeatedWork.class).isRunning())
                    .isTrue();
        });
        application
                .withUserConfiguration(OwnIndex.class)
                .withPropertyValues("consent.copies.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("consentCopies"));
    }

    @DerivedData(code = "index", title = "Index")
    interface Index {}

    static class OwnIndex {

        @Bean
        DerivedDataHandler ownIndex() {
            return new DerivedDataHandler() {
                @Override
                public Class<?> data() {
                    return Index.class;
                }

                @Override
                public void erase(ErasedOriginals gone) {
                    throw new IllegalStateException("nothing is copied here");
                }
            };
        }
    }

    @Test
    void guardsWhatIsAnnotated() {
        application.run(context -> {
            Consent consent = context.getBean(Consent.class);
            consent.assertGuarded();
            assertThat(consent.catalog().purposes())
                    .extracting(purpose -> purpose.code())
                    .contains("progress-reports");
        });
    }

    @Test
    void keepsOutOfAnApplicationWithoutPersistenceUnit() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        ConsentSettingsAutoConfiguration.class,
                        ConsentSecurityAutoConfiguration.class,
                        ConsentAutoConfiguration.class,
                        ConsentScheduleAutoConfiguration.class,
                        ConsentHealthAutoConfiguration.class))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(Consent.class)
                        .doesNotHaveBean(ConsentGate.class)
                        .doesNotHaveBean(RepeatedWork.class)
                        .doesNotHaveBean(HealthIndicator.class));
    }

    @Test
    void yieldsToBeansOfTheApplication() {
        application.withUserConfiguration(OwnBeans.class).run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(Consent.class).doesNotHaveBean("consentGate");
            assertThat(context).getBean(Consent.class).isSameAs(context.getBean("ownConsent"));
            assertThat(context).hasBean("ownGate").doesNotHaveBean("consentGate");
            assertThat(context.getBean(Asking.class).gate()).isSameAs(context.getBean("ownGate"));
            assertThat(context).getBean(CurrentActor.class).isSameAs(context.getBean("ownActor"));
        });
    }

    @Test
    void goesByTheClockOfTheApplication() {
        application
                .withUserConfiguration(OwnClock.class)
                .run(context ->
                        assertThat(context.getBean(Consent.class).clock()).isSameAs(context.getBean(Clock.class)));
    }

    @Test
    void goesByTheSystemClockWhenTheApplicationHasNone() {
        application.run(context ->
                assertThat(context.getBean(Consent.class).clock().getZone()).isEqualTo(ZoneId.systemDefault()));
    }

    @Test
    void goesByTheSystemClockWhenItCannotTellWhichClockIsMeant() {
        application
                .withUserConfiguration(OwnClock.class)
                .withBean("second", Clock.class, Clock::systemUTC)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBeansOfType(Clock.class).values())
                            .doesNotContain(context.getBean(Consent.class).clock());
                });
    }

    @Test
    void leavesTheLastWordToACustomizerOfTheApplication() {
        application
                .withUserConfiguration(OwnClock.class, OwnSettings.class)
                .run(context ->
                        assertThat(context.getBean(Consent.class).clock()).isSameAs(OwnSettings.CLOCK));
    }

    @Test
    void takesAnActorThatReadsAccountsFromTheDatabase() {
        application
                .withUserConfiguration(ActorWithDatabase.class)
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(CurrentActor.class));
    }

    @Test
    void actsAsTheSystemWithoutSpringSecurity() {
        application
                .withClassLoader(new FilteredClassLoader(SecurityContextHolder.class))
                .run(context -> {
                    assertThat(context).hasNotFailed().doesNotHaveBean(SecurityActor.class);
                    assertThat(context.getBean(CurrentActor.class).account()).isEqualTo("system");
                });
    }

    @Test
    void needsNoHealth() {
        application
                .withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
                // What hides classes here does not hide that the jar of Spring Boot lists its own configurations.
                .withPropertyValues("spring.autoconfigure.exclude=" + HEALTH_OF_SPRING_BOOT)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(Consent.class)
                        .doesNotHaveBean("consentHealthIndicator"));
    }

    @Test
    void switchesHealthOff() {
        application
                .withPropertyValues("management.health.consent.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("consentHealthIndicator"));
    }

    @Test
    void switchesHealthOfNoticesOffByItself() {
        application
                .withPropertyValues("management.health.consentnotices.enabled=false")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasBean("consentHealthIndicator")
                        .doesNotHaveBean("consentNoticesHealthIndicator"));
    }

    @Test
    void switchesRepeatedWorkOff() {
        application
                .withPropertyValues(
                        "consent.sweep.enabled=false", "consent.expiry.enabled=false", "consent.stamps.enabled=false")
                .run(context -> assertThat(context).hasSingleBean(Consent.class).doesNotHaveBean(RepeatedWork.class));
    }

    @Test
    void doesNotStartWithAnIntervalThatMakesNoSense() {
        application
                .withPropertyValues("consent.sweep.interval=0")
                .run(context ->
                        assertThat(context).getFailure().rootCause().hasMessageContaining("consent.sweep.interval"));
    }

    static class OwnBeans {

        @Bean
        Consent ownConsent(EntityManagerFactory factory) {
            return Consent.of(factory);
        }

        @Bean
        ConsentGate ownGate(Consent ownConsent, EntityManagerFactory factory) {
            return ownConsent.gate(factory.createEntityManager());
        }

        @Bean
        CurrentActor ownActor() {
            return () -> "robot";
        }

        @Bean
        Asking asking(ConsentGate gate) {
            return new Asking(gate);
        }
    }

    /** A part of the application that has a gate injected. */
    record Asking(ConsentGate gate) {}

    static class OwnClock {

        @Bean
        MovableClock clock() {
            return MovableClock.standingAt(NOON, ZoneId.of("Europe/Amsterdam"));
        }
    }

    static class OwnSettings {

        private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

        @Bean
        HibernatePropertiesCustomizer ownSettings() {
            return properties -> properties.putAll(Map.of(ConsentSettings.CLOCK, CLOCK));
        }
    }

    static class ActorWithDatabase {

        @Bean
        CurrentActor actorWithDatabase(EntityManagerFactory factory) {
            return () -> factory.isOpen() ? "account" : "none";
        }
    }
}
