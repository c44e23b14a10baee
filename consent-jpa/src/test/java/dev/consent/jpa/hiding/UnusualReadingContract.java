package dev.consent.jpa.hiding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.ConsentException;
import dev.consent.PersonalData;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Evaluation;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityNotFoundException;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.TypedQueryReference;
import jakarta.persistence.metamodel.SingularAttribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.StatelessSession;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.query.Order;
import org.hibernate.query.restriction.Restriction;
import org.hibernate.query.specification.MutationSpecification;
import org.hibernate.query.specification.SelectionSpecification;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ways to ask that few applications know of. Each is tried for Anna, who agreed, where it must find what was planted, and
 * for Ben, who withdrew: what it answers must not hold what was planted, and must not depend on whether it was guessed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class UnusualReadingContract {

    private static final String PLANTED = "PLANTED";

    private final School school;
    private Long anna;
    private Long ben;

    UnusualReadingContract(TestDatabase database) {
        school = new School(
                database,
                Map.of(
                        "hibernate.query.hql.json_functions_enabled", "true",
                        "hibernate.query.hql.xml_functions_enabled", "true"),
                List.of(Diary.class));
    }

    /** What is stored in one column, and read part by part. */
    @Entity(name = "Diary")
    static class Diary {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        @PersonalData(purpose = Contact.class, subject = "pupil")
        String[] words;

        @PersonalData(purpose = Contact.class, subject = "pupil")
        @JdbcTypeCode(SqlTypes.JSON)
        Map<String, String> facts;

        @PersonalData(purpose = Contact.class, subject = "pupil")
        @JdbcTypeCode(SqlTypes.JSON_ARRAY)
        List<Scene> scenes;
    }

    @Embeddable
    static class Scene {
        String place;
    }

    @BeforeAll
    void plant() {
        anna = enrol("Anna");
        ben = enrol("Ben");
        school.withdraw(ben, Contact.class, Reports.class);
        school.factory.addNamedQuery(
                "mails",
                school.factory
                        .createEntityManager()
                        .createQuery("select p.email from Pupil p where p.id = :id", String.class));
    }

    private Long enrol(String name) {
        Long id = school.enrol(name);
        school.grant(id, Contact.class, Reports.class);
        school.write(em -> {
            Pupil pupil = em.find(Pupil.class, id);
            pupil.email = PLANTED;
            pupil.phones.add(PLANTED);
            Evaluation evaluation = new Evaluation(pupil, PLANTED, 8);
            evaluation.tags.add(PLANTED);
            em.persist(evaluation);
            Diary diary = new Diary();
            diary.pupil = pupil;
            diary.words = new String[] {PLANTED};
            diary.facts = Map.of("fact", PLANTED);
            Scene scene = new Scene();
            scene.place = PLANTED;
            diary.scenes = List.of(scene);
            em.persist(diary);
        });
        return id;
    }

    @AfterAll
    void close() {
        school.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select listagg(p.email, ',') within group (order by p.email) from Pupil p where p.id = :id",
                "select first_value(p.email) over (order by p.id) from Pupil p where p.id = :id",
                "select min(p.email) filter (where p.id = :id) from Pupil p where p.id = :id",
                "select min(p.email) over (partition by p.email) from Pupil p where p.id = :id",
                "with mails as (select p.email as m from Pupil p where p.id = :id) select x.m from mails x",
                "with steps as (select p.id as i, p.email as m, 0 as d from Pupil p where p.id = :id"
                        + " union all select s.i as i, s.m as m, s.d + 1 as d from steps s where s.d < 2)"
                        + " select x.m from steps x",
                "select q.m from (select p.email as m, p.id as i from Pupil p) q where q.i = :id",
                "select q.m from Pupil p join lateral (select e.text as m from Evaluation e where e.pupil = p) q"
                        + " where p.id = :id",
                "select p.name from Pupil p where p.id = :id union select b.email from Pupil b where b.id = :id",
                "select p.name from Pupil p where p.id = :id union all select e.text from Evaluation e where e.pupil.id = :id",
                "select treat(p as Pupil).email from Pupil p where p.id = :id",
                "select (select b.email from Pupil b where b.id = p.id) from Pupil p where p.id = :id",
                "select new list(p.email, p.name) from Pupil p where p.id = :id",
                "select new map(p.email as m) from Pupil p where p.id = :id",
                "select cast(p.email as String) || '' from Pupil p where p.id = :id",
                "select coalesce(p.email, 'none') from Pupil p where p.id = :id",
                "select substring(p.email, 1, 99) from Pupil p where p.id = :id",
                "select max(elements(p.phones)) from Pupil p where p.id = :id",
                "select value(t) from Pupil p join p.phones t where p.id = :id",
                "select t from Evaluation e join e.tags t where e.pupil.id = :id",
                "select e.pupil.email from Evaluation e where e.pupil.id = :id",
                "select e.text from Pupil p join Evaluation e on e.pupil = p where p.id = :id",
                "select max(e.text) from Pupil p left join p.evaluations e where p.id = :id group by p.email",
                "select json_object('m': p.email) from Pupil p where p.id = :id",
                "select json_array(p.email) from Pupil p where p.id = :id",
                "select json_arrayagg(p.email) from Pupil p where p.id = :id",
                "select json_objectagg(p.name: p.email) from Pupil p where p.id = :id",
                "select xmlelement(name m, p.email) from Pupil p where p.id = :id",
                "select xmlforest(p.email as m) from Pupil p where p.id = :id",
                "select array_agg(p.email) within group (order by p.id) from Pupil p where p.id = :id",
                "select array_to_string(array_agg(e.text) within group (order by e.id), ',') from Evaluation e"
                        + " where e.pupil.id = :id",
                "select array_to_string(d.words, ',') from Diary d where d.pupil.id = :id",
                "select w from Diary d join lateral unnest(d.words) w where d.pupil.id = :id",
                "select s.place from Diary d join lateral unnest(d.scenes) s where d.pupil.id = :id",
                "select json_value(d.facts, '$.fact') from Diary d where d.pupil.id = :id",
                "select json_query(d.facts, '$.fact') from Diary d where d.pupil.id = :id",
                "select t.f from Diary d join lateral json_table(d.facts, '$' columns(f String path '$.fact')) t"
                        + " where d.pupil.id = :id",
                "select cast(d.facts as String) from Diary d where d.pupil.id = :id",
            })
    void noSelectionHoldsWhatIsHidden(String hql) {
        Function<Long, BiFunction<EntityManager, String, Object>> ask = id -> (em, guess) ->
                em.createQuery(hql, Object.class).setParameter("id", id).getResultList();
        assertThat(answer(ask.apply(anna), "")).as(hql).contains(PLANTED);
        assertThat(answer(ask.apply(ben), "")).as(hql).doesNotContain(PLANTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select count(*) from Evaluation e where e.pupil.id = :id group by e.pupil.email"
                        + " having e.pupil.email = :guess",
                "select p.id from Pupil p where p.id = :id order by case when p.email = :guess then 1 else p.id / 0 end",
                "select case when p.email = :guess then 1 else 0 end from Pupil p where p.id = :id",
                "select p.id from Pupil p where p.id = :id and :guess in elements(p.phones)",
                "select p.id from Pupil p where p.id = :id and :guess member of p.phones",
                "select p.id from Pupil p where p.id = :id and not (:guess not member of p.phones)",
                "select p.id from Pupil p where p.id = :id and p.email is not distinct from :guess",
                "select p.id from Pupil p where p.id = :id and (p.email, p.name) = (:guess, p.name)",
                "select p.id from Pupil p where p.id = :id and p.email >= all(select b.name || :guess from Pupil b where 1=0)"
                        + " and p.email = :guess",
                "select p.id from Pupil p where p.id = :id and p.email ilike :guess",
                "select p.id from Pupil p where p.id = :id and locate(:guess, p.email) > 0",
                "select p.id from Pupil p where p.id = :id and :guess = any (select e.text from Evaluation e where e.pupil = p)",
                "select p.id from Pupil p where p.id = :id and exists (select 1 from p.evaluations e where e.text = :guess)",
                "select count(*) filter (where e.text = :guess) from Evaluation e where e.pupil.id = :id",
                "select sum(case p.email when :guess then 1 else 0 end) from Pupil p where p.id = :id",
                "select count(distinct nullif(p.email, :guess)) from Pupil p where p.id = :id",
                "select p.id from Pupil p left join Evaluation e on e.pupil = p and e.text = :guess"
                        + " where p.id = :id and e.id is not null",
                "select json_exists(json_object(p.name: p.email), '$.' || :guess) from Pupil p where 1=0 and p.id = :id"
                        + " union all select p.email = :guess from Pupil p where p.id = :id",
                "select array_contains(d.words, :guess) from Diary d where d.pupil.id = :id",
                "select array_position(d.words, :guess) from Diary d where d.pupil.id = :id",
                "select d.id from Diary d where d.pupil.id = :id and d.words contains :guess",
                "select count(*) from Diary d join lateral generate_series(1, array_length(d.words)) n"
                        + " where d.pupil.id = :id and :guess = 'PLANTED'",
            })
    void noConditionTellsAGuess(String hql) {
        Function<Long, BiFunction<EntityManager, String, Object>> ask =
                id -> (em, guess) -> em.createQuery(hql, Object.class)
                        .setParameter("id", id)
                        .setParameter("guess", guess)
                        .getResultList();
        assertThat(answer(ask.apply(anna), PLANTED)).as(hql).isNotEqualTo(answer(ask.apply(anna), "wrong"));
        assertThat(answer(ask.apply(ben), PLANTED)).as(hql).isEqualTo(answer(ask.apply(ben), "wrong"));
    }

    @Test
    void neitherDoSpecificationsReferencesAndFunctionsOfCriteria() {
        @SuppressWarnings("unchecked")
        SingularAttribute<Pupil, String> email = (SingularAttribute<Pupil, String>)
                school.factory.getMetamodel().entity(Pupil.class).getSingularAttribute("email", String.class);
        tells((em, guess) -> SelectionSpecification.create(Pupil.class)
                .restrict(Restriction.equal(email, guess))
                .sort(Order.asc(email))
                .createQuery(em.unwrap(Session.class))
                .getResultList()
                .stream()
                .map(pupil -> pupil.id)
                .toList());
        tells((em, guess) -> SelectionSpecification.create(
                        Pupil.class, "select p from Pupil p where p.email is not null")
                .restrict(Restriction.like(email, guess))
                .createQuery(em.unwrap(Session.class))
                .getResultList()
                .stream()
                .map(pupil -> pupil.id)
                .toList());
        tells((em, guess) -> {
            var builder = em.getCriteriaBuilder();
            var query = builder.createQuery(Long.class);
            var pupil = query.from(Pupil.class);
            query.select(pupil.get("id"))
                    .where(builder.equal(builder.function("lower", String.class, pupil.get("email")), lower(guess)));
            return em.createQuery(query).getResultList();
        });
        for (Long id : List.of(anna, ben)) {
            TypedQueryReference<?> mails =
                    school.factory.getNamedQueries(String.class).get("mails");
            assertThat(answer(
                                    (em, guess) -> em.createQuery(mails)
                                            .setParameter("id", id)
                                            .getResultList(),
                                    "")
                            .contains(PLANTED))
                    .isEqualTo(id.equals(anna));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from Pupil p where p.phones is empty",
                "delete from Pupil p where size(p.phones) = 0",
                "delete from Pupil p where p.evaluations is empty",
                "delete from Pupil p where not exists (select 1 from p.phones)",
                "delete from Pupil p where not exists elements(p.phones)",
                "delete from Pupil p where 'PLANTED' not member of p.phones",
                "delete from Pupil p where 'PLANTED' not in elements(p.phones)",
                "update Pupil p set p.level = 1 where max(elements(p.phones)) is null",
                "update Pupil p set p.level = (select count(t) from Pupil q join q.phones t where q = p)",
                "update Pupil p set p.level = (select count(t) from Evaluation e join e.pupil.phones t where e.pupil = p)",
            })
    void aBulkStatementTakesNoHiddenElementsForNone(String hql) {
        assertThatThrownBy(() -> school.read(em -> em.createQuery(hql).executeUpdate()))
                .as(hql)
                .hasStackTraceContaining("A bulk statement reads an attribute that may be hidden");
    }

    @Test
    void aRefreshSaysThatARowMayBeHidden() {
        Long cas = enrol("Cas");
        assertThatThrownBy(() -> school.read(em -> {
                    Evaluation evaluation = em.createQuery("from Evaluation e where e.pupil.id = :id", Evaluation.class)
                            .setParameter("id", cas)
                            .getSingleResult();
                    school.withdraw(cas, Contact.class, Reports.class);
                    em.refresh(evaluation);
                    return evaluation.text;
                }))
                .isInstanceOf(EntityNotFoundException.class)
                .hasMessage("What was refreshed is a row of dev.consent.jpa.model.Evaluation that is not there: it was"
                        + " deleted, or it is hidden because no purpose it serves is in force. Query for it instead.");
    }

    @Test
    void aRestrictionOfABulkStatementTellsNothingEither() {
        @SuppressWarnings("unchecked")
        SingularAttribute<Pupil, String> email = (SingularAttribute<Pupil, String>)
                school.factory.getMetamodel().entity(Pupil.class).getSingularAttribute("email", String.class);
        @SuppressWarnings("unchecked")
        SingularAttribute<Evaluation, String> text = (SingularAttribute<Evaluation, String>)
                school.factory.getMetamodel().entity(Evaluation.class).getSingularAttribute("text", String.class);
        assertThatThrownBy(() ->
                        school.read(em -> MutationSpecification.create(Pupil.class, "update Pupil p set p.level = 3")
                                .restrict(Restriction.equal(email, PLANTED))
                                .createQuery(em.unwrap(Session.class))
                                .executeUpdate()))
                .isInstanceOf(ConsentException.class);
        school.write(em -> {
            assertThat(MutationSpecification.create(Evaluation.class, "delete from Evaluation e")
                            .restrict(Restriction.equal(text, PLANTED))
                            .createQuery(em.unwrap(Session.class))
                            .executeUpdate())
                    .isEqualTo(1);
            em.getTransaction().setRollbackOnly();
        });
    }

    private static String lower(String text) {
        return text.toLowerCase(java.util.Locale.ROOT);
    }

    /** Whether Anna is found depends on the guess; Ben never is. */
    private void tells(BiFunction<EntityManager, String, Object> ask) {
        assertThat(answer(ask, PLANTED)).contains(anna.toString()).doesNotContain(ben.toString());
        assertThat(answer(ask, "wrong")).doesNotContain(anna.toString()).doesNotContain(ben.toString());
    }

    @Test
    void loadingSeveralAtOnceHoldsNothingEither() {
        List<Object> keys = List.of(anna, ben);
        List<Long> evaluations = school.sql("select id from Evaluation order by id").stream()
                .map(Long::valueOf)
                .toList();
        assertThat(evaluations).hasSize(2);
        assertThat(mails(school.read(em -> em.unwrap(Session.class).findMultiple(Pupil.class, new ArrayList<>(keys)))))
                .containsExactly(PLANTED, null);
        assertThat(mails(school.stateless(session -> session.getMultiple(Pupil.class, new ArrayList<>(keys)))))
                .containsExactly(PLANTED, null);
        assertThat(texts(school.read(em ->
                        em.unwrap(Session.class).findMultiple(Evaluation.class, new ArrayList<Object>(evaluations)))))
                .containsExactly(PLANTED, null);
        assertThat(texts(school.stateless(
                        session -> session.getMultiple(Evaluation.class, new ArrayList<Object>(evaluations)))))
                .containsExactly(PLANTED, null);
        assertThat(school.<Integer>read(em -> {
                    var graph = em.createEntityGraph(Pupil.class);
                    graph.addSubgraph("evaluations").addAttributeNodes("tags");
                    graph.addAttributeNodes("phones");
                    Pupil pupil = em.find(graph, ben);
                    return pupil.evaluations.size() + pupil.phones.size();
                }))
                .isZero();
        assertThat(school.<Integer>stateless(session -> fetched(session))).isZero();
    }

    private int fetched(StatelessSession session) {
        var graph = school.factory.unwrap(org.hibernate.SessionFactory.class).createEntityGraph(Pupil.class);
        graph.addSubgraph("evaluations").addAttributeNodes("tags");
        Pupil pupil = session.get(graph, org.hibernate.graph.GraphSemantic.FETCH, ben);
        session.fetch(pupil.phones);
        return pupil.evaluations.size() + pupil.phones.size();
    }

    private static List<@Nullable String> mails(List<Pupil> pupils) {
        return pupils.stream().map(pupil -> pupil.email).toList();
    }

    private static List<@Nullable String> texts(List<Evaluation> evaluations) {
        return new ArrayList<>(evaluations.stream()
                .map(evaluation -> evaluation == null ? null : evaluation.text)
                .toList());
    }

    /** What is answered, or how it fails. */
    private String answer(BiFunction<EntityManager, String, Object> ask, String guess) {
        try {
            return school.read(em -> told(ask.apply(em, guess)));
        } catch (RuntimeException failed) {
            String said = String.valueOf(failed.getMessage());
            if (said.contains("zero")) {
                return "divided by zero";
            }
            throw failed;
        }
    }

    private static String told(@Nullable Object answer) {
        if (answer instanceof Collection<?> several) {
            return several.stream().map(UnusualReadingContract::told).toList().toString();
        }
        return answer instanceof Object[] several ? told(Arrays.asList(several)) : String.valueOf(answer);
    }
}
