package dev.consent.jpa.hiding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.NotPersonal;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Evaluation;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityNotFoundException;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.EnabledFetchProfile;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.hibernate.annotations.FetchMode;
import org.hibernate.annotations.FetchProfile;
import org.hibernate.annotations.FetchProfile.FetchOverride;
import org.hibernate.graph.GraphSemantic;
import org.hibernate.graph.RootGraph;
import org.hibernate.graph.SubGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However an application says what is to be loaded together, what is hidden does not come along. */
abstract class FetchingContract {

    private static final String PLANTED = "PLANTED";

    private final TestDatabase database;
    private School school;
    private Long pupil;
    private Long desk;

    FetchingContract(TestDatabase database) {
        this.database = database;
    }

    /** Nobody's data, from which every way leads to somebody's. */
    @Entity(name = "Desk")
    @NotPersonal
    @FetchProfile(
            name = "joined",
            fetchOverrides = {
                @FetchOverride(entity = Desk.class, association = "evaluation", mode = FetchMode.JOIN),
                @FetchOverride(entity = Desk.class, association = "evaluations", mode = FetchMode.JOIN),
                @FetchOverride(entity = Desk.class, association = "seats", mode = FetchMode.JOIN),
                @FetchOverride(entity = Desk.class, association = "pupil", mode = FetchMode.JOIN),
                @FetchOverride(entity = Evaluation.class, association = "tags", mode = FetchMode.JOIN),
                @FetchOverride(entity = Pupil.class, association = "phones", mode = FetchMode.JOIN)
            })
    @FetchProfile(
            name = "selected",
            fetchOverrides = {
                @FetchOverride(entity = Desk.class, association = "evaluation", mode = FetchMode.SELECT),
                @FetchOverride(entity = Desk.class, association = "evaluations", mode = FetchMode.SELECT),
                @FetchOverride(entity = Desk.class, association = "seats", mode = FetchMode.SELECT),
                @FetchOverride(entity = Desk.class, association = "pupil", mode = FetchMode.SELECT),
                @FetchOverride(entity = Pupil.class, association = "favourites", mode = FetchMode.SELECT)
            })
    @FetchProfile(
            name = "subselected",
            fetchOverrides = {
                @FetchOverride(entity = Desk.class, association = "evaluations", mode = FetchMode.SUBSELECT),
                @FetchOverride(entity = Pupil.class, association = "evaluations", mode = FetchMode.SUBSELECT),
                @FetchOverride(entity = Pupil.class, association = "phones", mode = FetchMode.SUBSELECT)
            })
    static class Desk {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Evaluation evaluation;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        @ManyToMany
        @JoinTable(name = "desk_evaluations")
        Set<Evaluation> evaluations = new HashSet<>();

        @ManyToMany
        @JoinTable(name = "desk_seats")
        @MapKeyColumn(name = "seat")
        Map<String, Evaluation> seats = new HashMap<>();
    }

    private void open(String guards) {
        school = new School(database, Map.of("consent.guards", guards), List.of(Desk.class));
        pupil = school.enrol("Anna");
        school.grant(pupil, Contact.class, Reports.class);
        desk = school.read(em -> {
            Pupil anna = em.find(Pupil.class, pupil);
            anna.email = PLANTED;
            anna.phones.add(PLANTED);
            Evaluation evaluation = new Evaluation(anna, PLANTED, 8);
            evaluation.tags.add(PLANTED);
            em.persist(evaluation);
            anna.favourites.add(evaluation);
            Desk planted = new Desk();
            planted.evaluation = evaluation;
            planted.pupil = anna;
            planted.evaluations.add(evaluation);
            planted.seats.put("first", evaluation);
            em.persist(planted);
            return planted.id;
        });
    }

    @AfterEach
    void close() {
        if (school != null) {
            school.close();
        }
    }

    /** Everything that can be reached from a desk. */
    private static List<String> reached(Desk desk) {
        List<String> reached = new ArrayList<>();
        try {
            reached.addAll(texts(desk.evaluation));
        } catch (EntityNotFoundException hidden) {
            reached.add(hidden.getMessage());
        }
        desk.evaluations.forEach(evaluation -> reached.addAll(texts(evaluation)));
        desk.seats.forEach((seat, evaluation) -> reached.addAll(texts(evaluation)));
        Pupil pupil = Hibernate.unproxy(desk.pupil, Pupil.class);
        reached.add(pupil.email);
        reached.addAll(pupil.phones);
        pupil.evaluations.forEach(evaluation -> reached.addAll(texts(evaluation)));
        pupil.favourites.forEach(evaluation -> reached.addAll(texts(evaluation)));
        return reached;
    }

    private static List<String> texts(Evaluation evaluation) {
        if (evaluation == null) {
            return List.of();
        }
        Evaluation read = Hibernate.unproxy(evaluation, Evaluation.class);
        List<String> texts = new ArrayList<>(read.tags);
        texts.add(read.text);
        return texts;
    }

    private interface Loading {
        Desk by(Session session);
    }

    private void hidesAfterAWithdrawal(List<Loading> ways) {
        for (Loading way : ways) {
            assertThat(planted(way)).as("%d", ways.indexOf(way)).isEqualTo(12);
        }
        school.withdraw(pupil, Contact.class, Reports.class);
        for (Loading way : ways) {
            assertThat(planted(way)).as("%d", ways.indexOf(way)).isZero();
        }
    }

    private long planted(Loading way) {
        return school.read(em -> reached(way.by(em.unwrap(Session.class))).stream()
                .filter(PLANTED::equals)
                .count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"lookup", "stamped"})
    void aFetchProfileBringsNothingHiddenAlong(String guards) {
        open(guards);
        List<Loading> ways = new ArrayList<>();
        for (String profile : List.of("joined", "selected", "subselected")) {
            ways.add(session -> {
                session.enableFetchProfile(profile);
                return session.find(Desk.class, desk);
            });
            ways.add(session -> session.find(Desk.class, desk, new EnabledFetchProfile(profile)));
            ways.add(session -> session.createSelectionQuery("from Desk", Desk.class)
                    .enableFetchProfile(profile)
                    .getSingleResult());
            ways.add(session -> {
                session.enableFetchProfile(profile);
                session.find(Pupil.class, pupil);
                return session.findMultiple(Desk.class, List.of(desk)).get(0);
            });
        }
        hidesAfterAWithdrawal(ways);
    }

    private static RootGraph<Desk> graph(org.hibernate.SharedSessionContract session) {
        RootGraph<Desk> graph = session.createEntityGraph(Desk.class);
        for (String attribute : List.of("evaluation", "evaluations", "seats")) {
            SubGraph<Evaluation> evaluation = attribute.equals("evaluation")
                    ? graph.addSubgraph(attribute, Evaluation.class)
                    : graph.addElementSubgraph(attribute, Evaluation.class);
            evaluation.addAttributeNodes("tags", "pupil");
        }
        SubGraph<Pupil> pupil = graph.addSubgraph("pupil", Pupil.class);
        pupil.addAttributeNodes("phones", "favourites");
        return graph;
    }

    @ParameterizedTest
    @ValueSource(strings = {"lookup", "stamped"})
    @SuppressWarnings("removal")
    void anEntityGraphBringsNothingHiddenAlong(String guards) {
        open(guards);
        List<Loading> ways = new ArrayList<>();
        for (GraphSemantic semantic : GraphSemantic.values()) {
            ways.add(session -> session.find(graph(session), desk));
            ways.add(session -> session.find(Desk.class, desk, Map.of(semantic.getJakartaHintName(), graph(session))));
            ways.add(session -> session.createSelectionQuery("from Desk", Desk.class)
                    .setEntityGraph(graph(session), semantic)
                    .getSingleResult());
            ways.add(session ->
                    session.findMultiple(graph(session), List.of(desk)).get(0));
            ways.add(session ->
                    session.byId(Desk.class).with(graph(session), semantic).load(desk));
            ways.add(session -> session.byMultipleIds(Desk.class)
                    .with(graph(session), semantic)
                    .multiLoad(desk)
                    .get(0));
        }
        hidesAfterAWithdrawal(ways);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lookup", "stamped"})
    void norDoesOneWithoutASession(String guards) {
        open(guards);
        assertThat(fetched()).contains(PLANTED).doesNotContain("nothing");
        school.withdraw(pupil, Contact.class, Reports.class);
        assertThat(fetched()).doesNotContain(PLANTED);
    }

    /** A stateless session deletes the links of a collection and inserts those that it was given. */
    @ParameterizedTest
    @ValueSource(strings = {"lookup", "stamped"})
    void whatAStatelessSessionWritesKeepsTheLinksThatItDoesNotSee(String guards) {
        open(guards);
        Long other = school.enrol("Ben");
        school.grant(other, Reports.class);
        Long shown = school.read(em -> {
            Evaluation evaluation = new Evaluation(em.find(Pupil.class, other), "shown", 8);
            em.persist(evaluation);
            return evaluation.id;
        });
        school.withdraw(pupil, Contact.class, Reports.class);
        for (boolean linked : List.of(true, false)) {
            school.<Desk>stateless(session -> {
                Desk found = session.get(Desk.class, desk);
                session.fetch(found.evaluations);
                session.fetch(found.seats);
                if (linked) {
                    Evaluation evaluation = session.get(Evaluation.class, shown);
                    found.evaluations.add(evaluation);
                    found.seats.put("second", evaluation);
                } else {
                    found.evaluations.clear();
                    found.seats.clear();
                }
                session.update(found);
                session.upsert(found);
                return found;
            });
            assertThat(school.sql("select count(*) from desk_evaluations")).containsExactly(linked ? "2" : "1");
            assertThat(school.sql("select count(*) from desk_seats")).containsExactly(linked ? "2" : "1");
        }
        school.grant(pupil, Contact.class, Reports.class);
        assertThat(planted(session -> session.find(Desk.class, desk))).isEqualTo(12);
    }

    private List<String> fetched() {
        return school.stateless(session -> {
            List<String> fetched = new ArrayList<>();
            for (GraphSemantic semantic : GraphSemantic.values()) {
                for (Desk found : List.of(
                        session.get(graph(session), semantic, desk),
                        session.getMultiple(graph(session), semantic, List.of(desk))
                                .get(0),
                        session.createSelectionQuery("from Desk", Desk.class)
                                .setEntityGraph(graph(session), semantic)
                                .getSingleResult())) {
                    fetched.addAll(texts(found.evaluation));
                    found.evaluations.forEach(evaluation -> fetched.addAll(texts(evaluation)));
                    found.seats.forEach((seat, evaluation) -> fetched.addAll(texts(evaluation)));
                    fetched.add(String.valueOf(found.pupil.email));
                    fetched.addAll(found.pupil.phones);
                    session.fetch(found.pupil.favourites);
                    found.pupil.favourites.forEach(evaluation -> fetched.add(evaluation.text));
                }
            }
            return fetched;
        });
    }
}
