package dev.consent.jpa.stamps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.ConsentException;
import dev.consent.Grantor;
import dev.consent.LegalBasis;
import dev.consent.Purpose;
import dev.consent.SubjectId;
import dev.consent.decision.Decision;
import dev.consent.gate.ConsentRequiredException;
import dev.consent.jpa.Consent;
import dev.consent.jpa.ConsentSettings;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Agenda;
import dev.consent.jpa.model.Evaluation;
import dev.consent.jpa.model.Invoice;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hibernate.Session;
import org.hibernate.StaleObjectStateException;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PreUpdateEventListener;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class StampsContract {

    private final TestDatabase database;
    private School school;

    StampsContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        school = new School(database, Map.of(ConsentSettings.GUARDS, "stamped"), List.of());
    }

    @AfterEach
    void close() {
        school.close();
    }

    @Test
    void everyWayToInsertCopiesTheMask() {
        Long pupil = granted("Ann");
        evaluate(pupil);
        school.write(em -> em.merge(new Evaluation(em.getReference(Pupil.class, pupil), "merged", 8)));
        school.stateless(session -> {
            Pupil about = session.get(Pupil.class, pupil);
            session.insert(new Invoice(about, "stateless", LocalDate.of(2026, 3, 2)));
            Invoice upserted = new Invoice(about, "upserted", LocalDate.of(2026, 3, 2));
            upserted.id = 4711L;
            session.upsert(upserted);
            upserted.addressee = "upserted again";
            session.upsert(upserted);
            return true;
        });

        assertThat(texts()).containsExactlyInAnyOrder("managed", "merged");
        assertThat(masks("Evaluation")).containsExactly(mask(pupil));
        assertThat(school.sql("select addressee from Invoice"))
                .containsExactlyInAnyOrder("stateless", "upserted again");
        assertThat(masks("Invoice")).containsExactly(mask(pupil));
        assertThat(school.consent.driftedStamps()).isEmpty();
    }

    @Test
    void fieldsAreReadAndSetWithoutReflection() {
        SessionFactoryImplementor factory = school.factory.unwrap(SessionFactoryImplementor.class);
        for (Class<?> entity : List.of(Evaluation.class, Pupil.class, Invoice.class)) {
            assertThat(factory.getMappingMetamodel()
                            .getEntityDescriptor(entity)
                            .getRepresentationStrategy()
                            .getReflectionOptimizer())
                    .as(entity.getSimpleName())
                    .isNotNull();
        }
    }

    @Test
    void anUpdateTestsTheCopyInItsOwnRow() {
        Long ann = granted("Ann");
        evaluate(ann);
        assertThatThrownBy(() -> school.write(em -> {
                    Evaluation evaluation =
                            em.createQuery("from Evaluation", Evaluation.class).getSingleResult();
                    school.execute("update Evaluation set consent_mask = 0");
                    evaluation.text = "rewritten";
                }))
                .hasRootCauseInstanceOf(StaleObjectStateException.class);
        school.consent.repairStamps();
        assertThat(texts()).containsExactly("managed");
    }

    @Test
    void anUpdateAfterAWithdrawalIsRefusedInABatchToo() {
        Long ann = granted("Ann");
        Long ben = granted("Ben");
        Long cas = granted("Cas");
        List.of(ann, ben, cas).forEach(this::evaluate);
        assertThatThrownBy(() -> school.write(em -> {
                    em.unwrap(Session.class).setJdbcBatchSize(20);
                    List<Evaluation> all =
                            em.createQuery("from Evaluation", Evaluation.class).getResultList();
                    school.withdraw(ben, Reports.class);
                    all.forEach(evaluation -> evaluation.text = "rewritten");
                }))
                .hasRootCauseInstanceOf(ConsentRequiredException.class);
        assertThat(school.sql("select distinct text from Evaluation")).containsExactly("managed");
        assertThat(school.whereIs("rewritten")).isEmpty();
    }

    @Test
    void anUpdateIsTestedWhenAListenerWritesWithASessionOfItsOwn() {
        Long ann = granted("Ann");
        evaluate(ann);
        Long notes = school.read(em -> {
            Agenda agenda = new Agenda("1", null, null);
            em.persist(agenda);
            return agenda.id;
        });
        PreUpdateEventListener notesWhatChanges = event -> {
            if (event.getEntity() instanceof Evaluation) {
                school.write(em -> em.find(Agenda.class, notes).room += "+");
            }
            return false;
        };
        school.factory
                .unwrap(SessionFactoryImplementor.class)
                .getEventEngine()
                .getListenerRegistry()
                .appendListeners(EventType.PRE_UPDATE, notesWhatChanges);
        assertThatThrownBy(() -> school.write(em -> {
                    Evaluation evaluation =
                            em.createQuery("from Evaluation", Evaluation.class).getSingleResult();
                    school.withdraw(ann, Reports.class);
                    evaluation.text = "rewritten";
                }))
                .hasRootCauseInstanceOf(ConsentRequiredException.class);
        assertThat(school.sql("select room from Agenda")).containsExactly("1+");
        assertThat(school.whereIs("rewritten")).isEmpty();
    }

    @Test
    void anUpdateIsTestedWhenAnInspectorEndsItWithAComment() {
        writesNothingAfterAWithdrawalWith(sql -> sql + " -- traced");
    }

    @Test
    void anUpdateIsRefusedWhenAnInspectorCutsOffItsTest() {
        writesNothingAfterAWithdrawalWith(
                sql -> sql.startsWith("update Evaluation ") ? sql.replaceFirst("where id=\\?.*", "where id=?") : sql);
    }

    private void writesNothingAfterAWithdrawalWith(StatementInspector inspector) {
        Map<String, Object> settings =
                Map.of(ConsentSettings.GUARDS, "stamped", AvailableSettings.STATEMENT_INSPECTOR, inspector);
        try (School other = new School(database, settings, List.of())) {
            Long ann = other.enrol("Ann");
            other.grant(ann, Reports.class);
            other.write(em -> em.persist(new Evaluation(em.find(Pupil.class, ann), "first", 5)));
            assertThatThrownBy(() -> other.write(em -> {
                        Evaluation evaluation = em.createQuery("from Evaluation", Evaluation.class)
                                .getSingleResult();
                        other.withdraw(ann, Reports.class);
                        evaluation.text = "rewritten";
                    }))
                    .hasRootCauseInstanceOf(ConsentRequiredException.class);
            assertThat(other.whereIs("rewritten")).isEmpty();
        }
    }

    @Test
    void anUpdateIsRefusedWhereTheDatabaseGeneratesValues() {
        for (boolean keys : List.of(true, false)) {
            Map<String, Object> settings =
                    Map.of(ConsentSettings.GUARDS, "stamped", AvailableSettings.USE_GET_GENERATED_KEYS, keys);
            try (School other = new School(database, settings, List.of(Remark.class))) {
                Long ann = other.enrol("Ann");
                other.grant(ann, Reports.class);
                Long id = other.read(em -> {
                    Remark remark = new Remark(em.find(Pupil.class, ann), "first");
                    em.persist(remark);
                    return remark.id;
                });
                other.write(em -> em.find(Remark.class, id).text = "second");
                assertThat(other.sql("select text from Remark")).containsExactly("second");
                assertThatThrownBy(() -> other.write(em -> {
                            Remark remark = em.find(Remark.class, id);
                            other.withdraw(ann, Reports.class);
                            remark.text = "rewritten";
                        }))
                        .hasRootCauseInstanceOf(ConsentRequiredException.class);
                assertThat(other.whereIs("rewritten")).isEmpty();
            }
        }
    }

    @Test
    void aDecisionReachesEveryRowAboutThePersonAndNoOther() {
        Long ann = granted("Ann");
        Long ben = granted("Ben");
        evaluate(ann);
        evaluate(ann);
        evaluate(ben);
        String before = mask(ann);

        school.withdraw(ann, Reports.class);

        assertThat(mask(ann)).isNotEqualTo(before);
        assertThat(school.sql("select distinct consent_mask from Evaluation where pupil_id = " + ann))
                .containsExactly(mask(ann));
        assertThat(school.sql("select consent_mask from Pupil where id = " + ann))
                .containsExactly(mask(ann));
        assertThat(school.sql("select consent_mask from Pupil where id = " + ben))
                .containsExactly(before);
        assertThat(texts()).hasSize(1);
    }

    @Test
    void aDecisionThatIsRolledBackLeavesTheCopies() {
        Long ann = granted("Ann");
        evaluate(ann);
        assertThatThrownBy(() -> school.write(em -> {
                    school.decideIn(em, ann, false, Reports.class);
                    throw new IllegalStateException("changed my mind");
                }))
                .hasMessage("changed my mind");
        assertThat(texts()).hasSize(1);
        assertThat(school.consent.driftedStamps()).isEmpty();
    }

    @Test
    void aGrantThatRunsOutReachesTheCopies() {
        Long ann = school.enrol("Ann");
        school.write(em -> school.consent.decide(
                em,
                Decision.given(SubjectId.of(Pupil.class, ann), Reports.class, Grantor.parent(7))
                        .until(School.START.plusSeconds(60))));
        evaluate(ann);
        school.clock.advance(Duration.ofMinutes(2));
        assertThat(school.consent.expireGrants()).isEqualTo(1);
        assertThat(texts()).isEmpty();
        assertThat(school.consent.driftedStamps()).isEmpty();
    }

    @Test
    void aRowThatMovesToAnotherPersonTakesTheirMask() {
        Long ann = granted("Ann");
        Long ben = granted("Ben");
        Long cas = granted("Cas");
        school.grant(ben, Contact.class);
        school.withdraw(cas, Reports.class);
        Long moving = evaluate(ann);

        school.write(em -> em.find(Evaluation.class, moving).pupil = em.getReference(Pupil.class, ben));
        assertThat(masks("Evaluation")).containsExactly(mask(ben));

        school.stateless(session -> {
            Evaluation detached = session.get(Evaluation.class, moving);
            detached.pupil = session.get(Pupil.class, ann);
            session.update(detached);
            return true;
        });
        assertThat(masks("Evaluation")).containsExactly(mask(ann));

        assertThatThrownBy(() ->
                        school.write(em -> em.find(Evaluation.class, moving).pupil = em.getReference(Pupil.class, cas)))
                .hasStackTraceContaining("ConsentException");
        assertThat(masks("Evaluation")).containsExactly(mask(ann));
    }

    @Test
    void aRowInsertedBehindHibernatesBackIsHiddenUntilItIsRepaired() {
        Long ann = granted("Ann");
        school.execute("insert into Evaluation (id, pupil_id, text, score) values (900, " + ann + ", 'raw', 1)");
        assertThat(texts()).isEmpty();
        assertThat(school.consent.driftedStamps()).isEqualTo(Map.of("Evaluation", 1L));

        assertThat(school.consent.repairStamps()).isEqualTo(1);
        assertThat(texts()).containsExactly("raw");
        assertThat(school.consent.driftedStamps()).isEmpty();
    }

    @Test
    void everyKindOfDriftIsFoundAndRepaired() {
        Long ann = granted("Ann");
        Long ben = school.enrol("Ben");
        evaluate(ann);
        Long orphan = evaluate(ann);
        school.execute("update Evaluation set pupil_id = null where id = " + orphan);
        school.execute("update Pupil set consent_mask = 4095 where id = " + ben);
        // More people than one step of a repair takes.
        school.execute("insert into consent_subject (subject_type, subject_key, mask) values "
                + rows("('Pupil', '%d', " + mask(ann) + ")"));
        school.execute("insert into Pupil (id, name) values " + rows("(%d, 'raw')"));
        assertThat(school.consent.driftedStamps()).isEqualTo(Map.of("Evaluation", 1L, "Pupil", 1_101L));
        assertThat(school.consent.repairStamps()).isEqualTo(1_102);
        assertThat(school.consent.driftedStamps()).isEmpty();
        assertThat(school.sql("select consent_mask from Evaluation where id = " + orphan))
                .containsExactly("0");
    }

    @Test
    void peopleRegisteredLaterBringTheirRowsAlong() {
        school.execute("insert into Pupil (id, name) values (77, 'Raw')");
        school.execute("insert into Invoice (id, pupil_id) values (78, 77)");
        assertThat(school.consent.registerSubjects()).isEqualTo(1);
        assertThat(school.consent.driftedStamps()).isEmpty();
        assertThat(school.<Integer>read(em -> em.createQuery("from Invoice", Invoice.class)
                        .getResultList()
                        .size()))
                .isEqualTo(1);
    }

    @Test
    void anExistingSchemaIsFilledWhenHibernateAddsTheColumn() {
        String url = database.freshUrl();
        Long pupil;
        try (School before = new School(url, Map.of(ConsentSettings.GUARDS, "lookup"), List.of())) {
            pupil = before.enrol("Ann");
            before.grant(pupil, Reports.class);
            before.write(em -> em.persist(new Evaluation(em.find(Pupil.class, pupil), "old", 5)));
            assertThatThrownBy(() -> before.sql("select consent_mask from Evaluation"))
                    .isInstanceOf(IllegalStateException.class);
        }
        try (School after = new School(url, Map.of(), List.of())) {
            assertThat(after.<List<String>>read(em -> em.createQuery("select e.text from Evaluation e", String.class)
                            .getResultList()))
                    .containsExactly("old");
            assertThat(after.consent.driftedStamps()).isEmpty();
        }
        // Without schema generation, the column that is there decides.
        assertThat(selects(url, Map.of("hibernate.hbm2ddl.auto", "validate")))
                .contains("consent_mask")
                .doesNotContain("consent_subject");
        assertThat(selects(
                        url,
                        Map.of("hibernate.hbm2ddl.auto", "validate", ConsentSettings.GUARDS + ".Evaluation", "lookup")))
                .contains("consent_subject")
                .doesNotContain("consent_mask");
    }

    @Test
    void withoutTheColumnMasksAreLookedUp() {
        String url = database.freshUrl();
        new School(url, Map.of(ConsentSettings.GUARDS, "lookup"), List.of()).close();
        assertThat(selects(url, Map.of("hibernate.hbm2ddl.auto", "none")))
                .contains("consent_subject")
                .doesNotContain("consent_mask");
    }

    @Test
    void wrongSettingsStopTheBoot() {
        assertThatThrownBy(() -> new School(database, Map.of(ConsentSettings.GUARDS, "stamp"), List.of()))
                .hasStackTraceContaining("consent.guards is 'stamp'; it can be auto, stamped or lookup");
        assertThatThrownBy(
                        () -> new School(database, Map.of(ConsentSettings.GUARDS + ".Evalution", "lookup"), List.of()))
                .hasStackTraceContaining("consent.guards.Evalution")
                .hasStackTraceContaining("names no entity");
    }

    @Test
    void noQueryNamesTheCopy() {
        Long ann = granted("Ann");
        evaluate(ann);
        for (String query : List.of(
                "select e.`~consentMask` from Evaluation e",
                "select e.~consentMask from Evaluation e",
                "select p.id from Pupil p where p.`~consentMask` > 0",
                "select e.consent_mask from Evaluation e")) {
            assertThatThrownBy(() -> school.read(
                            em -> em.createQuery(query, Object.class).getResultList()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (String statement : List.of(
                "update Evaluation e set e.`~consentMask` = 4095",
                "insert into Pupil (id, level, `~consentMask`) values (9999, 1, 4095)")) {
            assertThatThrownBy(
                            () -> school.write(em -> em.createQuery(statement).executeUpdate()))
                    .isInstanceOfAny(IllegalArgumentException.class, ConsentException.class);
        }
        assertThat(masks("Evaluation")).containsExactly(mask(ann));
        assertThat(school.factory.getMetamodel().entity(Evaluation.class).getAttributes())
                .noneMatch(attribute -> attribute.getName().contains("onsent"));
    }

    @Test
    void aBulkInsertCannotLeaveRowsWithoutTheirCopy() {
        assertThatThrownBy(() -> school.write(em -> em.createQuery("insert into Pupil (id, level) values (9999, 1)")
                        .executeUpdate()))
                .isInstanceOf(ConsentException.class)
                .hasMessageContaining("one by one");
    }

    @Test
    void writingIsRefusedAsWithLookup() {
        Long ann = school.enrol("Ann");
        assertThatThrownBy(() -> evaluate(ann)).hasRootCauseInstanceOf(ConsentRequiredException.class);
        assertThat(masks("Evaluation")).isEmpty();
    }

    @Test
    void aNewPurposeThatNeedsNoConsentReachesTheCopies() {
        Long ann = granted("Ann");
        evaluate(ann);
        String before = mask(ann);
        Consent.of(school.factory)
                .gate(school.factory.createEntityManager())
                .permits(SubjectId.of(Pupil.class, ann), Archive.class);
        assertThat(mask(ann)).isNotEqualTo(before);
        assertThat(school.consent.driftedStamps()).isEmpty();
    }

    /** Named by no data when the application starts. */
    @Purpose(code = "archive", title = "Archive", basis = LegalBasis.LEGAL_OBLIGATION)
    interface Archive {}

    private static String rows(String row) {
        return IntStream.range(10_000, 11_100).mapToObj(row::formatted).collect(Collectors.joining(", "));
    }

    private Long granted(String name) {
        Long pupil = school.enrol(name);
        school.grant(pupil, Reports.class);
        return pupil;
    }

    private Long evaluate(Long pupil) {
        return school.read(em -> {
            Evaluation evaluation = new Evaluation(em.find(Pupil.class, pupil), "managed", 5);
            em.persist(evaluation);
            return evaluation.id;
        });
    }

    private List<String> texts() {
        return school.read(em ->
                em.createQuery("select e.text from Evaluation e", String.class).getResultList());
    }

    private String mask(Long pupil) {
        return school.sql("select mask from consent_subject where subject_key = '" + pupil + "'")
                .get(0);
    }

    private List<String> masks(String table) {
        return school.sql("select distinct consent_mask from " + table);
    }

    /** What Hibernate sends to the database to read evaluations. */
    private static String selects(String url, Map<String, Object> settings) {
        List<String> heard = new CopyOnWriteArrayList<>();
        Map<String, Object> all = new HashMap<>(settings);
        all.put(AvailableSettings.STATEMENT_INSPECTOR, (StatementInspector) sql -> {
            heard.add(sql);
            return sql;
        });
        try (School school = new School(url, all, List.of())) {
            heard.clear();
            school.<List<Evaluation>>read(
                    em -> em.createQuery("from Evaluation", Evaluation.class).getResultList());
            return String.join(";", heard);
        }
    }
}
