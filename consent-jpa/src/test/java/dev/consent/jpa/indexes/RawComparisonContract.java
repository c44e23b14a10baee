package dev.consent.jpa.indexes;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.decision.Decision;
import dev.consent.jpa.ConsentSettings;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.indexes.Customer.Branch;
import dev.consent.jpa.indexes.Customer.Tier;
import dev.consent.jpa.model.Purposes.Contact;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Root;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Comparisons are repeated on the stored column where that helps and changes nothing, and nowhere else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RawComparisonContract {

    private static final Map<String, Object> PARAMETERS = Map.ofEntries(
            entry("email", "bo@example.org"),
            entry("emails", List.of("al@example.org", "bo@example.org")),
            entry("none", List.of()),
            entry("many", IntStream.rangeClosed(1, 1001).boxed().toList()),
            entry("number", 4),
            entry("low", 2),
            entry("high", 5),
            entry("born", LocalDate.of(2001, 1, 1)),
            entry("tier", Tier.GOLD),
            entry("badge", "B2"),
            entry("branch", 2L));

    private final School school;
    private final List<Customer> stored = new ArrayList<>();
    private final Set<Long> visible = new HashSet<>();

    RawComparisonContract(TestDatabase database, String guards) {
        school = new School(database, Map.of(ConsentSettings.GUARDS, guards), List.of(Customer.class, Branch.class));
    }

    @BeforeAll
    void plantAtRandom() {
        Random random = new Random(20260302);
        school.write(em -> Stream.of(1L, 2L, 3L).map(Branch::new).forEach(em::persist));
        for (int i = 0; i < 120; i++) {
            Customer customer = new Customer();
            school.write(em -> em.persist(customer));
            SubjectId subject = SubjectId.of(Customer.class, customer.id);
            school.write(em -> school.consent.decide(em, Decision.given(subject, Contact.class, Grantor.parent(7))));
            school.write(em -> {
                Customer managed = em.find(Customer.class, customer.id);
                managed.email = any(random, "al@example.org", "bo@example.org", "bea@example.org", "", null);
                managed.number = any(random, 1, 2, 4, 5, 9, null);
                managed.born = any(random, LocalDate.of(1999, 5, 5), LocalDate.of(2001, 1, 1), null);
                managed.tier = any(random, Tier.GOLD, Tier.SILVER, null);
                managed.badge = any(random, "A1", "B2", null);
                Long branch = any(random, 1L, 2L, 3L, null);
                managed.branch = branch == null ? null : em.find(Branch.class, branch);
                managed.nick = any(random, "al@example.org", "bo@example.org", null);
                stored.add(managed);
            });
            if (random.nextBoolean()) {
                visible.add(customer.id);
            } else {
                school.write(
                        em -> school.consent.decide(em, Decision.withdrawn(subject, Contact.class, Grantor.parent(7))));
            }
        }
    }

    @SafeVarargs
    private static <T> @Nullable T any(Random random, @Nullable T... values) {
        return values[random.nextInt(values.length)];
    }

    /** @param repeated the column that is to be compared as stored too, or {@code null} for none */
    record Case(String condition, @Nullable String repeated, Predicate<Customer> expected) {
        @Override
        public String toString() {
            return condition;
        }
    }

    /** Reads null of a hidden value, as the masked copies the predicates are given do. */
    static Stream<Case> cases() {
        return Stream.of(
                new Case("c.email = :email", "email", c -> "bo@example.org".equals(c.email)),
                new Case("'bo@example.org' = c.email", "email", c -> "bo@example.org".equals(c.email)),
                new Case(
                        "c.email in :emails",
                        "email",
                        c -> c.email != null
                                && List.of("al@example.org", "bo@example.org").contains(c.email)),
                new Case(
                        "c.email in ('', 'bo@example.org')",
                        "email",
                        c -> c.email != null && List.of("", "bo@example.org").contains(c.email)),
                new Case("c.number in :many", null, c -> c.number != null),
                new Case("c.email in :none", null, c -> false),
                new Case("c.email like 'b%'", "email", c -> c.email != null && c.email.startsWith("b")),
                new Case("c.number > :number", "number", c -> c.number != null && c.number > 4),
                new Case("c.number <= 4", "number", c -> c.number != null && c.number <= 4),
                new Case(
                        "c.number between :low and :high",
                        "number",
                        c -> c.number != null && c.number >= 2 && c.number <= 5),
                new Case("c.number + 1 = 5", null, c -> Objects.equals(c.number, 4)),
                new Case("c.number = 4.0", "number", c -> Objects.equals(c.number, 4)),
                new Case("c.born < :born", "born", c -> c.born != null && c.born.isBefore(LocalDate.of(2001, 1, 1))),
                new Case("c.tier = :tier", "tier", c -> c.tier == Tier.GOLD),
                new Case("c.tier = GOLD", "tier", c -> c.tier == Tier.GOLD),
                new Case("c.branch.id = :branch", "branch_id", c -> c.branch != null && c.branch.id == 2),
                new Case("c.email = c.nick", "email", c -> c.email != null && c.email.equals(c.nick)),
                new Case(
                        "(c.number = 4 and c.email = :email)",
                        "email",
                        c -> Objects.equals(c.number, 4) && "bo@example.org".equals(c.email)),
                new Case(
                        "(c.number = 4 or c.email = :email)",
                        null,
                        c -> Objects.equals(c.number, 4) || "bo@example.org".equals(c.email)),
                new Case("not c.email = :email", null, c -> c.email != null && !c.email.equals("bo@example.org")),
                new Case(
                        "not (c.email = :email and c.number = 4)",
                        null,
                        c -> (c.email != null && !c.email.equals("bo@example.org"))
                                || (c.number != null && c.number != 4)),
                new Case("c.email <> :email", null, c -> c.email != null && !c.email.equals("bo@example.org")),
                new Case("c.email is null", null, c -> c.email == null),
                new Case("c.email is distinct from :email", null, c -> !"bo@example.org".equals(c.email)),
                new Case("c.email is not distinct from :email", null, c -> "bo@example.org".equals(c.email)),
                new Case(
                        "c.email not in :emails",
                        null,
                        c -> c.email != null
                                && !List.of("al@example.org", "bo@example.org").contains(c.email)),
                new Case("c.email not like 'b%'", null, c -> c.email != null && !c.email.startsWith("b")),
                new Case("c.email like 'b%' escape '!'", null, c -> c.email != null && c.email.startsWith("b")),
                new Case("c.email ilike 'B%'", null, c -> c.email != null && c.email.startsWith("b")),
                new Case(
                        "c.number not between :low and :high",
                        null,
                        c -> c.number != null && (c.number < 2 || c.number > 5)),
                new Case("lower(c.email) = :email", null, c -> "bo@example.org".equals(c.email)),
                new Case(
                        "coalesce(c.email, 'bo@example.org') = :email",
                        null,
                        c -> c.email == null || c.email.equals("bo@example.org")),
                new Case("c.badge = :badge", null, c -> "B2".equals(c.badge)),
                new Case(
                        "c.email = (select max(o.email) from Customer o where o.id = c.id)",
                        null,
                        c -> c.email != null),
                new Case(
                        "exists (select 1 from Customer o where o.id = c.id and o.email = :email)",
                        "email",
                        c -> "bo@example.org".equals(c.email)),
                new Case(
                        "not exists (select 1 from Customer o where o.id = c.id and o.email = :email)",
                        "email",
                        c -> !"bo@example.org".equals(c.email)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheSameRowsAsWithoutTheRepetition(Case probe) {
        List<Long> expected = stored.stream()
                .filter(customer -> probe.expected().test(seen(customer)))
                .map(customer -> customer.id)
                .toList();
        List<Long> found = new ArrayList<>();
        String sql =
                Statements.during(() -> found.addAll(ids(probe.condition()))).get(0);

        assertThat(found).isEqualTo(expected);
        assertThat(ids("(" + probe.condition() + " or 1 = 2)")).isEqualTo(expected);
        assertThat(raw(sql)).isEqualTo(probe.repeated() == null ? Set.of() : expectedRaw(probe));
    }

    /** A few conditions compare a second column on the way. */
    private static Set<String> expectedRaw(Case probe) {
        return probe.condition().contains("c.number = 4 and")
                ? Set.of("number", "email")
                : Set.of(Objects.requireNonNull(probe.repeated()));
    }

    /** What an application sees of a stored customer. */
    private Customer seen(Customer customer) {
        if (visible.contains(customer.id)) {
            return customer;
        }
        Customer hidden = new Customer();
        hidden.id = customer.id;
        hidden.nick = customer.nick;
        return hidden;
    }

    private List<Long> ids(String condition) {
        String query = "select c.id from Customer c where " + condition + " order by c.id";
        return school.read(em -> {
            var created = em.createQuery(query, Long.class);
            created.getParameters()
                    .forEach(parameter -> created.setParameter(
                            Objects.requireNonNull(parameter.getName()), PARAMETERS.get(parameter.getName())));
            return created.getResultList();
        });
    }

    /** The columns that a statement names outside their guards. */
    private static Set<String> raw(String sql) {
        Set<String> names = new HashSet<>();
        var matcher = Pattern.compile(
                        "(?i)(?<!then |upper\\()\\b\\w\\d_0\\.(email|number|born|tier|badge|branch_id)\\b")
                .matcher(sql);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    @Test
    void repeatsInJoinsAndKeepsWhatTheyFind() {
        String where = " order by c.id, o.id";
        for (String join : List.of("join", "left join")) {
            String start = "select concat(c.id, '-', coalesce(cast(o.id as string), 'none')) from Customer c " + join
                    + " Customer o on ";
            List<String> found = new ArrayList<>();
            String sql = Statements.during(() -> found.addAll(
                            texts(start + "o.nick = c.nick and o.email = 'al@example.org' and o.number > 1" + where)))
                    .get(0);

            assertThat(raw(sql)).containsExactlyInAnyOrder("email", "number");
            assertThat(found)
                    .isNotEmpty()
                    .isEqualTo(texts(start
                            + "(o.nick = c.nick and o.email = 'al@example.org' and o.number > 1 or 1 = 2)" + where));
        }
    }

    private List<String> texts(String query) {
        return school.read(em -> em.createQuery(query, String.class).getResultList());
    }

    @Test
    void repeatsWhatCriteriaCompare() {
        List<Long> found = new ArrayList<>();
        String sql = Statements.during(() -> found.addAll(school.read(em -> {
                    CriteriaBuilder builder = em.getCriteriaBuilder();
                    CriteriaQuery<Long> query = builder.createQuery(Long.class);
                    Root<Customer> root = query.from(Customer.class);
                    query.select(root.<Long>get("id")).where(builder.equal(root.get("email"), "bo@example.org"));
                    return em.createQuery(query).getResultList();
                })))
                .get(0);

        assertThat(raw(sql)).containsExactly("email");
        assertThat(found).containsExactlyInAnyOrderElementsOf(ids("c.email = :email"));
    }

    @AfterAll
    void close() {
        school.close();
    }
}
