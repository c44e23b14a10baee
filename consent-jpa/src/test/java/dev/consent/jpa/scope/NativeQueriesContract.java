package dev.consent.jpa.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.ConsentException;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Evaluation;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import dev.consent.jpa.scope.Nursery.CareContract;
import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaUpdate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hibernate.ScrollableResults;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL that Hibernate did not write does not come near protected tables. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class NativeQueriesContract {

    private static final String MAIL = "SECRET@example.org";

    private final School school;
    private Long anna;

    NativeQueriesContract(TestDatabase database) {
        school = new School(database, Map.of(), Nursery.ENTITIES);
    }

    @BeforeAll
    void plant() {
        anna = school.enrol("Anna");
        school.grant(anna, Contact.class, Reports.class);
        school.write(em -> {
            Pupil pupil = em.find(Pupil.class, anna);
            pupil.email = MAIL;
            pupil.phones.add("0612");
            em.persist(new Evaluation(pupil, "does well", 8));
        });
    }

    @AfterAll
    void close() {
        school.close();
    }

    private static void refused(ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOf(ConsentException.class)
                .hasMessageContaining("privileged scope")
                .hasMessageNotContaining(MAIL);
    }

    private Object rows(String sql) {
        return school.<Object>read(em -> em.createNativeQuery(sql).getResultList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select email from Pupil",
                "select email from pupil",
                "select email from PUPIL p where p.id > 0",
                "select x.email from (select * from\n\tPupil) x",
                "select email from/**/Pupil",
                "/* nothing */ select email from Pupil",
                "-- nothing\nselect email from Pupil",
                "select*from Pupil",
                "with p as (select email from Pupil) select * from p",
                "select 1 where exists (select 1 from Evaluation)",
                "select email from Pupil_AUD",
                "select phones from Pupil_phones",
                "select phones from Pupil_phones_AUD",
                "select tags from Evaluation_tags",
                "select favourites_id from Pupil_Evaluation",
                "select mask from consent_subject",
                "select recorded_by from consent_record_AUD",
                "select email from U&\"\\0050upil\""
            })
    void aTextThatNamesAProtectedTableIsRefused(String sql) {
        refused(() -> rows(sql));
        refused(() -> rows(sql));
    }

    @Test
    void aQuotedAndAQualifiedNameCountToo() {
        String table = school.sql("select table_name from information_schema.tables where lower(table_name) = 'pupil'")
                .get(0);
        String schema = school.sql(
                        "select table_schema from information_schema.tables where lower(table_name) = 'pupil'")
                .get(0);
        refused(() -> rows("select email from \"" + table + "\""));
        refused(() -> rows("select email from " + schema + "." + table));
        refused(() -> rows("select email from \"" + schema + "\".\"" + table + "\""));
    }

    @Test
    void everyWayToRunOneIsRefused() {
        refused(() -> school.read(
                em -> em.createNativeQuery("select * from Pupil", Pupil.class).getResultList()));
        refused(() -> school.read(em -> em.unwrap(Session.class)
                .createNativeQuery("select {p.*} from Pupil p", Object.class)
                .addEntity("p", Pupil.class)
                .getResultList()));
        refused(() -> school.read(em -> em.createNativeQuery("select email from Pupil where id in (:ids)")
                .setParameter("ids", List.of(anna, 2L, 3L))
                .getResultList()));
        refused(() -> school.read(em -> em.createNativeQuery("select email from Pupil where id = ?1")
                .setParameter(1, anna)
                .setMaxResults(3)
                .setFirstResult(0)
                .getResultList()));
        refused(() -> school.write(em -> {
            try (Stream<?> stream =
                    em.createNativeQuery("select email from Pupil").getResultStream()) {
                stream.forEach(row -> {});
            }
        }));
        refused(() -> school.write(em -> {
            try (ScrollableResults<String> rows = em.unwrap(Session.class)
                    .createNativeQuery("select email from Pupil", String.class)
                    .scroll()) {
                rows.next();
            }
        }));
        refused(() ->
                school.<Object>stateless(session -> session.createNativeQuery("select email from Pupil", String.class)
                        .getResultList()));
        refused(() -> school.read(
                em -> em.createNativeQuery("update Pupil set email = 'x'").executeUpdate()));
        refused(() -> school.<Object>stateless(session ->
                session.createNativeMutationQuery("delete from Evaluation").executeUpdate()));
        refused(() -> school.read(em -> em.unwrap(Session.class)
                .createNativeQuery("select email from Pupil", String.class)
                .getResultCount()));
        assertThat(school.sql("select email from Pupil")).containsExactly(MAIL);
    }

    @Test
    void tablesWithoutPersonalDataAreFree() {
        school.write(em -> em.createNativeQuery("insert into Locker (id, label) values (?1, ?2)")
                .setParameter(1, 77L)
                .setParameter(2, "pupil's")
                .executeUpdate());
        for (int run = 0; run < 2; run++) {
            assertThat(school.<Object>read(em -> em.createNativeQuery(
                                    "select label from Locker where id in (:ids) and label like 'p%'")
                            .setParameter("ids", List.of(77L, 78L, 79L))
                            .setMaxResults(5)
                            .getResultList()))
                    .isEqualTo(List.of("pupil's"));
            assertThat(school.<Object>read(em -> em.unwrap(Session.class)
                            .createNativeQuery("select {l.*} from Locker l", Object.class)
                            .addEntity("l", Nursery.Locker.class)
                            .getResultList()
                            .size()))
                    .isEqualTo(1);
        }
        assertThat(school.<Object>read(
                        em -> em.createNativeQuery("select 1", Integer.class).getSingleResult()))
                .isEqualTo(1);
    }

    @Test
    void aPrivilegedScopeMayAndLeavesNothingOpen() {
        String sql = "select email from Pupil where id in (:ids)";
        school.consent
                .privileged("a question of the auditor", Duration.ofMinutes(1))
                .run(() -> {
                    assertThat(school.<Object>read(em -> em.createNativeQuery(sql)
                                    .setParameter("ids", List.of(anna))
                                    .getResultList()))
                            .isEqualTo(List.of(MAIL));
                    school.write(em -> {
                        assertThat(em.createNativeQuery("select * from Pupil", Pupil.class)
                                        .getResultList()
                                        .size())
                                .isEqualTo(1);
                        assertThat(em.createNativeQuery("update Pupil set level = 4")
                                        .executeUpdate())
                                .isEqualTo(1);
                    });
                });
        refused(() -> school.read(em ->
                em.createNativeQuery(sql).setParameter("ids", List.of(anna)).getResultList()));
    }

    @Test
    void aSessionThatReplacesTheInspectorCannotRunAnyNativeQuery() {
        for (String sql : List.of("select email from Pupil", "/* nothing */ select email from Pupil")) {
            try (Session session = school.factory
                    .unwrap(SessionFactory.class)
                    .withOptions()
                    .statementInspector(UnaryOperator.identity())
                    .openSession()) {
                assertThatThrownBy(() ->
                                session.createNativeQuery(sql, String.class).getResultList())
                        .isInstanceOf(RuntimeException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select function('upper(email) from Pupil --', p.name) from Pupil p",
                "select function('pg_sleep', 0) from Pupil p",
                "select p.id from Pupil p where function('nobody_knows', p.level) = 1",
                "select collate(p.name as `x\" || email || \"`) from Pupil p",
                "update CareContract c set c.hours = 1 where sql('terms') is null",
                "update CareContract c set c.number = function('max(terms) --', c.number), c.hours = 1",
                "update CareContract c set c.terms = 'x'",
                "update Contract c set c.terms = 'x'",
                "update CareContract c set c.child = null",
                "insert into CareContract (number, terms) values ('1', 'x')",
                "insert into Toddler (id, room) values (1, 'x') on conflict (id) do update set medical = 'x'"
            })
    void queriesThatWouldCarryRawTextOrWriteManyPeopleAreRefused(String hql) {
        assertThatThrownBy(() -> school.<@Nullable Object>read(em -> {
                    Session session = em.unwrap(Session.class);
                    return hql.startsWith("select")
                            ? session.createSelectionQuery(hql, Object.class).getResultList()
                            : (Object) session.createMutationQuery(hql).executeUpdate();
                }))
                .as(hql)
                .isInstanceOf(ConsentException.class);
    }

    @Test
    void theCriteriaApiIsHeldToTheSame() {
        assertThatThrownBy(() -> school.<Object>read(em -> {
                    var cb = em.getCriteriaBuilder();
                    var query = cb.createQuery(String.class);
                    var pupil = query.from(Pupil.class);
                    query.select(cb.function("upper(email) from Pupil --", String.class, pupil.get("name")));
                    return em.createQuery(query).getResultList();
                }))
                .isInstanceOf(ConsentException.class)
                .hasMessageContaining("FunctionContributor");
        assertThatThrownBy(() -> school.<Object>read(em -> {
                    var cb = em.unwrap(Session.class).getCriteriaBuilder();
                    var query = cb.createQuery(String.class);
                    var pupil = query.from(Pupil.class);
                    query.select(cb.collate(pupil.get("name"), "\"x\" || email --"));
                    return em.createQuery(query).getResultList();
                }))
                .isInstanceOf(ConsentException.class)
                .hasMessageContaining("collation");
        assertThatThrownBy(() -> school.<Object>read(em -> {
                    var cb = em.getCriteriaBuilder();
                    CriteriaUpdate<CareContract> update = cb.createCriteriaUpdate(CareContract.class);
                    update.from(CareContract.class);
                    update.set("terms", "x");
                    return em.createQuery(update).executeUpdate();
                }))
                .isInstanceOf(ConsentException.class);
    }

    @Test
    void functionsThatHibernateKnowsAreFree() {
        assertThat(school.<Object>read(em -> em.createQuery(
                                "select function('upper', p.name), lower(p.name), count(*) over (), cast(p.level as String)"
                                        + " from Pupil p",
                                Object[].class)
                        .getResultList()
                        .size()))
                .isEqualTo(1);
        assertThat(school.<Integer>read(this::bulkOnSeveralTables)).isZero();
    }

    private int bulkOnSeveralTables(EntityManager em) {
        return em.createQuery("update CareContract c set c.hours = 2, c.number = 'b' where c.hours = 1")
                .executeUpdate();
    }
}
