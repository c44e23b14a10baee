package dev.consent.jpa.placeholder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.erasure.SweepReport;
import dev.consent.gate.ConsentRequiredException;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Reports;
import dev.consent.jpa.placeholder.Membership.Card;
import dev.consent.jpa.placeholder.Membership.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hibernate.envers.AuditReaderFactory;
import org.hibernate.envers.query.AuditEntity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class PlaceholderContract {

    private static final String MASKED = new Membership().all();

    private final TestDatabase database;
    private School school;
    private Long anna;
    private Long id;
    private String real;

    PlaceholderContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void join() {
        school = new School(database, Map.of(), List.of(Membership.class));
        anna = school.enrol("Anna");
        school.grant(anna, Reports.class);
        id = school.read(em -> {
            Membership membership = new Membership();
            membership.pupil = em.find(Pupil.class, anna);
            membership.fill();
            real = membership.all();
            em.persist(membership);
            return membership.id;
        });
    }

    @AfterEach
    void close() {
        school.close();
    }

    private String read() {
        return school.read(em -> em.find(Membership.class, id).all());
    }

    private void change(Consumer<Membership> work) {
        school.write(em -> work.accept(em.find(Membership.class, id)));
    }

    @Test
    void everyTypeReadsAsItsPlaceholderWhileHidden() {
        assertThat(read()).isEqualTo(real);
        school.withdraw(anna, Reports.class);
        assertThat(read()).isEqualTo(MASKED);
        assertThat(school.<String>stateless(
                        session -> session.get(Membership.class, id).all()))
                .isEqualTo(MASKED);
        school.grant(anna, Reports.class);
        assertThat(read()).isEqualTo(real);
    }

    @Test
    void queriesSeeThePlaceholderToo() {
        school.withdraw(anna, Reports.class);
        school.write(em -> {
            assertThat(em.createQuery("select m.nickname from Membership m", String.class)
                            .getSingleResult())
                    .isEqualTo(Membership.NICKNAME);
            assertThat(em.createQuery("select max(m.age) from Membership m", Integer.class)
                            .getSingleResult())
                    .isEqualTo(-1);
            for (String condition : List.of(
                    "m.nickname like 'PLANTED%'",
                    "m.age = 12",
                    "m.vegetarian",
                    "m.born > date 2000-01-01",
                    "m.level = EXPERT",
                    "m.rank = EXPERT",
                    "m.reach.phone > 0")) {
                assertThat(em.createQuery("select count(*) from Membership m where " + condition, Long.class)
                                .getSingleResult())
                        .as(condition)
                        .isZero();
            }
        });
    }

    @Test
    void theHistoryReadsAsThePlaceholderToo() {
        school.withdraw(anna, Reports.class);
        school.write(em -> {
            Number revision = AuditReaderFactory.get(em)
                    .getRevisions(Membership.class, id)
                    .get(0);
            assertThat(AuditReaderFactory.get(em)
                            .find(Membership.class, id, revision)
                            .all())
                    .isEqualTo(MASKED);
            assertThat(AuditReaderFactory.get(em)
                            .createQuery()
                            .forRevisionsOfEntity(Membership.class, true, true)
                            .add(AuditEntity.property("age").eq(12))
                            .getResultList()
                            .size())
                    .isZero();
        });
    }

    @Test
    void noKindOfUpdateWritesThePlaceholderOverTheValue() {
        school.withdraw(anna, Reports.class);
        change(membership -> {
            membership.visits = 1;
            membership.reach.network = "school";
        });
        school.stateless(session -> {
            Membership membership = session.get(Membership.class, id);
            membership.visits = 2;
            session.update(membership);
            return null;
        });
        school.stateless(session -> {
            Membership membership = session.get(Membership.class, id);
            membership.visits = 3;
            session.upsert(membership);
            return null;
        });
        Membership copy = school.read(em -> em.find(Membership.class, id));
        copy.visits = 4;
        school.write(em -> em.merge(copy));
        assertThat(read()).isEqualTo(MASKED);
        school.grant(anna, Reports.class);
        assertThat(read()).isEqualTo(real);
        assertThat(school.sql("select visits from Membership")).containsExactly("4");
        assertThat(school.sql("select count(*) from Membership_AUD where age = -1 or nickname not like 'PLANTED%'"))
                .containsExactly("0");
    }

    @Test
    void aCopyReadWhileHiddenKeepsTheValuesAfterANewGrant() {
        school.withdraw(anna, Reports.class);
        Membership copy = school.read(em -> em.find(Membership.class, id));
        school.grant(anna, Reports.class);
        copy.visits = 1;
        school.write(em -> em.merge(copy));
        assertThat(read()).isEqualTo(real);
        school.stateless(session -> {
            copy.visits = 2;
            session.update(copy);
            return null;
        });
        assertThat(read()).isEqualTo(real);
        copy.nickname = "new";
        school.write(em -> em.merge(copy));
        assertThat(read()).isEqualTo(real.replace("PLANTED-NICK", "new"));
    }

    @Test
    void severalFlushesInOneSessionKeepTheValues() {
        school.withdraw(anna, Reports.class);
        school.write(em -> {
            Membership membership = em.find(Membership.class, id);
            membership.visits = 1;
            em.flush();
            membership.visits = 2;
            em.flush();
            assertThat(membership.all()).isEqualTo(MASKED);
        });
        school.grant(anna, Reports.class);
        assertThat(read()).isEqualTo(real);
    }

    @Test
    void realValuesAreRefusedAndPlaceholdersAreNot() {
        school.withdraw(anna, Reports.class);
        for (Consumer<Membership> write : List.<Consumer<Membership>>of(
                membership -> membership.nickname = "new",
                membership -> membership.age = 0,
                membership -> membership.level = Level.BASIC,
                membership -> membership.card = new Card("1"),
                membership -> membership.reach.phone = 1)) {
            refused(() -> change(write));
            refused(() -> school.stateless(session -> {
                Membership membership = session.get(Membership.class, id);
                write.accept(membership);
                session.update(membership);
                return null;
            }));
            refused(() -> school.write(em -> {
                Membership membership = new Membership();
                membership.pupil = em.find(Pupil.class, anna);
                write.accept(membership);
                em.persist(membership);
            }));
        }
        refused(() -> school.write(em -> {
            Membership membership = new Membership();
            membership.pupil = em.find(Pupil.class, anna);
            membership.vegetarian = true;
            em.persist(membership);
        }));
        school.write(em -> {
            Membership membership = new Membership();
            membership.pupil = em.find(Pupil.class, anna);
            em.persist(membership);
        });
        school.grant(anna, Reports.class);
        assertThat(read()).isEqualTo(real);
    }

    @Test
    void writingThePlaceholderOverAVisibleValueRemovesIt() {
        change(membership -> {
            membership.age = -1;
            membership.vegetarian = false;
        });
        assertThat(school.sql("select age from Membership")).containsExactly("-1");
        assertThat(school.sql("select count(*) from Membership where vegetarian = true"))
                .containsExactly("0");
    }

    @Test
    void erasureLeavesThePlaceholderAndNothingInTheHistory() {
        Long ben = school.enrol("Ben");
        school.grant(ben, Reports.class);
        school.write(em -> {
            Membership membership = new Membership();
            membership.pupil = em.find(Pupil.class, ben);
            membership.fill();
            membership.nickname = "BEN";
            em.persist(membership);
        });
        school.withdraw(anna, Reports.class);
        school.clock.advance(Duration.ofHours(13));
        SweepReport report = school.consent.erasure().sweep();
        assertThat(report.failed()).isZero();
        assertThat(report.done()).isEqualTo(1);
        assertThat(school.whereIs("PLANTED-NICK")).isEmpty();
        assertThat(school.sql("select count(*) from Membership_AUD where age is not null and pupil_id = " + anna))
                .containsExactly("0");
        assertThat(school.sql("select count(*) from Membership_AUD where nickname = 'BEN' and age = 12"))
                .containsExactly("1");
        school.grant(anna, Reports.class);
        assertThat(read()).isEqualTo(MASKED);
        assertThat(school.sql("select age from Membership order by id")).containsExactly("-1", "12");
        school.write(em -> assertThat(AuditReaderFactory.get(em)
                        .find(
                                Membership.class,
                                id,
                                AuditReaderFactory.get(em)
                                        .getRevisions(Membership.class, id)
                                        .get(0))
                        .nickname)
                .isNull());
    }

    @Test
    void whatIsErasedAlreadyIsErasedAgainWithoutHarm() {
        for (int i = 0; i < 2; i++) {
            school.grant(anna, Reports.class);
            school.withdraw(anna, Reports.class);
            school.clock.advance(Duration.ofHours(13));
            assertThat(school.consent.erasure().sweep().failed()).isZero();
        }
        school.grant(anna, Reports.class);
        assertThat(read()).isEqualTo(MASKED);
    }

    private static void refused(ThrowingCallable writing) {
        assertThatThrownBy(writing).satisfies(thrown -> {
            Throwable root = thrown;
            while (root.getCause() != null) {
                root = Objects.requireNonNull(root.getCause());
            }
            assertThat(root).isInstanceOf(ConsentRequiredException.class);
        });
    }
}
