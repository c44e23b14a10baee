package dev.consent.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.decision.Decision;
import dev.consent.decision.PastDecision;
import dev.consent.gate.ConsentGate;
import dev.consent.gate.ConsentRequiredException;
import dev.consent.jpa.Consent;
import dev.consent.spring.school.ProgressReports;
import dev.consent.spring.school.Pupil;
import dev.consent.spring.school.SchoolApplication;
import dev.consent.testing.MovableClock;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.support.TransactionTemplate;

/** Add the starter, annotate, and it works: in an application that does nothing else. */
@SpringBootTest(
        classes = {SchoolApplication.class, ConsentStoryTest.Time.class},
        properties = {
            "spring.datasource.url=jdbc:h2:mem:story;DB_CLOSE_DELAY=-1",
            "spring.jpa.hibernate.ddl-auto=create-drop",
            "consent.sweep.enabled=false"
        })
class ConsentStoryTest {

    private static final Grantor MOTHER = Grantor.parent("mother-7");

    @Autowired
    private Consent consent;

    @Autowired
    private ConsentGate gate;

    @Autowired
    private HealthIndicator consentHealthIndicator;

    @Autowired
    private EntityManager entityManager;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private MovableClock clock;

    private Pupil pupil = new Pupil();

    @BeforeEach
    void enrol() {
        pupil = new Pupil();
        transaction.executeWithoutResult(status -> entityManager.persist(pupil));
    }

    @AfterEach
    void logOut() {
        SecurityContextHolder.clearContext();
        clock.advance(Duration.ofDays(2));
        consent.erasure().sweep();
    }

    @Test
    void hidesUntilGrantedAndAgainOnceWithdrawn() {
        assertThat(gate.permits(subject(), ProgressReports.class)).isFalse();
        decide(Decision.given(subject(), ProgressReports.class, MOTHER));
        transaction.executeWithoutResult(status -> found().mailTo("anna@example.org"));
        assertThat(email()).isEqualTo("anna@example.org");
        assertThat(gate.permits(subject(), ProgressReports.class)).isTrue();
        assertThat(gate.permitted(List.of(subject()), ProgressReports.class)).containsExactly(subject());

        decide(Decision.withdrawn(subject(), ProgressReports.class, MOTHER));
        assertThat(email()).isNull();
        assertThat(gate.permits(subject(), ProgressReports.class)).isFalse();

        decide(Decision.given(subject(), ProgressReports.class, MOTHER));
        assertThat(email()).as("unharmed after thinking again").isEqualTo("anna@example.org");
    }

    @Test
    void refusesToWriteWhatMayNotBeKeptAndSaysWhy() {
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    found().mailTo("anna@example.org");
                    entityManager.flush();
                }))
                .isInstanceOf(ConsentRequiredException.class)
                .hasMessageContaining("progress-reports")
                .hasMessageNotContaining("anna@example.org");
        // Spring wraps whatever a commit throws.
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> found().mailTo("anna@example.org")))
                .hasRootCauseInstanceOf(ConsentRequiredException.class);
    }

    @Test
    void forgetsWithinTheTransactionThatWithdraws() {
        decide(Decision.given(subject(), ProgressReports.class, MOTHER));
        transaction.executeWithoutResult(status -> found().mailTo("anna@example.org"));
        transaction.executeWithoutResult(status -> {
            assertThat(found().email()).isEqualTo("anna@example.org");
            consent.decide(entityManager, Decision.withdrawn(subject(), ProgressReports.class, MOTHER));
            assertThat(found().email()).isNull();
            assertThat(gate.permits(subject(), ProgressReports.class)).isFalse();
        });
    }

    @Test
    void recordsWhoIsLoggedInAndTheSystemOtherwise() {
        decide(Decision.given(subject(), ProgressReports.class, MOTHER));
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated("k.smit", "", List.of()));
        decide(Decision.withdrawn(subject(), ProgressReports.class, MOTHER));

        List<PastDecision> history = transaction.execute(status -> consent.history(entityManager, subject()));
        assertThat(history).extracting(PastDecision::recordedBy).containsExactly("system", "k.smit");
    }

    @Test
    void erasesOnTimeAndIsUnhealthyWhenItDoesNot() {
        decide(Decision.given(subject(), ProgressReports.class, MOTHER));
        transaction.executeWithoutResult(status -> found().mailTo("anna@example.org"));
        decide(Decision.withdrawn(subject(), ProgressReports.class, MOTHER));
        Instant due = clock.instant().plus(Duration.ofHours(24));

        assertThat(health().getStatus()).isEqualTo(Status.UP);
        assertThat(health().getDetails()).containsEntry("pending", 1L).containsEntry("overdue", 0L);

        clock.advance(Duration.ofHours(25));
        assertThat(health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(health().getDetails())
                .containsEntry("overdue", 1L)
                .hasEntrySatisfying("oldestDue", value -> assertThat(value).isEqualTo(due));

        consent.erasure().sweep();
        assertThat(health().getStatus()).isEqualTo(Status.UP);
        assertThat(health().getDetails()).containsEntry("pending", 0L);
        decide(Decision.given(subject(), ProgressReports.class, MOTHER));
        assertThat(email()).as("gone for good").isNull();
    }

    @Test
    void closesAGrantAtItsEndDate() {
        decide(Decision.given(subject(), ProgressReports.class, MOTHER)
                .until(clock.instant().plus(Duration.ofDays(1))));
        transaction.executeWithoutResult(status -> found().mailTo("anna@example.org"));
        clock.advance(Duration.ofDays(1));
        assertThat(gate.permits(subject(), ProgressReports.class)).isFalse();
        consent.expireGrants();
        assertThat(email()).isNull();
    }

    private void decide(Decision decision) {
        transaction.executeWithoutResult(status -> consent.decide(entityManager, decision));
    }

    private SubjectId subject() {
        return pupil.subject();
    }

    private Pupil found() {
        return entityManager.find(Pupil.class, pupil.id());
    }

    private @Nullable String email() {
        return found().email();
    }

    private Health health() {
        return consentHealthIndicator.health();
    }

    @TestConfiguration
    static class Time {

        @Bean
        MovableClock clock() {
            return MovableClock.standingAt(Instant.parse("2026-11-22T12:00:00Z"), ZoneId.of("Europe/Amsterdam"));
        }
    }
}
