package dev.consent.jpa.unusual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.gate.ConsentRequiredException;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import dev.consent.jpa.unusual.Branches.Note;
import dev.consent.jpa.unusual.Branches.Told;
import dev.consent.jpa.unusual.Branches.Wished;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.Hibernate;
import org.hibernate.envers.AuditReaderFactory;
import org.hibernate.envers.query.AuditEntity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules for the rows of a subclass hide, keep and erase its rows, and nothing of the rest of its hierarchy. */
abstract class BranchesContract {

    private static final List<String> KINDS = List.of("Note", "Notice", "Remark", "Verdict", "Wish");

    private final TestDatabase database;
    private final String guards;
    private final Map<String, Long> ids = new HashMap<>();
    private School school;
    private Long anna;
    private Long ben;

    BranchesContract(TestDatabase database, String guards) {
        this.database = database;
        this.guards = guards;
    }

    @BeforeEach
    void open() {
        school = new School(database, Map.of("consent.guards", guards), Branches.ENTITIES);
        anna = school.enrol("Anna");
        ben = school.enrol("Ben");
        school.grant(anna, Reports.class, Contact.class);
        school.grant(ben, Reports.class, Contact.class);
    }

    @AfterEach
    void close() {
        school.close();
    }

    private static Class<?> type(String name) {
        return Branches.ENTITIES.stream()
                .filter(entity -> entity.getSimpleName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Object made(String name) {
        try {
            return type(name).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Note note(EntityManager em, String name, Pupil pupil, String mark) {
        Note note = (Note) made(name);
        note.pupil = pupil;
        note.title = mark + "-title";
        note.labels.add(mark + "-label");
        if (note instanceof Told told) {
            told.tell(mark + "-text");
        }
        if (note instanceof Wished wished) {
            wished.wish(pupil, LocalDate.of(2026, 1, 15));
        }
        em.persist(note);
        return note;
    }

    /** One of each kind about both pupils, all on one board. */
    private void plant(String hierarchy) {
        school.write(em -> {
            Object board = made(hierarchy + "Board");
            em.persist(board);
            for (String kind : KINDS) {
                for (Long pupil : List.of(ben, anna)) {
                    String mark = (pupil.equals(anna) ? "ANNA-" : "BEN-") + kind;
                    Note note = note(em, hierarchy + kind, em.find(Pupil.class, pupil), mark);
                    note.put(board);
                    ids.put(mark, note.id);
                }
            }
        });
    }

    private static List<String> strings(EntityManager em, String query) {
        return em.createQuery(query, String.class).getResultList();
    }

    private static String[] titles(String... kinds) {
        List<String> titles = new ArrayList<>();
        KINDS.forEach(kind -> titles.add("BEN-" + kind + "-title"));
        List.of(kinds).forEach(kind -> titles.add("ANNA-" + kind + "-title"));
        return titles.toArray(new String[0]);
    }

    private static Set<Object> past(EntityManager em, Class<?> entity, String attribute) {
        List<?> found = AuditReaderFactory.get(em)
                .createQuery()
                .forRevisionsOfEntity(entity, true, true)
                .addProjection(AuditEntity.property(attribute))
                .getResultList();
        return new HashSet<>(found);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Single", "Joined", "Union"})
    void rowsOfTheSubclassAreHiddenAndThoseOfSiblingsAreNot(String hierarchy) {
        plant(hierarchy);
        String root = hierarchy + "Note";
        school.withdraw(anna, Reports.class);
        school.write(em -> {
            assertThat(strings(em, "select n.title from " + root + " n"))
                    .containsExactlyInAnyOrder(titles("Note", "Notice", "Wish"));
            assertThat(strings(em, "select n.text from " + hierarchy + "Remark n"))
                    .containsExactlyInAnyOrder("BEN-Remark-text", "BEN-Verdict-text");
            assertThat(strings(em, "select n.reason from " + hierarchy + "Verdict n"))
                    .containsExactly("BEN-Verdict-text");
            assertThat(strings(em, "select n.text from " + hierarchy + "Notice n"))
                    .containsExactlyInAnyOrder("BEN-Notice-text", "ANNA-Notice-text");
            assertThat(strings(em, "select treat(n as " + hierarchy + "Remark).text from " + root + " n"))
                    .doesNotContain("ANNA-Remark-text", "ANNA-Verdict-text");
            assertThat(em.createQuery(
                                    "select count(*) from " + root + " n where type(n) = " + hierarchy + "Verdict",
                                    Long.class)
                            .getSingleResult())
                    .isEqualTo(1);
            assertThat(strings(em, "select l from " + root + " n join n.labels l"))
                    .doesNotContain("ANNA-Remark-label", "ANNA-Verdict-label")
                    .contains("ANNA-Note-label", "ANNA-Notice-label", "ANNA-Wish-label");
            for (Class<?> asked : List.of(type(root), type(hierarchy + "Remark"))) {
                assertThat((Object) em.find(asked, ids.get("ANNA-Remark"))).isNull();
                assertThat((Object) em.find(asked, ids.get("ANNA-Verdict"))).isNull();
                assertThat((Object) em.find(asked, ids.get("BEN-Remark"))).isNotNull();
            }
            assertThat((Object) em.find(type(root), ids.get("ANNA-Note"))).isNotNull();
            assertThat((Object) em.find(type(root), ids.get("ANNA-Notice"))).isNotNull();
        });
        school.stateless(session -> {
            assertThat((Object) session.get(type(root), ids.get("ANNA-Verdict")))
                    .isNull();
            assertThat((Object) session.get(type(root), ids.get("ANNA-Notice"))).isNotNull();
            return null;
        });
        school.withdraw(anna, Contact.class);
        school.grant(anna, Reports.class);
        school.write(em -> assertThat(strings(em, "select n.title from " + root + " n"))
                .containsExactlyInAnyOrder(titles("Note", "Notice", "Remark")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Single", "Joined", "Union"})
    void collectionsAndReferencesLeadToNoHiddenRow(String hierarchy) {
        plant(hierarchy);
        String board = hierarchy + "Board";
        school.withdraw(anna, Reports.class, Contact.class);
        school.write(em -> {
            for (String collection : List.of("all", "pinned")) {
                assertThat(strings(em, "select n.title from " + board + " b join b." + collection + " n"))
                        .containsExactlyInAnyOrder(titles("Note", "Notice"));
                assertThat(em.createQuery("select size(b." + collection + ") from " + board + " b", Integer.class)
                                .getSingleResult())
                        .isEqualTo(7);
            }
            assertThat(em.createQuery("select n.id from " + board + " b join b.remarks n", Long.class)
                            .getResultList())
                    .hasSize(2);
            assertThat(em.createQuery("select size(b.remarks) from " + board + " b", Integer.class)
                            .getSingleResult())
                    .isEqualTo(2);
            assertThat(strings(em, "select n.title from " + board + " b left join b.first n"))
                    .containsExactly((String) null);
            Object held = em.createQuery("from " + board, Object.class).getSingleResult();
            assertThat((Collection<?>) value(held, "all")).hasSize(7);
            assertThat((Collection<?>) value(held, "pinned")).hasSize(7);
            assertThat((Collection<?>) value(held, "remarks")).hasSize(2);
            Object first = value(held, "first");
            assertThatThrownBy(() -> Hibernate.initialize(first)).isInstanceOf(PersistenceException.class);
            assertThat(em.createQuery("from " + board + " b left join fetch b.all", Object.class)
                            .getResultList())
                    .hasSize(1);
        });
    }

    private static Object value(Object holder, String attribute) {
        try {
            return holder.getClass().getDeclaredField(attribute).get(holder);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Single", "Joined", "Union"})
    void theHistoryIsHiddenToo(String hierarchy) {
        plant(hierarchy);
        school.withdraw(anna, Reports.class, Contact.class);
        school.write(em -> {
            assertThat(past(em, type(hierarchy + "Note"), "title"))
                    .isSubsetOf((Object[]) titles("Note", "Notice"))
                    .contains("ANNA-Note-title", "ANNA-Notice-title", "BEN-Remark-title", "BEN-Wish-title");
            assertThat(past(em, type(hierarchy + "Remark"), "text"))
                    .containsExactlyInAnyOrder("BEN-Remark-text", "BEN-Verdict-text");
            assertThat(past(em, type(hierarchy + "Wish"), "wanted")).containsExactly("BEN-Wish-text");
            assertThat((Object)
                            AuditReaderFactory.get(em).find(type(hierarchy + "Remark"), ids.get("ANNA-Remark"), 100))
                    .isNull();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"Single", "Joined", "Union"})
    void aTermOfTheSubclassHidesAndErasesItsRows(String hierarchy) {
        plant(hierarchy);
        school.clock.advance(Duration.ofDays(330));
        school.write(em -> assertThat(strings(em, "select n.title from " + hierarchy + "Note n"))
                .hasSize(8)
                .doesNotContain("BEN-Wish-title", "ANNA-Wish-title"));
        school.write(em -> em.createQuery("from " + hierarchy + "Board").getResultList());
        assertThat(school.consent.erasure().sweep().failed()).isZero();
        assertThat(school.whereIs("Wish-")).isEmpty();
        assertThat(rows(hierarchy)).isEqualTo(8);
        assertThat(school.consent.erasure().sweep().expiredRows()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Single", "Joined", "Union"})
    void nobodyWritesWithoutConsentAndNothingIsLost(String hierarchy) {
        plant(hierarchy);
        school.withdraw(anna, Reports.class, Contact.class);
        for (String kind : List.of("Remark", "Verdict", "Wish")) {
            assertThatThrownBy(() -> school.write(em -> note(em, hierarchy + kind, em.find(Pupil.class, anna), "late")))
                    .describedAs(kind)
                    .hasStackTraceContaining(ConsentRequiredException.class.getName());
        }
        school.write(em -> {
            note(em, hierarchy + "Notice", em.find(Pupil.class, anna), "LATER");
            Object board =
                    em.createQuery("from " + hierarchy + "Board", Object.class).getSingleResult();
            set(board, "name", "north");
        });
        school.stateless(session -> {
            Object board = session.createSelectionQuery("from " + hierarchy + "Board", Object.class)
                    .getSingleResult();
            set(board, "name", "west");
            session.update(board);
            return null;
        });
        assertThat(school.sql("select first_id from " + hierarchy + "Board")).doesNotContainNull();
        school.grant(anna, Reports.class);
        assertThatThrownBy(() ->
                        school.write(em -> note(em, hierarchy + "Verdict", em.find(Pupil.class, anna), "late")))
                .hasStackTraceContaining(ConsentRequiredException.class.getName());
        school.write(em -> {
            note(em, hierarchy + "Remark", em.find(Pupil.class, anna), "again");
            assertThat(strings(em, "select n.title from " + hierarchy + "Remark n"))
                    .contains("ANNA-Remark-title", "again-title")
                    .doesNotContain("ANNA-Verdict-title");
        });
    }

    private static void set(Object holder, String attribute, @Nullable Object value) {
        try {
            holder.getClass().getDeclaredField(attribute).set(holder, value);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Single", "Joined", "Union"})
    void onlyRowsOfTheSubclassAreErased(String hierarchy) {
        plant(hierarchy);
        school.write(em -> em.createQuery("from " + hierarchy + "Board", Object.class)
                .getResultList()
                .forEach(board -> {
                    ((Collection<?>) value(board, "pinned")).clear();
                    ((Collection<?>) value(board, "remarks")).clear();
                    set(board, "first", null);
                }));
        school.write(em -> em.remove(em.find(type(hierarchy + "Remark"), ids.get("ANNA-Remark"))));
        List<String> kept = List.of("BEN-", "ANNA-Note-", "ANNA-Notice-");
        List<Integer> before =
                kept.stream().map(mark -> school.whereIs(mark).size()).toList();
        school.withdraw(anna, Reports.class);
        school.clock.advance(Duration.ofHours(13));
        assertThat(school.consent.erasure().sweep().failed()).isZero();
        assertThat(school.whereIs("ANNA-Remark")).isEmpty();
        assertThat(school.whereIs("ANNA-Verdict")).isEmpty();
        assertThat(school.whereIs("ANNA-Wish")).isNotEmpty();
        school.withdraw(anna, Contact.class);
        school.clock.advance(Duration.ofHours(13));
        assertThat(school.consent.erasure().sweep().failed()).isZero();
        assertThat(school.whereIs("ANNA-Wish")).isEmpty();
        assertThat(kept.stream().map(mark -> school.whereIs(mark).size()).toList())
                .isEqualTo(before);
        assertThat(rows(hierarchy)).isEqualTo(7);
    }

    /** How many rows there are, in one table or in all of them. */
    private int rows(String hierarchy) {
        return (hierarchy.equals("Union") ? KINDS : List.of("Note"))
                .stream()
                        .mapToInt(kind -> Integer.parseInt(school.sql("select count(*) from " + hierarchy + kind)
                                .get(0)))
                        .sum();
    }
}
