package dev.consent.jpa.unusual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.ConsentException;
import dev.consent.erasure.SweepReport;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Attachment;
import dev.consent.jpa.model.Evaluation;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import dev.consent.jpa.unusual.Forum.Dossier;
import dev.consent.jpa.unusual.Forum.Letter;
import dev.consent.jpa.unusual.Forum.Place;
import dev.consent.jpa.unusual.Forum.Post;
import dev.consent.jpa.unusual.Forum.PostDetail;
import dev.consent.jpa.unusual.Forum.Shelf;
import java.time.Duration;
import java.util.Map;
import org.hibernate.Hibernate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

abstract class UnusualMappingsContract {

    private final TestDatabase database;
    private School school;
    private Long anna;
    private Long ben;

    UnusualMappingsContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        open(Map.of());
    }

    private void open(Map<String, Object> settings) {
        if (school != null) {
            school.close();
        }
        school = new School(database, settings, Forum.ENTITIES);
        anna = school.enrol("Anna");
        ben = school.enrol("Ben");
        school.grant(anna, Reports.class, Contact.class);
        school.grant(ben, Reports.class, Contact.class);
    }

    @AfterEach
    void close() {
        school.close();
    }

    private void withdrawAndSweep(Long pupil) {
        school.withdraw(pupil, Reports.class, Contact.class);
        school.clock.advance(Duration.ofHours(13));
        SweepReport report = school.consent.erasure().sweep();
        assertThat(report.failed()).isZero();
        assertThat(report.done()).isEqualTo(2);
    }

    @Test
    void aCorrectedRowStaysWithThePersonItIsAboutNow() {
        Long id = school.read(em -> {
            Evaluation mistaken = new Evaluation(em.find(Pupil.class, anna), "WRITTEN-UNDER-ANNA", 5);
            em.persist(mistaken);
            return mistaken.id;
        });
        school.write(em -> {
            Evaluation corrected = em.find(Evaluation.class, id);
            corrected.pupil = em.find(Pupil.class, ben);
            corrected.text = "WRITTEN-UNDER-BEN";
        });
        withdrawAndSweep(anna);
        assertThat(school.sql("select text from Evaluation")).containsExactly("WRITTEN-UNDER-BEN");
        assertThat(school.whereIs("WRITTEN-UNDER-ANNA")).isEmpty();
        assertThat(school.sql("select count(*) from Evaluation_AUD where text = 'WRITTEN-UNDER-BEN'"))
                .containsExactly("1");
    }

    @Test
    void whatWasRemovedBeforeGoesFromTheHistoryToo() {
        Long id = school.read(em -> {
            Evaluation evaluation = new Evaluation(em.find(Pupil.class, anna), "text", 5);
            evaluation.attachments.add(new Attachment(evaluation, "PLANTED-ATTACHMENT"));
            em.persist(evaluation);
            return evaluation.id;
        });
        school.write(em -> em.find(Evaluation.class, id).attachments.clear());
        assertThat(school.whereIs("PLANTED-ATTACHMENT")).isNotEmpty();
        withdrawAndSweep(anna);
        assertThat(school.whereIs("PLANTED")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.hibernate.boot.model.naming.CamelCaseToUnderscoresNamingStrategy",
                "org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl"
            })
    void namingStrategiesHideNothingFromTheSweep(String strategy) {
        open(Map.of("hibernate.physical_naming_strategy", strategy));
        school.write(em -> {
            Pupil pupil = em.find(Pupil.class, anna);
            pupil.email = "PLANTED-MAIL";
            pupil.phones.add("PLANTED-PHONE");
            Evaluation evaluation = new Evaluation(pupil, "PLANTED-TEXT", 5);
            evaluation.tags.add("PLANTED-TAG");
            em.persist(evaluation);
        });
        school.withdraw(anna, Reports.class, Contact.class);
        school.write(em -> {
            assertThat(em.find(Pupil.class, anna).email).isNull();
            assertThat(em.find(Pupil.class, anna).phones).isEmpty();
            assertThat(em.createQuery("select t from Evaluation e join e.tags t", String.class)
                            .getResultList())
                    .isEmpty();
        });
        school.clock.advance(Duration.ofHours(13));
        assertThat(school.consent.erasure().sweep().failed()).isZero();
        assertThat(school.whereIs("PLANTED")).isEmpty();
    }

    @Test
    void repliesOfOthersStayAndLoseOnlyTheReference() {
        school.write(em -> {
            Post question = post(em.find(Pupil.class, anna), "PLANTED-QUESTION", null);
            question.detail = new PostDetail();
            question.detail.post = question;
            question.detail.detail = "PLANTED-DETAIL";
            em.persist(question);
            em.persist(post(em.find(Pupil.class, ben), "answer of ben", question));
        });
        withdrawAndSweep(anna);
        assertThat(school.whereIs("PLANTED")).isEmpty();
        assertThat(school.sql("select text from Post")).containsExactly("answer of ben");
        assertThat(school.sql("select replyTo_id from Post")).containsExactly((String) null);
    }

    @Test
    void aReferenceInsideAnEmbeddedValueSurvivesHiding() {
        Long shelf = school.read(em -> {
            Post pinned = post(em.find(Pupil.class, anna), "PLANTED-PIN", null);
            em.persist(pinned);
            Shelf holding = new Shelf();
            holding.place = new Place();
            holding.place.board = "north";
            holding.place.pinned = pinned;
            em.persist(holding);
            return holding.id;
        });
        school.withdraw(anna, Reports.class);
        school.write(em -> em.find(Shelf.class, shelf).place.board = "south");
        school.stateless(session -> {
            Shelf holding = session.get(Shelf.class, shelf);
            holding.place.board = "west";
            session.update(holding);
            return null;
        });
        assertThat(school.sql("select pinned_id from Shelf")).doesNotContainNull();
        school.grant(anna, Reports.class);
        school.write(em -> assertThat(((Post) Hibernate.unproxy(em.find(Shelf.class, shelf).place.pinned)).text)
                .isEqualTo("PLANTED-PIN"));
        withdrawAndSweep(anna);
        assertThat(school.whereIs("PLANTED")).isEmpty();
        assertThat(school.sql("select board from Shelf")).containsExactly("west");
    }

    @Test
    void aFieldInASubclassIsHiddenAndForgottenEvenAfterItsRowIsGone() {
        Long id = school.read(em -> {
            Letter letter = new Letter();
            letter.pupil = em.find(Pupil.class, anna);
            letter.body = "PLANTED-BODY";
            em.persist(letter);
            Letter other = new Letter();
            other.pupil = em.find(Pupil.class, anna);
            other.body = "PLANTED-OTHER";
            em.persist(other);
            return letter.id;
        });
        school.write(em -> em.remove(em.find(Letter.class, id)));
        school.withdraw(anna, Reports.class);
        school.write(em -> {
            Letter left = em.createQuery("from Letter", Letter.class).getSingleResult();
            assertThat(left.body).isNull();
            left.pages = 3;
        });
        assertThat(school.sql("select body from Letter")).containsExactly("PLANTED-OTHER");
        school.withdraw(anna, Contact.class);
        school.clock.advance(Duration.ofHours(13));
        assertThat(school.consent.erasure().sweep().failed()).isZero();
        assertThat(school.whereIs("PLANTED")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update Letter set body = 'x'",
                "update Letter set body = body || 'x'",
                "update Letter set pupil = null",
                "update Document set pupil = null",
                "delete from Letter where body is null",
                "insert into Letter (id, body) select d.id + 1000, 'x' from Document d",
                "insert into Dossier (id, summary) select d.id + 1000, 'x' from Document d",
                "update Dossier set pupil = null"
            })
    void bulkStatementsOnSeveralTablesAreRefused(String statement) {
        school.write(em -> {
            Letter letter = new Letter();
            letter.pupil = em.find(Pupil.class, anna);
            letter.body = "PLANTED-BODY";
            em.persist(letter);
        });
        assertThatThrownBy(() -> school.write(em -> em.createQuery(statement).executeUpdate()))
                .isInstanceOf(ConsentException.class);
        assertThat(school.sql("select body from Letter")).containsExactly("PLANTED-BODY");
    }

    @Test
    void secondaryTablesGoWithTheirRowAndNobodyElses() {
        school.write(em -> {
            em.persist(dossier(em.find(Pupil.class, anna), "PLANTED"));
            em.persist(dossier(em.find(Pupil.class, ben), "BEN"));
        });
        withdrawAndSweep(anna);
        assertThat(school.whereIs("PLANTED")).isEmpty();
        assertThat(school.sql("select count(*) from dossier_more")).containsExactly("1");
        assertThat(school.sql("select count(*) from dossier_more_AUD where more = 'BEN-more'"))
                .containsExactly("1");
    }

    private static Post post(Pupil author, String text, @Nullable Post replyTo) {
        Post post = new Post();
        post.author = author;
        post.text = text;
        post.replyTo = replyTo;
        return post;
    }

    private static Dossier dossier(Pupil pupil, String mark) {
        Dossier dossier = new Dossier();
        dossier.pupil = pupil;
        dossier.summary = mark + "-summary";
        dossier.more = mark + "-more";
        return dossier;
    }
}
