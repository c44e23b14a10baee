package dev.consent.jpa.hiding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.gate.ConsentRequiredException;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Evaluation;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.criteria.Nulls;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hibernate.Hibernate;
import org.hibernate.ScrollMode;
import org.hibernate.ScrollableResults;
import org.hibernate.Session;
import org.hibernate.SharedSessionContract;
import org.hibernate.StatelessSession;
import org.hibernate.query.KeyedPage;
import org.hibernate.query.KeyedResultList;
import org.hibernate.query.Order;
import org.hibernate.query.Page;
import org.hibernate.query.SortDirection;
import org.hibernate.query.criteria.CriteriaDefinition;
import org.hibernate.query.restriction.Path;
import org.hibernate.query.restriction.Restriction;
import org.hibernate.query.specification.SelectionSpecification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages, cursors, orders and what becomes of results: neither holds what is hidden, nor depends on it. */
abstract class PagingContract {

    private final TestDatabase database;
    private School school;
    private final List<Long> pupils = new ArrayList<>();

    PagingContract(TestDatabase database) {
        this.database = database;
    }

    /** Of four people two withdraw, whose addresses would come first and last. */
    private void open(String guards) {
        school = new School(database, Map.of("consent.guards", guards), List.of());
        pupils.clear();
        Stream.of("b-planted", "a-hidden", "z-hidden", "m-planted").forEach(text -> {
            Long id = school.enrol(text.substring(0, 1));
            school.grant(id, Contact.class, Reports.class);
            school.write(em -> {
                Pupil pupil = em.find(Pupil.class, id);
                pupil.email = text;
                pupil.level = 1;
                em.persist(new Evaluation(pupil, text, 5));
            });
            pupils.add(id);
        });
        List.of(pupils.get(1), pupils.get(2)).forEach(id -> school.withdraw(id, Contact.class, Reports.class));
    }

    @AfterEach
    void close() {
        if (school != null) {
            school.close();
        }
    }

    private List<List<Object>> inBoth(java.util.function.Function<SharedSessionContract, List<Object>> work) {
        return List.of(school.read(em -> work.apply(em.unwrap(Session.class))), school.stateless(work::apply));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lookup", "stamped"})
    void keysOfPagesHoldNothingHidden(String guards) {
        open(guards);
        for (SortDirection direction : SortDirection.values()) {
            assertThat(inBoth(session -> paged(
                            session,
                            "from Evaluation",
                            Evaluation.class,
                            List.of(Order.by(Evaluation.class, "text", direction)))))
                    .allSatisfy(found -> assertThat(found)
                            .hasSize(4) // two rows, and a key for each
                            .allMatch(text -> text.toString().contains("planted")));
            assertThat(inBoth(session -> paged(
                            session,
                            "from Pupil",
                            Pupil.class,
                            List.of(
                                    Order.by(Pupil.class, "email", direction, Nulls.LAST),
                                    Order.by(Pupil.class, "id", direction)))))
                    .allSatisfy(found ->
                            assertThat(found.toString()).contains("planted").doesNotContain("hidden"));
        }
    }

    /** The addresses and texts on all pages, and the keys between them. */
    private static <T> List<Object> paged(
            SharedSessionContract session, String query, Class<T> type, List<Order<? super T>> order) {
        List<Object> found = new ArrayList<>();
        KeyedPage<T> page = Page.first(1).keyedBy(order);
        for (int i = 0; page != null && i < 6; i++) {
            KeyedResultList<T> results =
                    session.createSelectionQuery(query, type).getKeyedResultList(page);
            for (T result : results.getResultList()) {
                found.add(String.valueOf(result instanceof Pupil pupil ? pupil.email : ((Evaluation) result).text));
            }
            results.getKeyList().forEach(key -> found.add(String.valueOf(key)));
            page = results.getResultList().isEmpty() ? null : results.getNextPage();
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(strings = {"lookup", "stamped"})
    void noOrderOfAnyKindDependsOnIt(String guards) {
        open(guards);
        List<String> queries = List.of(
                "select p.id from Pupil p order by p.email, p.id",
                "select p.id from Pupil p order by p.email desc nulls first, p.id",
                "select p.id from Pupil p order by length(p.email), upper(p.email), p.id",
                "select p.id from Pupil p order by (select max(e.text) from Evaluation e where e.pupil = p), p.id",
                "select p.id as i, p.email as m from Pupil p order by m, i",
                "select p.email, p.id from Pupil p order by 1, 2",
                "select rank() over (order by p.email) from Pupil p order by p.id",
                "select dense_rank() over (order by p.email) from Pupil p order by p.id",
                "select percent_rank() over (order by p.email) from Pupil p order by p.id",
                "select cume_dist() over (order by p.email) from Pupil p order by p.id",
                "select row_number() over (order by p.email, p.id) from Pupil p order by p.id",
                "select lag(p.email) over (order by p.id) from Pupil p order by p.id",
                "select lead(p.email) over (order by p.id) from Pupil p order by p.id",
                "select first_value(p.id) over (order by p.email, p.id) from Pupil p order by p.id",
                "select last_value(p.email) over (order by p.id) from Pupil p order by p.id",
                "select count(*) over (partition by p.email) from Pupil p order by p.id",
                "select sum(p.level) over (order by p.email, p.id rows between unbounded preceding and current row)"
                        + " from Pupil p order by p.id",
                "select listagg(p.name, ',') within group (order by p.email, p.id) from Pupil p",
                "select count(*) from Pupil p group by p.email order by p.email",
                "select p.email, count(*) from Pupil p group by p.email order by p.email",
                "select max(p.id) from Pupil p group by p.email having min(p.email) > 'c' order by 1",
                "select max(p.id) filter (where p.email > 'n') from Pupil p",
                "select count(distinct p.email) from Pupil p",
                "select distinct p.email from Pupil p order by p.email",
                "select min(p.email), max(p.email) from Pupil p",
                "select p.id from Pupil p where p.email >= all (select q.email from Pupil q where q.email is not null)",
                "select p.id from Pupil p where p.email > (select min(q.email) from Pupil q) order by p.id",
                "select p.id from Pupil p join Pupil q on p.email < q.email order by p.id, q.id",
                "select rank() over (order by e.text) from Evaluation e order by e.id",
                "select p.id from Pupil p order by (select count(*) from Pupil q where q.email < p.email), p.id",
                "select q.i from (select p.id as i, p.email as m from Pupil p order by p.email limit 3) q order by q.i");
        List<String> before = queries.stream().map(this::answers).toList();
        swapWhatIsHidden();
        for (int i = 0; i < queries.size(); i++) {
            assertThat(answers(queries.get(i)))
                    .as(queries.get(i))
                    .isEqualTo(before.get(i))
                    .doesNotContain("hidden");
        }
    }

    private String answers(String query) {
        return inBoth(session -> session.createSelectionQuery(query, Object.class).getResultList().stream()
                        .map(found -> found instanceof Object[] several ? (Object) Arrays.asList(several) : found)
                        .toList())
                .toString();
    }

    private void swapWhatIsHidden() {
        school.execute("update Pupil set email = case when email = 'a-hidden' then 'z-hidden' else 'a-hidden' end"
                + " where email like '%hidden'");
        school.execute("update Evaluation set text = case when text = 'a-hidden' then 'z-hidden' else 'a-hidden' end"
                + " where text like '%hidden'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lookup", "stamped"})
    void transformersAndSpecificationsSeeWhatAnybodySees(String guards) {
        open(guards);
        List<Object> seen = new ArrayList<>();
        assertThat(inBoth(session -> session.createQuery(
                                "select p.email, p.name from Pupil p order by p.id", Object.class)
                        .setTupleTransformer((tuple, aliases) -> {
                            seen.addAll(Arrays.asList(tuple));
                            return (Object) Arrays.asList(tuple);
                        })
                        .setResultListTransformer(list -> {
                            seen.add(list.toString());
                            return list;
                        })
                        .getResultList()))
                .allSatisfy(found ->
                        assertThat(found.toString()).contains("planted").doesNotContain("hidden"));
        assertThat(seen.toString()).contains("planted").doesNotContain("hidden");

        Path<Evaluation, String> mail =
                Path.from(Evaluation.class).to("pupil", Pupil.class).to("email", String.class);
        for (Restriction<Evaluation> restriction :
                List.of(mail.equalTo("a-hidden"), mail.notNull(), mail.notEqualTo("x"), mail.in(List.of("z-hidden")))) {
            SelectionSpecification<Evaluation> specification = SelectionSpecification.create(Evaluation.class)
                    .restrict(restriction)
                    .sort(Order.asc(Evaluation.class, "text"));
            assertThat(inBoth(session -> (session instanceof StatelessSession stateless
                                    ? specification.createQuery(stateless)
                                    : specification.createQuery((Session) session))
                            .getResultList().stream()
                                    .<Object>map(found -> found.text)
                                    .toList()))
                    .allSatisfy(found -> assertThat(found.toString()).doesNotContain("hidden"));
        }
        assertThat(inBoth(session -> new CriteriaDefinition<>(session.getFactory(), Object.class) {
                    {
                        var pupil = from(Pupil.class);
                        select(pupil.get("email"));
                        where(isNotNull(pupil.get("email")));
                        orderBy(asc(pupil.get("email")));
                    }
                }.createSelectionQuery(session).getResultList()))
                .allSatisfy(found -> assertThat(found).containsExactly("b-planted", "m-planted"));
    }

    private static String mail(Evaluation evaluation) {
        return Hibernate.unproxy(evaluation.pupil, Pupil.class).email;
    }

    /** A cursor shows what its statement has found. What comes after it is hidden, and none of it can be written. */
    @ParameterizedTest
    @ValueSource(strings = {"lookup", "stamped"})
    void whatACursorStillShowsAfterAWithdrawalCannotBeWritten(String guards) {
        open(guards);
        assertThatThrownBy(() -> school.write(em -> {
                    Session session = em.unwrap(Session.class);
                    try (ScrollableResults<Evaluation> cursor = session.createSelectionQuery(
                                    "from Evaluation e order by e.id", Evaluation.class)
                            .setFetchSize(1)
                            .scroll(ScrollMode.FORWARD_ONLY)) {
                        assertThat(cursor.next()).isTrue();
                        assertThat(mail(cursor.get())).isEqualTo("b-planted");
                        school.withdraw(pupils.get(3), Contact.class, Reports.class);
                        while (cursor.next()) {
                            Evaluation found = cursor.get();
                            assertThat(mail(found)).isNull();
                            found.text = "rewritten";
                        }
                    }
                    session.setFlushMode(FlushModeType.COMMIT);
                    assertThat(session.createSelectionQuery("select e.text from Evaluation e", String.class)
                                    .getResultList())
                            .containsExactly("b-planted");
                }))
                .hasRootCauseInstanceOf(ConsentRequiredException.class);
        assertThat(school.whereIs("rewritten")).isEmpty();
        assertThat(school.<Long>stateless(session -> {
                    long found = 0;
                    try (ScrollableResults<String> cursor = session.createSelectionQuery(
                                    "select p.email from Pupil p where p.email is not null order by p.id", String.class)
                            .scroll(ScrollMode.FORWARD_ONLY)) {
                        while (cursor.next()) {
                            found++;
                        }
                    }
                    return found;
                }))
                .isEqualTo(1);
    }
}
