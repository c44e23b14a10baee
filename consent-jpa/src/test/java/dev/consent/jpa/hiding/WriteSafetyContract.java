package dev.consent.jpa.hiding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.gate.ConsentRequiredException;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Address;
import dev.consent.jpa.model.Agenda;
import dev.consent.jpa.model.Evaluation;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hibernate.envers.AuditReaderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A hidden value is never overwritten, and comes back unharmed when the person consents again. */
abstract class WriteSafetyContract {

    private static final String MAIL = "anna@example.org";
    private static final String STREET = "Dorpsstraat 1";

    private final TestDatabase database;
    private School school;
    private Long anna;

    WriteSafetyContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void enrol() {
        school = School.on(database);
        anna = school.enrol("Anna");
        school.grant(anna, Contact.class, Reports.class);
        school.write(em -> {
            Pupil pupil = em.find(Pupil.class, anna);
            pupil.email = MAIL;
            pupil.mentor = "mentor@example.org";
            pupil.address = new Address(STREET, "NL");
            pupil.phones.add("0612");
        });
    }

    @AfterEach
    void close() {
        school.close();
    }

    @Test
    void changingAnotherAttributeLeavesHiddenValuesAlone() {
        school.withdraw(anna, Contact.class);
        school.write(em -> em.find(Pupil.class, anna).level = 4);
        assertUnharmed(4);
    }

    @Test
    void severalFlushesInOneSessionLeaveHiddenValuesAlone() {
        school.withdraw(anna, Contact.class);
        school.write(em -> {
            Pupil pupil = em.find(Pupil.class, anna);
            pupil.level = 4;
            em.flush();
            pupil.level = 5;
            em.flush();
            pupil.address.country = "BE";
        });
        assertUnharmed(5);
        assertThat(stored("country")).isEqualTo("BE");
    }

    @Test
    void aGrantBetweenTwoFlushesOfAnotherSessionLosesNothing() {
        school.withdraw(anna, Contact.class);
        try (EntityManager em = school.factory.createEntityManager()) {
            em.getTransaction().begin();
            Pupil pupil = em.find(Pupil.class, anna);
            pupil.level = 4;
            em.getTransaction().commit();
            school.grant(anna, Contact.class);
            em.getTransaction().begin();
            pupil.level = 5;
            em.getTransaction().commit();
        }
        assertThat(stored("email")).isEqualTo(MAIL);
        assertThat(stored("street")).isEqualTo(STREET);
    }

    @Test
    void changingTheVisiblePartOfAnEmbeddedValueKeepsItsHiddenPart() {
        school.withdraw(anna, Contact.class);
        school.write(em -> em.find(Pupil.class, anna).address.country = "BE");
        assertThat(stored("country")).isEqualTo("BE");
        assertThat(stored("street")).isEqualTo(STREET);
    }

    @Test
    void replacingAnEmbeddedValueKeepsItsHiddenPart() {
        school.withdraw(anna, Contact.class);
        school.write(em -> em.find(Pupil.class, anna).address = new Address(null, "BE"));
        assertThat(stored("country")).isEqualTo("BE");
        assertThat(stored("street")).isEqualTo(STREET);
    }

    @Test
    void mergingACopyReadWhileHiddenKeepsHiddenValues() {
        school.withdraw(anna, Contact.class);
        Pupil copy = detached();
        assertThat(copy.email).isNull();
        copy.level = 4;
        school.write(em -> em.merge(copy));
        assertUnharmed(4);
    }

    @Test
    void mergingACopyReadWhileHiddenAfterANewGrantKeepsTheValues() {
        school.withdraw(anna, Contact.class);
        Pupil copy = detached();
        copy.level = 4;
        school.grant(anna, Contact.class);
        school.write(em -> em.merge(copy));
        assertUnharmed(4);
    }

    @Test
    void mergingACopyWhoseCollectionWasHiddenKeepsItsElements() {
        school.withdraw(anna, Contact.class);
        Pupil copy = new Pupil("Anna");
        copy.id = anna;
        copy.phones = new java.util.HashSet<>();
        school.grant(anna, Contact.class);
        school.write(em -> em.merge(copy));
        assertThat(school.sql("select phones from Pupil_phones")).containsExactly("0612");
        assertThat(copy.phones).isEmpty();
    }

    private Pupil detached() {
        return school.read(em -> {
            Pupil pupil = em.find(Pupil.class, anna);
            pupil.phones.size();
            pupil.evaluations.size();
            pupil.favourites.size();
            return pupil;
        });
    }

    @Test
    void statelessUpdateKeepsHiddenValues() {
        school.withdraw(anna, Contact.class);
        school.stateless(session -> {
            Pupil pupil = session.get(Pupil.class, anna);
            pupil.level = 4;
            session.update(pupil);
            return null;
        });
        assertUnharmed(4);
    }

    @Test
    void statelessUpdateOfACopyReadWhileHiddenKeepsTheValuesAfterANewGrant() {
        school.withdraw(anna, Contact.class);
        Pupil copy = school.stateless(session -> session.get(Pupil.class, anna));
        school.grant(anna, Contact.class);
        copy.level = 4;
        school.stateless(session -> {
            session.update(copy);
            return null;
        });
        assertUnharmed(4);
    }

    @Test
    void statelessUpsertKeepsHiddenValues() {
        school.withdraw(anna, Contact.class);
        school.stateless(session -> {
            Pupil pupil = session.get(Pupil.class, anna);
            pupil.level = 4;
            session.upsert(pupil);
            return null;
        });
        assertUnharmed(4);
    }

    @Test
    void theHistoryOfAnUpdateMadeWhileHiddenHoldsTheRealValue() {
        school.withdraw(anna, Contact.class);
        school.write(em -> em.find(Pupil.class, anna).level = 4);
        assertThat(school.sql("select count(*) from Pupil_AUD where email is null and level = 4"))
                .containsExactly("0");
        school.grant(anna, Contact.class);
        List<String> mails = school.read(em -> AuditReaderFactory.get(em).getRevisions(Pupil.class, anna).stream()
                .map(revision -> String.valueOf(AuditReaderFactory.get(em).find(Pupil.class, anna, revision).email))
                .toList());
        assertThat(mails).last().isEqualTo(MAIL);
    }

    @Test
    void removingAVisibleValueRemovesIt() {
        school.write(em -> em.find(Pupil.class, anna).email = null);
        assertThat(stored("email")).isNull();
    }

    @Test
    void aReferenceToAHiddenRowSurvivesAnUpdateOfItsOwner() {
        Long agenda = school.read(em -> {
            Evaluation evaluation = new Evaluation(em.find(Pupil.class, anna), "goed", 8);
            em.persist(evaluation);
            Agenda entry = new Agenda("1.04", evaluation, evaluation);
            em.persist(entry);
            return entry.id;
        });
        school.withdraw(anna, Reports.class);
        school.write(em -> em.find(Agenda.class, agenda).room = "2.11");
        school.stateless(session -> {
            Agenda entry = session.get(Agenda.class, agenda);
            entry.room = "3.01";
            session.update(entry);
            return null;
        });
        Agenda copy = school.read(em -> em.find(Agenda.class, agenda));
        copy.room = "4.01";
        school.write(em -> em.merge(copy));
        assertThat(school.sql("select eager_id from Agenda")).doesNotContainNull();
        assertThat(school.sql("select lazy_id from Agenda")).doesNotContainNull();
        assertThat(school.sql("select count(*) from Agenda_AUD where eager_id is null"))
                .containsExactly("0");
        school.grant(anna, Reports.class);
        school.write(em -> assertThat(em.find(Agenda.class, agenda).eager.text).isEqualTo("goed"));
    }

    @Test
    void rewritingACollectionOfHiddenRowsKeepsTheLinks() {
        school.write(em -> {
            Pupil pupil = em.find(Pupil.class, anna);
            Evaluation evaluation = new Evaluation(pupil, "goed", 8);
            em.persist(evaluation);
            pupil.favourites.add(evaluation);
        });
        Long ben = school.enrol("Ben");
        school.grant(ben, Reports.class);
        school.withdraw(anna, Reports.class);
        school.write(em -> {
            Evaluation other = new Evaluation(em.find(Pupil.class, ben), "ook goed", 7);
            em.persist(other);
            em.find(Pupil.class, anna).favourites.add(other);
        });
        school.write(em -> em.find(Pupil.class, anna).favourites.clear());
        assertThat(school.sql("select count(*) from Pupil_Evaluation")).containsExactly("1");
    }

    @Test
    void hiddenElementsSurviveAChangeOfTheirOwner() {
        school.withdraw(anna, Contact.class);
        school.write(em -> {
            Pupil pupil = em.find(Pupil.class, anna);
            pupil.level = 4;
            assertThat(pupil.phones).isEmpty();
        });
        assertThat(school.sql("select phones from Pupil_phones")).containsExactly("0612");
    }

    @Test
    void writingWithoutConsentIsRefusedInEveryWay() {
        school.withdraw(anna, Contact.class, Reports.class);
        refused(() -> school.write(em -> em.persist(new Evaluation(em.find(Pupil.class, anna), "geheim", 1))));
        refused(() -> school.write(em -> em.find(Pupil.class, anna).email = "new@example.org"));
        refused(() -> school.write(em -> em.find(Pupil.class, anna).address.street = "Nieuwstraat 2"));
        refused(() -> school.write(em -> em.find(Pupil.class, anna).phones.add("0699")));
        refused(() -> school.stateless(session -> {
            Pupil pupil = session.get(Pupil.class, anna);
            pupil.email = "new@example.org";
            session.update(pupil);
            return null;
        }));
        refused(() -> school.stateless(session -> {
            session.insert(new Evaluation(session.get(Pupil.class, anna), "geheim", 1));
            return null;
        }));
        refused(() -> school.write(em -> {
            Pupil born = new Pupil("Dirk");
            born.email = "dirk@example.org";
            em.persist(born);
        }));
        assertUnharmed(null);
        assertThat(school.sql("select count(*) from Evaluation")).containsExactly("0");
    }

    @Test
    void aRefusalNamesEntityAttributeAndPurposeButNoValue() {
        school.withdraw(anna, Contact.class);
        assertThatThrownBy(() -> school.write(em -> em.find(Pupil.class, anna).email = "new@example.org"))
                .satisfies(thrown -> assertThat(rootOf(thrown))
                        .isInstanceOf(ConsentRequiredException.class)
                        .hasMessageContainingAll("Pupil.email", "'contact'", "Record a grant")
                        .message()
                        .doesNotContain("example.org"));
    }

    @Test
    void aCopyLoadedBeforeTheWithdrawalCannotWriteTheRow() {
        Long id = school.read(em -> {
            Evaluation evaluation = new Evaluation(em.find(Pupil.class, anna), "goed", 8);
            em.persist(evaluation);
            return evaluation.id;
        });
        try (EntityManager em = school.factory.createEntityManager()) {
            em.getTransaction().begin();
            Evaluation loaded = em.find(Evaluation.class, id);
            school.withdraw(anna, Reports.class);
            loaded.text = "anders";
            refused(() -> em.getTransaction().commit());
        }
        assertThat(school.sql("select text from Evaluation")).containsExactly("goed");
    }

    @Test
    void aCopyLoadedBeforeTheWithdrawalMayStillChangeOtherAttributes() {
        try (EntityManager em = school.factory.createEntityManager()) {
            em.getTransaction().begin();
            Pupil loaded = em.find(Pupil.class, anna);
            school.withdraw(anna, Contact.class);
            loaded.level = 4;
            em.getTransaction().commit();
        }
        assertUnharmed(4);
    }

    @Test
    void decidingForgetsWhatTheSessionHadLoaded() {
        Long id = school.read(em -> {
            Evaluation evaluation = new Evaluation(em.find(Pupil.class, anna), "goed", 8);
            em.persist(evaluation);
            return evaluation.id;
        });
        school.write(em -> {
            Pupil pupil = em.find(Pupil.class, anna);
            assertThat(pupil.evaluations).hasSize(1);
            assertThat(em.find(Evaluation.class, id)).isNotNull();
            school.consent.decide(
                    em,
                    dev.consent.decision.Decision.withdrawn(
                            dev.consent.SubjectId.of(Pupil.class, anna), Reports.class, dev.consent.Grantor.parent(7)));
            assertThat(em.find(Evaluation.class, id)).isNull();
            assertThat(em.find(Pupil.class, anna).evaluations).isEmpty();
        });
    }

    @Test
    void bulkStatementsCannotReadOrWriteWhatMayBeHidden() {
        school.withdraw(anna, Contact.class);
        for (String statement : List.of(
                "update Pupil p set p.email = p.email || '.old'",
                "update Pupil p set p.email = 'x@example.org'",
                "update Pupil p set p.email = null",
                "update Pupil p set p.address.street = 'x'",
                "update Pupil p set p.level = 1 where p.email is null",
                "update Pupil p set p.level = length(p.email)",
                "delete from Pupil p where p.email is null",
                "delete from Pupil p where p.address.street is null",
                "insert into Pupil (id, email) values (99, 'x@example.org')",
                "insert into Evaluation (id, text, score) select p.id + 100, 'x', 1 from Pupil p")) {
            assertThatThrownBy(
                            () -> school.write(em -> em.createQuery(statement).executeUpdate()))
                    .as(statement)
                    .satisfies(thrown -> assertThat(rootOf(thrown))
                            .isInstanceOf(dev.consent.ConsentException.class)
                            .hasMessageContaining("one by one"));
        }
        assertUnharmed(null);
    }

    @Test
    void aCommentInFrontOfABulkStatementHidesNothingFromTheRefusal() {
        school.close();
        school = new School(database, Map.of("hibernate.use_sql_comments", "true"), List.of());
        assertThatThrownBy(() -> school.write(em -> em.createQuery("delete from Pupil p where p.email is null")
                        .executeUpdate()))
                .satisfies(thrown -> assertThat(rootOf(thrown)).hasMessageContaining("one by one"));
    }

    @Test
    void dataCannotMoveToAPersonWhoNeverAgreed() {
        Long ben = school.enrol("Ben");
        Long id = school.read(em -> {
            Evaluation evaluation = new Evaluation(em.find(Pupil.class, anna), "goed", 8);
            em.persist(evaluation);
            return evaluation.id;
        });
        assertThatThrownBy(() -> school.write(em -> em.find(Evaluation.class, id).pupil = em.find(Pupil.class, ben)))
                .satisfies(thrown -> assertThat(rootOf(thrown)).isInstanceOf(dev.consent.ConsentException.class));
        assertThatThrownBy(() -> school.write(em ->
                        em.createQuery("update Evaluation e set e.pupil = null").executeUpdate()))
                .satisfies(thrown -> assertThat(rootOf(thrown)).hasMessageContaining("one by one"));
        assertThat(school.sql("select pupil_id from Evaluation")).containsExactly(anna.toString());
    }

    @Test
    void decidingForgetsWhatOtherInstancesHold() {
        Long agenda = school.read(em -> {
            Evaluation evaluation = new Evaluation(em.find(Pupil.class, anna), "goed", 8);
            em.persist(evaluation);
            Agenda entry = new Agenda("1.04", evaluation, evaluation);
            em.persist(entry);
            return entry.id;
        });
        school.write(em -> {
            assertThat(em.find(Agenda.class, agenda).eager.text).isEqualTo("goed");
            school.decideIn(em, anna, false, Reports.class);
            assertThat(em.find(Agenda.class, agenda).eager).isNull();
        });
    }

    @Test
    void bulkStatementsOnVisibleAttributesWorkAndLeaveHiddenRowsAlone() {
        Long id = school.read(em -> {
            Evaluation evaluation = new Evaluation(em.find(Pupil.class, anna), "goed", 8);
            em.persist(evaluation);
            return evaluation.id;
        });
        school.withdraw(anna, Reports.class);
        school.write(em -> {
            assertThat(em.createQuery("update Pupil p set p.level = 3 where p.level is null")
                            .executeUpdate())
                    .isEqualTo(1);
            assertThat(em.createQuery("update Evaluation e set e.score = 1").executeUpdate())
                    .isZero();
            assertThat(em.createQuery("delete from Evaluation e").executeUpdate())
                    .isZero();
        });
        assertThat(school.sql("select score from Evaluation where id = " + id)).containsExactly("8");
    }

    private void assertUnharmed(Integer level) {
        Map<String, String> expected = Map.of("email", MAIL, "street", STREET, "name", "Anna");
        expected.forEach((column, value) -> assertThat(stored(column)).isEqualTo(value));
        assertThat(stored("level")).isEqualTo(level == null ? null : level.toString());
        assertThat(school.sql("select phones from Pupil_phones")).containsExactly("0612");
        school.grant(anna, Contact.class);
        school.write(em -> {
            Pupil pupil = em.find(Pupil.class, anna);
            assertThat(pupil.email).isEqualTo(MAIL);
            assertThat(pupil.address.street).isEqualTo(STREET);
            assertThat(pupil.phones).isEqualTo(Set.of("0612"));
        });
    }

    private String stored(String column) {
        return school.sql("select " + column + " from Pupil where id = " + anna).get(0);
    }

    private static void refused(ThrowingCallable writing) {
        assertThatThrownBy(writing)
                .satisfies(thrown -> assertThat(rootOf(thrown)).isInstanceOf(ConsentRequiredException.class));
    }

    private static Throwable rootOf(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
