package dev.consent.jpa.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.gate.ConsentRequiredException;
import dev.consent.gate.Privilege;
import dev.consent.gate.PrivilegedUse;
import dev.consent.gate.Scope;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Evaluation;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import dev.consent.testing.MovableClock;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.hibernate.envers.AuditReaderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reading past the guards needs a reason, is recorded, ends by itself and changes nothing that is stored. */
abstract class PrivilegeContract {

    private static final String REASON = "export for the person, request 4711";

    private final TestDatabase database;
    private School school;
    private Long anna;
    private Long evaluation;

    PrivilegeContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void withdraw() {
        school = School.on(database);
        anna = school.enrol("Anna");
        school.grant(anna, Contact.class, Reports.class);
        evaluation = school.read(em -> {
            Pupil pupil = em.find(Pupil.class, anna);
            pupil.email = "anna@example.org";
            pupil.phones.add("0612");
            Evaluation written = new Evaluation(pupil, "does well", 8);
            em.persist(written);
            pupil.favourites.add(written);
            return written.id;
        });
        school.withdraw(anna, Contact.class, Reports.class);
    }

    @AfterEach
    void close() {
        school.close();
    }

    private @Nullable String email() {
        return school.read(em -> em.find(Pupil.class, anna).email);
    }

    private Scope privileged() {
        return school.consent.privileged(REASON, Duration.ofMinutes(5));
    }

    @Test
    void opensEveryGuardAndClosesItAgain() {
        assertThat(email()).isNull();
        privileged()
                .run(() -> school.write(em -> {
                    Pupil pupil = em.find(Pupil.class, anna);
                    assertThat(pupil.email).isEqualTo("anna@example.org");
                    assertThat(pupil.phones).containsExactly("0612");
                    assertThat(pupil.favourites).hasSize(1);
                    assertThat(em.createQuery("select e.text from Evaluation e", String.class)
                                    .getResultList())
                            .containsExactly("does well");
                    assertThat(AuditReaderFactory.get(em).getRevisions(Evaluation.class, evaluation))
                            .isNotEmpty();
                }));
        assertThat(email()).isNull();
        assertThat(CompletableFuture.supplyAsync(this::email).join()).isNull();
    }

    @Test
    void isRecordedBeforeTheWorkBegins() {
        Scope.none().withActor("office").run(() -> {
            assertThatThrownBy(() -> school.write(em -> {
                        privileged().run(this::email);
                        throw new IllegalStateException("rolled back");
                    }))
                    .hasMessage("rolled back");
        });
        List<PrivilegedUse> uses = school.read(em -> school.consent.privilegedUses(em, 10));
        assertThat(uses).singleElement().satisfies(use -> {
            assertThat(use.actor()).isEqualTo("office");
            assertThat(use.reason()).isEqualTo(REASON);
            assertThat(use.openedAt()).isEqualTo(School.START);
            assertThat(use.until()).isEqualTo(School.START.plus(Duration.ofMinutes(5)));
        });
    }

    @Test
    void needsAReasonAndATime() {
        assertThatIllegalArgumentException().isThrownBy(() -> school.consent.privileged(" ", Duration.ofMinutes(5)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> school.consent.privileged("x".repeat(501), Duration.ofMinutes(5)));
        for (Duration wrong : List.of(Duration.ZERO, Duration.ofMinutes(-1), Duration.ofHours(25))) {
            assertThatIllegalArgumentException().isThrownBy(() -> school.consent.privileged(REASON, wrong));
        }
        assertThat(school.<Integer>read(
                        em -> school.consent.privilegedUses(em, 10).size()))
                .isZero();
    }

    @Test
    void endsByItselfWhileTheWorkRuns() {
        MovableClock stopped = MovableClock.standingAt(School.START, ZoneOffset.UTC);
        privileged().run(() -> {
            assertThat(email()).isEqualTo("anna@example.org");
            school.clock.advance(Duration.ofMinutes(5));
            assertThat(email()).isNull();
            // A clock of the scope's own does not make it longer.
            assertThat(Scope.current().withClock(stopped).get(this::email)).isNull();
        });
    }

    @Test
    void countsWithItsIssuerOnly() {
        Privilege forged = new Privilege() {
            @Override
            public String reason() {
                return REASON;
            }

            @Override
            public Instant until() {
                return Instant.MAX;
            }
        };
        assertThat(Scope.none().withPrivilege(forged).get(this::email)).isNull();
        try (School other = School.on(database)) {
            assertThat(other.consent.privileged(REASON, Duration.ofMinutes(5)).get(this::email))
                    .isNull();
        }
    }

    @Test
    void isNoLeaveToWrite() {
        privileged().run(() -> {
            assertThatThrownBy(() -> school.write(em -> em.find(Pupil.class, anna).email = "other"))
                    .rootCause()
                    .isInstanceOf(ConsentRequiredException.class);
            school.write(em -> em.find(Pupil.class, anna).level = 3);
        });
        assertThat(school.sql("select email from Pupil")).containsExactly("anna@example.org");
        assertThat(school.sql("select email from Pupil_AUD order by REV desc").get(0))
                .isEqualTo("anna@example.org");
    }

    @Test
    void harmsNothingThatWasLoadedOnOneSideAndWrittenOnTheOther() {
        Scope privileged = privileged();
        try (EntityManager em = school.factory.createEntityManager()) {
            em.getTransaction().begin();
            Pupil pupil = em.find(Pupil.class, anna);
            pupil.level = 1;
            privileged.run(em::flush);
            em.getTransaction().commit();
        }
        try (EntityManager em = school.factory.createEntityManager()) {
            em.getTransaction().begin();
            Pupil pupil = privileged.get(() -> em.find(Pupil.class, anna));
            pupil.level = 2;
            em.getTransaction().commit();
        }
        Pupil copy = school.read(em -> em.find(Pupil.class, anna));
        copy.level = 3;
        privileged.run(() -> school.write(em -> em.merge(copy)));
        assertThat(school.sql("select level from Pupil")).containsExactly("3");
        assertThat(school.sql("select email from Pupil")).containsExactly("anna@example.org");
        assertThat(school.sql("select count(*) from Pupil_AUD where email is null and level is not null"))
                .containsExactly("0");
    }

    @Test
    void keepsLinksToRowsThatWereHiddenWhenTheCollectionWasLoaded() {
        Long other = school.enrol("Ben");
        school.grant(other, Reports.class);
        school.write(em -> {
            Evaluation seen = new Evaluation(em.find(Pupil.class, other), "fine", 7);
            em.persist(seen);
            em.find(Pupil.class, anna).favourites.add(seen);
        });
        assertThat(school.sql("select count(*) from Pupil_Evaluation")).containsExactly("2");
        try (EntityManager em = school.factory.createEntityManager()) {
            em.getTransaction().begin();
            Pupil pupil = em.find(Pupil.class, anna);
            assertThat(pupil.favourites).hasSize(1);
            pupil.favourites.clear();
            assertThatThrownBy(() -> privileged().run(em::flush)).hasMessageContaining("Pupil.favourites");
            em.getTransaction().rollback();
        }
        school.write(em -> em.find(Pupil.class, anna).favourites.clear());
        assertThat(school.sql("select count(*) from Pupil_Evaluation")).containsExactly("1");
    }
}
