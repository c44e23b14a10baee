package dev.consent.jpa.hiding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.ConsentException;
import dev.consent.PersonalData;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Evaluation;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.hibernate.annotations.SoftDelete;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * References that Hibernate takes for granted, because they cannot be null or stand in a table of their own. Who holds one
 * to a hidden row is there all the same, and can be written.
 */
abstract class HiddenEndsContract {

    private static final List<Ending<?>> ENDINGS = List.of(
            new Ending<>(EagerByTable.class, EagerByTable::new, it -> it.letter, (it, to) -> it.letter = to),
            new Ending<>(LazyByTable.class, LazyByTable::new, it -> it.letter, (it, to) -> it.letter = to),
            new Ending<>(OneByTable.class, OneByTable::new, it -> it.letter, (it, to) -> it.letter = to),
            new Ending<>(EagerChild.class, EagerChild::new, it -> it.letter, (it, to) -> it.letter = to),
            new Ending<>(LazyChild.class, LazyChild::new, it -> it.letter, (it, to) -> it.letter = to));

    /** A reference to a letter, by the class that has it. */
    private record Ending<H extends Holder>(
            Class<H> type, Supplier<H> created, Function<H, @Nullable Letter> letter, BiConsumer<H, Letter> refer) {

        H to(Letter to) {
            H holder = created.get();
            refer.accept(holder, to);
            return holder;
        }

        String end(H holder) {
            try {
                return Hibernate.unproxy(letter.apply(holder)) == null ? "nothing" : "letter";
            } catch (jakarta.persistence.EntityNotFoundException hidden) {
                return "nothing";
            }
        }
    }

    private final TestDatabase database;

    HiddenEndsContract(TestDatabase database) {
        this.database = database;
    }

    @Entity(name = "Letter")
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class Letter {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        @OneToMany(mappedBy = "letter", cascade = CascadeType.REMOVE)
        List<EagerChild> children;

        @OneToMany(mappedBy = "letter", cascade = CascadeType.REMOVE)
        List<LazyChild> more;
    }

    @MappedSuperclass
    abstract static class Holder {
        @Id
        @GeneratedValue
        Long id;

        String label;
    }

    @Entity(name = "EagerByTable")
    static class EagerByTable extends Holder {
        @ManyToOne
        @JoinTable(name = "eager_by_table")
        Letter letter;
    }

    @Entity(name = "LazyByTable")
    static class LazyByTable extends Holder {
        @ManyToOne(fetch = FetchType.LAZY)
        @JoinTable(name = "lazy_by_table")
        Letter letter;
    }

    @Entity(name = "OneByTable")
    static class OneByTable extends Holder {
        @OneToOne(fetch = FetchType.LAZY)
        @JoinTable(name = "one_by_table")
        Letter letter;
    }

    @Entity(name = "EagerChild")
    static class EagerChild extends Holder {
        @ManyToOne(optional = false)
        Letter letter;
    }

    @Entity(name = "LazyChild")
    static class LazyChild extends Holder {
        @ManyToOne(optional = false, fetch = FetchType.LAZY)
        Letter letter;
    }

    @ParameterizedTest
    @ValueSource(strings = {"lookup", "stamped"})
    void whoRefersToAHiddenRowIsReadAndWrittenAsBefore(String guards) {
        List<Class<?>> entities = new ArrayList<>(List.of(Letter.class));
        ENDINGS.forEach(ending -> entities.add(ending.type()));
        try (School school = new School(database, Map.of("consent.guards", guards), entities)) {
            Long pupil = school.enrol("Ben");
            school.grant(pupil, Reports.class);
            school.write(em -> {
                Letter letter = new Letter();
                letter.pupil = em.find(Pupil.class, pupil);
                em.persist(letter);
                ENDINGS.forEach(ending -> em.persist(ending.to(letter)));
            });
            for (Ending<?> ending : ENDINGS) {
                assertThat(ways(school, ending)).as("%s", ending.type()).containsOnly("letter");
            }
            school.withdraw(pupil, Reports.class);
            for (Ending<?> ending : ENDINGS) {
                assertThat(ways(school, ending)).as("%s", ending.type()).containsOnly("nothing");
                writeInAnyWay(school, ending.type());
            }
            school.grant(pupil, Reports.class);
            for (Ending<?> ending : ENDINGS) {
                assertThat(ways(school, ending)).as("%s", ending.type()).containsOnly("letter");
            }
            for (String child : List.of("eagerchild", "lazychild")) {
                assertThat(school.sql("select is_nullable from information_schema.columns where lower(table_name) = '"
                                + child + "' and lower(column_name) = 'letter_id'"))
                        .as("whether a %s may refer to nothing, on a server with several databases in each", child)
                        .containsOnly("NO");
            }
        }
    }

    /** Its links are deleted by name only. */
    @Entity(name = "Shelf")
    static class Shelf {
        @Id
        @GeneratedValue
        Long id;

        @ManyToMany
        @SoftDelete
        @JoinTable(name = "shelf_bag")
        List<Evaluation> bag = new ArrayList<>();

        @ManyToMany
        @SoftDelete
        @JoinTable(name = "shelf_several")
        Set<Evaluation> several = new HashSet<>();
    }

    @Test
    void linksThatAreDeletedByNameOnlyOutliveHiding() {
        try (School school = new School(database, Map.of(), List.of(Shelf.class))) {
            Long ben = school.enrol("Ben");
            Long anna = school.enrol("Anna");
            school.grant(ben, Reports.class);
            school.grant(anna, Reports.class);
            Long shelf = school.read(em -> {
                Shelf created = new Shelf();
                em.persist(created);
                for (Long pupil : List.of(ben, anna)) {
                    Evaluation evaluation = new Evaluation(em.find(Pupil.class, pupil), "text", 1);
                    em.persist(evaluation);
                    created.bag.add(evaluation);
                    created.several.add(evaluation);
                }
                return created.id;
            });
            school.withdraw(ben, Reports.class);
            List<Consumer<Shelf>> losing = List.of(
                    it -> it.bag.remove(0),
                    it -> it.bag.clear(),
                    it -> it.bag.add(it.bag.get(0)),
                    it -> it.bag = null,
                    it -> it.several.clear(),
                    it -> it.several = new HashSet<>());
            for (Consumer<Shelf> change : losing) {
                refused(() -> school.write(em -> change.accept(em.find(Shelf.class, shelf))));
            }
            refused(() -> school.stateless(session -> {
                Shelf seen = session.get(Shelf.class, shelf);
                session.fetch(seen.bag);
                session.update(seen);
                return seen;
            }));
            for (String links : List.of("shelf_bag", "shelf_several")) {
                assertThat(school.sql("select count(*) from " + links + " where deleted = false"))
                        .containsExactly("2");
            }
            school.grant(ben, Reports.class);
            school.write(em -> em.find(Shelf.class, shelf).several.clear());
            school.write(em -> em.find(Shelf.class, shelf).bag.remove(0));
            assertThat(school.sql("select count(*) from shelf_several where deleted = false"))
                    .containsExactly("0");
            assertThat(school.sql("select count(*) from shelf_bag where deleted = false"))
                    .containsExactly("1");
        }
    }

    private static void refused(ThrowingCallable writing) {
        assertThatThrownBy(writing)
                .satisfiesAnyOf(
                        thrown -> assertThat(thrown).isInstanceOf(ConsentException.class),
                        thrown -> assertThat(thrown).hasRootCauseInstanceOf(ConsentException.class))
                .hasStackTraceContaining("not all that is stored in it can be seen");
    }

    /** What is at the end of the reference, in each way to read its holder. */
    private static <H extends Holder> List<String> ways(School school, Ending<H> ending) {
        Class<H> type = ending.type();
        String name = type.getSimpleName();
        return List.of(
                school.read(em -> ending.end(em.find(type, id(em, name)))),
                school.read(em -> ending.end(em.unwrap(Session.class)
                        .findMultiple(type, List.of((Object) id(em, name)))
                        .get(0))),
                school.read(
                        em -> ending.end(em.createQuery("from " + name, type).getSingleResult())),
                school.read(em -> ending.end(em.createQuery("from " + name + " h left join fetch h.letter", type)
                        .getSingleResult())),
                school.read(em -> {
                    var graph = em.createEntityGraph(type);
                    graph.addAttributeNodes("letter");
                    return ending.end(em.find(type, id(em, name), Map.of("jakarta.persistence.fetchgraph", graph)));
                }),
                school.stateless(session -> {
                    H holder = session.createQuery("from " + name, type).getSingleResult();
                    try {
                        session.fetch(ending.letter().apply(holder));
                    } catch (jakarta.persistence.EntityNotFoundException hidden) {
                        return "nothing";
                    }
                    return ending.end(holder);
                }));
    }

    private static Long id(EntityManager em, String name) {
        return em.createQuery("select h.id from " + name + " h", Long.class).getSingleResult();
    }

    private static void writeInAnyWay(School school, Class<? extends Holder> type) {
        String name = type.getSimpleName();
        String fetched = "from " + name + " h left join fetch h.letter";
        Map<String, BiFunction<EntityManager, String, @Nullable Object>> writings = Map.of(
                "found", (em, label) -> em.find(type, id(em, name)).label = label,
                "queried", (em, label) -> em.createQuery("from " + name, type).getSingleResult().label = label,
                "fetched", (em, label) -> em.createQuery(fetched, type).getSingleResult().label = label,
                "merged",
                        (em, label) -> {
                            Holder copy = em.createQuery(fetched, type).getSingleResult();
                            em.detach(copy);
                            copy.label = label;
                            return em.merge(copy);
                        });
        writings.forEach((label, writing) -> {
            school.write(em -> writing.apply(em, label));
            assertThat(school.sql("select label from " + name)).containsExactly(label);
        });
        school.stateless(session -> {
            Holder seen = session.createQuery(fetched, type).getSingleResult();
            seen.label = "stateless";
            session.update(seen);
            return seen;
        });
        assertThat(school.sql("select label from " + name)).containsExactly("stateless");
    }
}
