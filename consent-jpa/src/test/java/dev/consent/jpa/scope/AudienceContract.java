package dev.consent.jpa.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.ConsentException;
import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.catalog.DataCatalog;
import dev.consent.catalog.DeclaredAudience;
import dev.consent.decision.Decision;
import dev.consent.gate.ConsentRequiredException;
import dev.consent.gate.Scope;
import dev.consent.jpa.ConsentSettings;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Enrolment;
import dev.consent.jpa.model.Purposes.Reports;
import dev.consent.jpa.scope.Nursery.Benefit;
import dev.consent.jpa.scope.Nursery.Care;
import dev.consent.jpa.scope.Nursery.Child;
import dev.consent.jpa.scope.Nursery.Group;
import dev.consent.jpa.scope.Nursery.Locker;
import dev.consent.jpa.scope.Nursery.Office;
import dev.consent.jpa.scope.Nursery.Toddler;
import dev.consent.testing.MovableClock;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.hibernate.envers.AuditReaderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The audience and the purpose of the work limit what can be read, and never what is stored. */
abstract class AudienceContract {

    private static final Scope OFFICE = Scope.none().withAudience(Office.class);

    private final TestDatabase database;
    private final String guards;
    private School school;
    private Long mia;
    private Long benefit;

    AudienceContract(TestDatabase database, String guards) {
        this.database = database;
        this.guards = guards;
    }

    @BeforeEach
    void enrol() {
        school = new School(database, Map.of(ConsentSettings.GUARDS, guards), Nursery.ENTITIES);
        mia = school.read(em -> {
            Child child = new Child();
            child.name = "Mia";
            em.persist(child);
            return child.id;
        });
        decide(mia, true, Contact.class, Reports.class);
        benefit = OFFICE.get(() -> school.read(em -> {
            Child child = em.find(Child.class, mia);
            child.medical = "asthma";
            child.progress = "walks";
            child.care = new Care("croup", "vegan");
            child.allergies.addAll(List.of("nuts", "nuts", "milk"));
            Benefit paid = new Benefit();
            paid.child = child;
            paid.amount = "100";
            em.persist(paid);
            Toddler toddler = new Toddler();
            toddler.id = 1L;
            em.persist(toddler);
            em.flush();
            toddler.medical = "fever";
            return paid.id;
        }));
    }

    @AfterEach
    void close() {
        school.close();
    }

    private void decide(Long child, boolean yes, Class<?>... purposes) {
        SubjectId subject = SubjectId.of(Child.class, child);
        for (Class<?> purpose : purposes) {
            school.write(em -> school.consent.decide(
                    em,
                    yes
                            ? Decision.given(subject, purpose, Grantor.parent(7))
                            : Decision.withdrawn(subject, purpose, Grantor.parent(7))));
        }
    }

    private @Nullable String medical() {
        return school.read(em -> em.find(Child.class, mia).medical);
    }

    private String stored(String column) {
        return String.valueOf(
                school.sql("select " + column + " from Child where id = " + mia).get(0));
    }

    /** The medical note in the newest row of history. */
    private String storedInHistory(String column) {
        return String.valueOf(school.sql("select " + column + " from Child_AUD order by REV desc")
                .get(0));
    }

    @Test
    void hidesFieldsRowsAndCollectionsFromEverybodyElse() {
        assertSeen(Scope.none(), null, null, 0, 0);
        assertSeen(Scope.none().withAudience(Group.class), null, null, 0, 1);
        assertSeen(OFFICE, "asthma", "croup", 3, 1);
        assertSeen(Scope.none().withAudience(Group.class, Office.class), "asthma", "croup", 3, 1);
    }

    private void assertSeen(
            Scope scope, @Nullable String medical, @Nullable String diagnosis, int allergies, int benefits) {
        scope.run(() -> {
            school.write(em -> {
                Child child = em.find(Child.class, mia);
                assertThat(child.name).isEqualTo("Mia");
                assertThat(child.medical).isEqualTo(medical);
                assertThat(child.care.diagnosis).isEqualTo(diagnosis);
                assertThat(child.care.diet).isEqualTo("vegan");
                assertThat(child.allergies).hasSize(allergies);
                assertThat(em.find(Benefit.class, benefit) == null ? 0 : 1).isEqualTo(benefits);
                assertThat(em.createQuery("select count(*) from Child c where c.medical = 'asthma'", Long.class)
                                .getSingleResult())
                        .isEqualTo(medical == null ? 0L : 1L);
                assertThat(em.createQuery("select b.amount from Benefit b", String.class)
                                .getResultList())
                        .hasSize(benefits);
                var history = AuditReaderFactory.get(em);
                Number newest = history.getRevisions(Child.class, mia).get(1);
                assertThat(history.find(Child.class, mia, newest).medical).isEqualTo(medical);
            });
            assertThat(school.<@Nullable String>stateless(session -> session.get(Child.class, mia).medical))
                    .isEqualTo(medical);
        });
    }

    @Test
    void aWithdrawalHidesFromTheAudienceToo() {
        decide(mia, false, Contact.class);
        assertSeen(OFFICE, null, null, 0, 0);
    }

    @Test
    void threadsStartOutsideAndAreHandedTheScope() throws Exception {
        Callable<@Nullable String> work = this::medical;
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            OFFICE.call(() -> {
                assertThat(executor.submit(work).get()).isNull();
                assertThat(executor.submit(Scope.current().wrap(work)).get()).isEqualTo("asthma");
                assertThat(executor.submit(work).get()).isNull();
                return work.call();
            });
        } finally {
            executor.shutdown();
        }
        assertThat(medical()).isNull();
    }

    @Test
    void theOneStatementIsFilledInForEachScope() {
        assertThat(medical()).isNull();
        assertThat(OFFICE.get(this::medical)).isEqualTo("asthma");
        assertThat(medical()).isNull();
        assertThat(OFFICE.withPurpose(Contact.class).get(this::medical)).isEqualTo("asthma");
        assertThat(OFFICE.withPurpose(Reports.class).get(this::medical)).isNull();
        assertThat(OFFICE.get(() -> Scope.none().get(this::medical))).isNull();
    }

    @Test
    void workForAPurposeReadsDataOfThatPurposeOnly() {
        Scope.none()
                .withPurpose(Reports.class)
                .run(() -> school.write(em -> {
                    Child child = em.find(Child.class, mia);
                    assertThat(child.progress).isEqualTo("walks");
                    assertThat(child.name).isNull();
                    assertThat(child.room).isNull();
                    assertThat(em.find(Benefit.class, benefit)).isNull();
                }));
    }

    @Test
    void workForAPurposeWritesDataOfThatPurposeOnly() {
        Scope.none().withPurpose(Reports.class).run(() -> {
            school.write(em -> em.find(Child.class, mia).progress = "runs");
            assertThatThrownBy(() -> school.write(em -> em.find(Child.class, mia).name = "Other"))
                    .hasStackTraceContaining("Child.name was not written")
                    .hasStackTraceContaining("this work is done for 'reports'")
                    .rootCause()
                    .isInstanceOf(ConsentRequiredException.class);
        });
        assertThat(stored("progress")).isEqualTo("runs");
        assertThat(stored("name")).isEqualTo("Mia");
    }

    @Test
    void changingAnotherAttributeKeepsHiddenValuesInTheTableAndInHistory() {
        school.write(em -> em.find(Child.class, mia).room = "blue");
        assertKept("blue");
    }

    private void assertKept(String room) {
        assertThat(stored("room")).isEqualTo(room);
        assertThat(stored("medical")).isEqualTo("asthma");
        assertThat(stored("diagnosis")).isEqualTo("croup");
        assertThat(stored("name")).isEqualTo("Mia");
        assertThat(storedInHistory("room")).isEqualTo(room);
        assertThat(storedInHistory("medical")).isEqualTo("asthma");
        assertThat(storedInHistory("diagnosis")).isEqualTo("croup");
        assertThat(storedInHistory("name")).isEqualTo("Mia");
        assertThat(school.sql("select allergies from Child_allergies")).hasSize(3);
    }

    @Test
    void leavingTheScopeBetweenLoadAndFlushKeepsHiddenValues() {
        try (EntityManager em = school.factory.createEntityManager()) {
            Child child = em.find(Child.class, mia);
            em.getTransaction().begin();
            child.room = "blue";
            child.care.diet = "none";
            OFFICE.run(em::flush);
            child.room = "red";
            Scope.none().withPurpose(Enrolment.class).run(em::flush);
            child.room = "green";
            em.getTransaction().commit();
        }
        assertKept("green");
        assertThat(stored("diet")).isEqualTo("none");
        try (EntityManager em = school.factory.createEntityManager()) {
            Child child = OFFICE.get(() -> em.find(Child.class, mia));
            em.getTransaction().begin();
            child.room = "white";
            child.care.diet = "all";
            em.getTransaction().commit();
        }
        assertKept("white");
    }

    @Test
    void mergingAndStatelessWritesKeepHiddenValuesWhereverTheyRun() {
        for (Scope scope : List.of(Scope.none(), OFFICE)) {
            Child copy = school.read(em -> {
                Child child = em.find(Child.class, mia);
                child.allergies.size();
                return child;
            });
            assertThat(copy.medical).isNull();
            scope.run(() -> {
                copy.room = "merged";
                school.write(em -> em.merge(copy));
                assertKept("merged");
                Child bare = school.stateless(session -> Scope.none().get(() -> session.get(Child.class, mia)));
                bare.room = "updated";
                school.<@Nullable Void>stateless(session -> {
                    session.update(bare);
                    return null;
                });
                assertThat(stored("room")).isEqualTo("updated");
                assertThat(stored("medical")).isEqualTo("asthma");
                assertThat(stored("diagnosis")).isEqualTo("croup");
                assertThat(school.sql("select allergies from Child_allergies")).hasSize(3);
                Toddler toddler = Scope.none().get(() -> school.stateless(session -> session.get(Toddler.class, 1L)));
                assertThat(toddler.medical).isNull();
                toddler.room = "upserted";
                school.<@Nullable Void>stateless(session -> {
                    session.upsert(toddler);
                    return null;
                });
                assertThat(school.sql("select room from Toddler")).containsExactly("upserted");
                assertThat(school.sql("select medical from Toddler")).containsExactly("fever");
            });
        }
    }

    @Test
    void withoutAHistoryNothingIsReadBackToKeepAValue() {
        try (EntityManager em = school.factory.createEntityManager()) {
            em.getTransaction().begin();
            Toddler toddler = em.find(Toddler.class, 1L);
            toddler.room = "blue";
            OFFICE.run(em::flush);
            toddler.room = "red";
            em.getTransaction().commit();
        }
        assertThat(school.sql("select medical from Toddler")).containsExactly("fever");
    }

    @Test
    void aNewValueMayBeHandedInOverAHiddenOne() {
        school.write(em -> {
            Child child = em.find(Child.class, mia);
            assertThat(child.medical).isNull();
            child.medical = "asthma and more";
        });
        assertThat(stored("medical")).isEqualTo("asthma and more");
        assertThat(storedInHistory("medical")).isEqualTo("asthma and more");
        decide(mia, false, Contact.class);
        assertThatThrownBy(() -> school.write(em -> em.find(Child.class, mia).medical = "x"))
                .rootCause()
                .isInstanceOf(ConsentRequiredException.class);
    }

    @Test
    void theAudienceMayRemoveAValueItSees() {
        OFFICE.run(() -> school.write(em -> em.find(Child.class, mia).medical = null));
        assertThat(stored("medical")).isEqualTo("null");
    }

    @Test
    void aCollectionThatIsWrittenWholeIsNeitherLostNorRepeated() {
        assertThatThrownBy(() ->
                        school.write(em -> em.find(Child.class, mia).allergies.add("dust")))
                .hasStackTraceContaining("Child.allergies was not changed");
        OFFICE.run(() -> school.write(em -> em.find(Child.class, mia).allergies.add("dust")));
        assertThat(school.sql("select allergies from Child_allergies order by 1"))
                .containsExactly("dust", "milk", "nuts", "nuts");
        try (EntityManager em = school.factory.createEntityManager()) {
            Child child = OFFICE.get(() -> {
                Child loaded = em.find(Child.class, mia);
                loaded.allergies.size();
                return loaded;
            });
            em.getTransaction().begin();
            child.allergies.clear();
            assertThatThrownBy(em::flush)
                    .isInstanceOf(ConsentException.class)
                    .hasMessageContaining("Child.allergies was not changed");
            em.getTransaction().rollback();
        }
        OFFICE.run(() -> school.write(em -> em.find(Child.class, mia).allergies.remove("milk")));
        assertThat(school.sql("select allergies from Child_allergies order by 1"))
                .containsExactly("dust", "nuts", "nuts");
    }

    @Test
    void aReferenceToARowHiddenFromTheScopeIsKept() {
        Long locker = school.read(em -> {
            Locker open = new Locker();
            open.benefit = OFFICE.get(() -> em.find(Benefit.class, benefit));
            em.persist(open);
            return open.id;
        });
        for (Scope scope : List.of(Scope.none(), OFFICE)) {
            Locker copy = school.stateless(session -> session.get(Locker.class, locker));
            assertThat(copy.benefit).isNull();
            scope.run(() -> school.<@Nullable Void>stateless(session -> {
                session.update(copy);
                return null;
            }));
            assertThat(school.sql("select benefit_id from Locker")).containsExactly(benefit.toString());
        }
    }

    @Test
    void cataloguesWhoMaySeeWhat() {
        DataCatalog.Entry entry = school.consent.catalog().entries().stream()
                .filter(known -> known.entity() == Child.class && "medical".equals(known.attribute()))
                .findFirst()
                .orElseThrow();
        assertThat(entry.audiences()).containsExactly(new DeclaredAudience(Office.class, "Service office"));
    }

    @Test
    void theActorOfTheScopeDecides() {
        Scope.none().withActor("4711").run(() -> decide(mia, false, Reports.class));
        assertThat(school.sql("select recorded_by from consent_record where purpose = 'reports'"))
                .containsExactly("4711");
    }

    @Test
    void theClockOfTheScopeCountsOnItsThread() {
        MovableClock later = MovableClock.standingAt(School.START.plus(Duration.ofDays(3)), ZoneOffset.UTC);
        SubjectId subject = SubjectId.of(Child.class, mia);
        school.write(em -> school.consent.decide(
                em,
                Decision.given(subject, Reports.class, Grantor.parent(7))
                        .until(School.START.plus(Duration.ofDays(1)))));
        Supplier<Boolean> asks = () -> school.read(em -> school.consent.gate(em).permits(subject, Reports.class));
        Scope.none().withClock(later).run(() -> {
            assertThat(school.consent.clock()).isSameAs(later);
            assertThat(asks.get()).isFalse();
            assertThat(CompletableFuture.supplyAsync(asks).join()).isTrue();
        });
        assertThat(asks.get()).isTrue();
        Scope.none().withClock(later).run(() -> school.consent.erasure().sweep());
        assertThat(asks.get()).isFalse();
    }
}
