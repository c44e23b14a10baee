package dev.consent.jpa.several;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.ConsentException;
import dev.consent.erasure.SweepReport;
import dev.consent.gate.ConsentRequiredException;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import dev.consent.jpa.several.Gallery.Appearance;
import dev.consent.jpa.several.Gallery.Part;
import dev.consent.jpa.several.Gallery.Photo;
import dev.consent.jpa.several.Gallery.Poster;
import dev.consent.jpa.several.Gallery.Print;
import dev.consent.jpa.several.Gallery.Video;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hibernate.envers.AuditReaderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class SeveralPeopleContract {

    private final TestDatabase database;
    private School school;
    private Long anna;
    private Long ben;
    private Long carl;
    private Long photo;
    private Long print;
    private Long poster;
    private Long video;

    SeveralPeopleContract(TestDatabase database) {
        this.database = database;
    }

    /** Anna and Ben are on everything; Carl was never asked. */
    @BeforeEach
    void hang() {
        school = new School(database, Map.of(), Gallery.ENTITIES);
        anna = school.enrol("Anna");
        ben = school.enrol("Ben");
        carl = school.enrol("Carl");
        school.grant(anna, Reports.class, Contact.class);
        school.grant(ben, Reports.class, Contact.class);
        school.write(em -> {
            Photo hung = new Photo();
            hung.title = "PLANTED-TITLE";
            hung.caption = "PLANTED-CAPTION";
            hung.tags.add("PLANTED-TAG");
            em.persist(hung);
            hung.children.addAll(Set.of(pupil(em, anna), pupil(em, ben)));
            Print printed = new Print();
            printed.photo = hung;
            printed.text = "PLANTED-PRINT";
            em.persist(printed);
            Poster shown = new Poster();
            shown.board = "hall";
            shown.text = "PLANTED-POSTER";
            shown.remarks.add("PLANTED-REMARK");
            shown.show(pupil(em, anna));
            shown.show(pupil(em, ben));
            em.persist(shown);
            Video played = new Video();
            played.title = "PLANTED-VIDEO";
            em.persist(played);
            em.persist(part(played, pupil(em, anna)));
            em.persist(part(played, pupil(em, ben)));
            em.flush();
            photo = hung.id;
            print = printed.id;
            poster = shown.id;
            video = played.id;
        });
    }

    @AfterEach
    void close() {
        school.close();
    }

    private static Pupil pupil(EntityManager em, Long id) {
        return em.find(Pupil.class, id);
    }

    private static Part part(Video video, Pupil child) {
        Part part = new Part();
        part.video = video;
        part.child = child;
        part.line = "PLANTED-LINE";
        return part;
    }

    /** What can be seen of the photo, through several doors. */
    private void assertPhoto(boolean visible) {
        long one = visible ? 1L : 0L;
        school.write(em -> {
            Photo found = em.find(Photo.class, photo);
            assertThat(found == null ? null : found.title).isEqualTo(visible ? "PLANTED-TITLE" : null);
            for (String query : List.of(
                    "from Photo p where p.title like 'PLANTED%'",
                    "from Photo p join p.tags t",
                    "from Print p where p.text is not null",
                    "from Print p join p.photo f",
                    "from Pupil c cross join Photo p where c.id = " + anna,
                    "from " + Photo.class.getName() + "_AUD h where h.REVTYPE = 0",
                    "from " + Print.class.getName() + "_AUD h where h.REVTYPE = 0",
                    "from Photo_tags_AUD h")) {
                assertThat(em.createQuery("select count(*) " + query, Long.class)
                                .getSingleResult())
                        .as(query)
                        .isEqualTo(one);
            }
            assertThat(AuditReaderFactory.get(em)
                            .getRevisions(Photo.class, photo)
                            .isEmpty())
                    .isEqualTo(!visible);
        });
        assertThat(school.<Boolean>stateless(session -> session.get(Photo.class, photo) != null))
                .isEqualTo(visible);
    }

    private void assertPoster(boolean visible) {
        school.write(em -> {
            Poster found = em.find(Poster.class, poster);
            assertThat(found.board).isNotNull();
            assertThat(found.text).isEqualTo(visible ? "PLANTED-POSTER" : null);
            assertThat(found.remarks).hasSize(visible ? 1 : 0);
            for (String query : List.of(
                    "from Poster p where p.text like 'PLANTED%'",
                    "from Poster p join p.remarks r",
                    "from " + Poster.class.getName() + "_AUD h where h.text is not null and h.REVTYPE = 0",
                    "from Poster_remarks_AUD h")) {
                assertThat(em.createQuery("select count(*) " + query, Long.class)
                                .getSingleResult())
                        .as(query)
                        .isEqualTo(visible ? 1L : 0L);
            }
        });
    }

    @Test
    void isThereOnlyWhileEveryoneAllowsIt() {
        assertPhoto(true);
        assertPoster(true);
        school.withdraw(anna, Reports.class);
        assertPhoto(false);
        assertPoster(false);
        school.withdraw(ben, Reports.class);
        school.grant(anna, Reports.class);
        assertPhoto(false);
        assertPoster(false);
        school.grant(ben, Reports.class);
        assertPhoto(true);
        assertPoster(true);
    }

    @Test
    void aFieldHasItsOwnPurpose() {
        school.withdraw(ben, Contact.class);
        assertPhoto(true);
        school.write(em -> assertThat(em.find(Photo.class, photo).caption).isNull());
        school.grant(ben, Contact.class);
        school.write(em -> assertThat(em.find(Photo.class, photo).caption).isEqualTo("PLANTED-CAPTION"));
    }

    @Test
    void anyOfItsPurposesWillDoForEach() {
        school.withdraw(ben, Contact.class);
        school.withdraw(anna, Reports.class);
        assertThat(videos()).isEqualTo(1);
        school.withdraw(anna, Contact.class);
        assertThat(videos()).isZero();
    }

    private long videos() {
        return school.read(
                em -> em.createQuery("select count(*) from Video", Long.class).getSingleResult());
    }

    @Test
    void isHiddenWithoutAnybodyOnIt() {
        school.write(em -> em.find(Photo.class, photo).children.clear());
        school.write(em -> em.find(Poster.class, poster).appearances.clear());
        assertPhoto(false);
        assertPoster(false);
    }

    @Test
    void somebodyUnknownHides() {
        school.execute("delete from consent_subject where subject_key = '" + ben + "'");
        assertPhoto(false);
        assertPoster(false);
        assertThat(videos()).isZero();
    }

    @Test
    void aLinkToNobodyHides() {
        school.write(em -> em.find(Poster.class, poster).appearances.add(new Appearance()));
        school.execute("update Appearance set poster_id = " + poster + " where poster_id is null");
        assertThat(school.<String>read(em -> String.valueOf(em.find(Poster.class, poster).text)))
                .isEqualTo("null");
    }

    @Test
    void aQueryFollowsLinksThatAreNotWrittenYet() {
        school.withdraw(anna, Reports.class);
        school.write(em -> {
            em.createQuery("delete from Part p where p.child.id = " + anna).executeUpdate();
            Poster shown = em.find(Poster.class, poster);
            shown.appearances.removeIf(appearance -> appearance.child == pupil(em, anna));
            assertThat(em.createQuery("select p.text from Poster p", String.class)
                            .getSingleResult())
                    .isEqualTo("PLANTED-POSTER");
            Photo refused = em.createQuery("from Photo", Photo.class).getSingleResultOrNull();
            assertThat(refused).isNull();
        });
        school.grant(anna, Reports.class);
        school.write(em -> {
            em.find(Photo.class, photo).children.clear();
            assertThat(em.createQuery("select count(*) from Photo", Long.class).getSingleResult())
                    .isZero();
        });
        assertThat(videos()).isEqualTo(1);
    }

    @Test
    void nobodyIsLinkedWithoutTheirConsent() {
        refused(em -> em.find(Photo.class, photo).children.add(pupil(em, carl)));
        refused(em -> em.find(Photo.class, photo).children = new HashSet<>(Set.of(pupil(em, anna), pupil(em, carl))));
        refused(em -> {
            Photo other = new Photo();
            other.children.add(pupil(em, carl));
            em.persist(other);
        });
        refused(em -> em.find(Poster.class, poster).show(pupil(em, carl)));
        refusedAtAll(em -> em.find(Poster.class, poster).appearances.get(0).child = pupil(em, carl));
        refused(em -> em.persist(part(em.find(Video.class, video), pupil(em, carl))));
        refusedStateless(session -> {
            Photo other = new Photo();
            other.children.add(session.get(Pupil.class, carl));
            session.insert(other);
        });
        refusedStateless(session -> {
            Photo known = session.get(Photo.class, photo);
            session.fetch(known.children);
            known.children.add(session.get(Pupil.class, carl));
            session.update(known);
        });
        refusedStateless(
                session -> session.insert(part(session.get(Video.class, video), session.get(Pupil.class, carl))));
        assertThat(school.sql("select count(*) from Photo_Pupil")).containsExactly("2");
        assertThat(school.sql("select count(*) from Appearance")).containsExactly("2");
        assertThat(school.sql("select count(*) from Part")).containsExactly("2");
        assertPhoto(true);
        assertPoster(true);
    }

    @Test
    void aLinkMovesToOtherDataOnlyWithConsent() {
        Long other = school.read(em -> {
            Poster empty = new Poster();
            empty.show(pupil(em, carl));
            em.persist(empty);
            return empty.id;
        });
        refused(em -> em.createQuery("from Appearance a where a.child.id = " + carl, Appearance.class)
                        .getSingleResult()
                        .poster =
                em.find(Poster.class, poster));
        refused(em -> em.find(Poster.class, other).text = "about carl");
        for (String statement : List.of(
                "update Appearance a set a.poster.id = " + poster,
                "update Appearance a set a.child.id = " + anna,
                "insert into Part (id, child, video) select p.id + 100, p.child, p.video from Part p")) {
            assertThatThrownBy(
                            () -> school.write(em -> em.createQuery(statement).executeUpdate()))
                    .as(statement)
                    .satisfies(thrown -> assertThat(rootOf(thrown)).isInstanceOf(ConsentException.class));
        }
        school.grant(carl, Reports.class);
        school.write(em -> em.createQuery("from Appearance a where a.child.id = " + carl, Appearance.class)
                        .getSingleResult()
                        .poster =
                em.find(Poster.class, poster));
        assertThat(school.sql("select count(*) from Appearance where poster_id = " + poster))
                .containsExactly("3");
        assertPoster(true);
    }

    @Test
    void aRowMovesOnlyToDataThatMayBeSeen() {
        Long empty = school.read(em -> {
            Photo other = new Photo();
            em.persist(other);
            return other.id;
        });
        refusedAtAll(em -> em.find(Print.class, print).photo = em.getReference(Photo.class, empty));
        assertThat(school.sql("select photo_id from Print")).containsExactly(photo.toString());
    }

    @Test
    void whoeverDoesNotAllowAFieldMayBeLinkedWhileItIsEmpty() {
        school.grant(carl, Reports.class);
        refused(em -> em.find(Photo.class, photo).children.add(pupil(em, carl)));
        school.write(em -> em.find(Photo.class, photo).caption = null);
        school.write(em -> em.find(Photo.class, photo).children.add(pupil(em, carl)));
        refused(em -> em.find(Photo.class, photo).caption = "new");
        assertThat(school.sql("select count(*) from Photo_Pupil")).containsExactly("3");
        assertPhoto(true);
    }

    @Test
    void isWrittenBeforeItsLinksInOneGo() {
        Long id = school.read(em -> {
            Photo early = new Photo();
            em.persist(early);
            early.title = "early";
            early.caption = "bird";
            early.tags.add("tag");
            em.flush();
            early.title = "later";
            early.caption = "fish";
            em.flush();
            early.children.add(pupil(em, anna));
            return early.id;
        });
        assertThat(school.<String>read(em -> em.find(Photo.class, id).title + " " + em.find(Photo.class, id).caption))
                .isEqualTo("later fish");
    }

    @Test
    void hiddenValuesSurviveEveryKindOfUpdate() {
        Poster visible = school.read(em -> em.find(Poster.class, poster));
        school.withdraw(anna, Reports.class);
        Poster copy = school.read(em -> em.find(Poster.class, poster));
        school.write(em -> em.find(Poster.class, poster).board = "1");
        school.stateless(session -> {
            Poster known = session.get(Poster.class, poster);
            known.board = "2";
            session.update(known);
            return null;
        });
        copy.board = "3";
        copy.appearances = List.of();
        school.write(em -> {
            Poster managed = em.find(Poster.class, poster);
            managed.board = copy.board;
        });
        refused(em -> em.find(Poster.class, poster).text = "new");
        refused(em -> em.find(Poster.class, poster).remarks.add("new"));
        visible.board = "4";
        school.stateless(session -> {
            session.update(visible);
            return null;
        });
        assertThat(school.sql("select text from Poster")).containsExactly("PLANTED-POSTER");
        assertThat(school.sql("select count(*) from Poster_AUD where text is null"))
                .containsExactly("0");
        school.grant(anna, Reports.class);
        assertPoster(true);
    }

    @Test
    void aHiddenRowCannotBeWrittenByThoseWhoHaveItInHand() {
        Photo copy = school.read(em -> em.find(Photo.class, photo));
        school.withdraw(anna, Reports.class);
        copy.title = "new";
        refusedStateless(session -> session.update(copy));
        school.grant(anna, Reports.class);
        school.write(em -> em.find(Photo.class, photo).children.clear());
        refusedStateless(session -> session.update(copy));
        assertThat(school.sql("select title from Photo")).containsExactly("PLANTED-TITLE");
    }

    @Test
    void decidingForgetsWhatTheSessionHadLoaded() {
        school.write(em -> {
            assertThat(em.find(Photo.class, photo)).isNotNull();
            assertThat(em.find(Poster.class, poster).text).isNotNull();
            school.decideIn(em, ben, false, Reports.class);
            assertThat(em.find(Photo.class, photo)).isNull();
            assertThat(em.find(Poster.class, poster).text).isNull();
        });
    }

    @Test
    void theHistoryNeedsEverybodyWhoWasEverOnIt() {
        school.write(em -> {
            em.find(Photo.class, photo).children.remove(pupil(em, anna));
            em.find(Poster.class, poster).appearances.removeIf(appearance -> appearance.child == pupil(em, anna));
        });
        assertPhoto(true);
        assertPoster(true);
        school.withdraw(anna, Reports.class);
        school.write(em -> {
            assertThat(em.find(Photo.class, photo)).isNotNull();
            assertThat(em.find(Poster.class, poster).text).isEqualTo("PLANTED-POSTER");
            assertThat(AuditReaderFactory.get(em).getRevisions(Photo.class, photo))
                    .isEmpty();
            assertThat(em.createQuery(
                                    "select count(*) from " + Poster.class.getName()
                                            + "_AUD h where h.text is not null",
                                    Long.class)
                            .getSingleResult())
                    .isZero();
        });
    }

    private SweepReport sweep() {
        school.clock.advance(Duration.ofHours(13));
        SweepReport report = school.consent.erasure().sweep();
        assertThat(report.failed()).isZero();
        return report;
    }

    @Test
    void theWithdrawalOfOneErasesItForAll() {
        Long others = school.read(em -> {
            Photo other = new Photo();
            other.title = "of ben alone";
            other.children.add(pupil(em, ben));
            em.persist(other);
            return other.id;
        });
        school.withdraw(anna, Reports.class);
        SweepReport report = sweep();
        assertThat(report.done()).isEqualTo(1);
        assertThat(report.receipts().get(0).toString()).contains("Photo_Pupil").contains("Print");
        for (String gone : List.of("TITLE", "CAPTION", "TAG", "PRINT", "POSTER", "REMARK")) {
            assertThat(school.whereIs("PLANTED-" + gone)).as(gone).isEmpty();
        }
        assertThat(school.sql("select id from Photo")).containsExactly(others.toString());
        assertThat(school.sql("select count(*) from Photo_Pupil")).containsExactly("1");
        assertThat(school.sql("select count(*) from Poster")).containsExactly("1");
        assertThat(school.sql("select count(*) from Appearance")).containsExactly("2");
        assertThat(school.sql("select count(*) from Photo_AUD where title = 'of ben alone'"))
                .containsExactly("1");
        assertThat(videos()).isEqualTo(1);
        school.withdraw(anna, Contact.class);
        sweep();
        assertThat(school.whereIs("PLANTED")).isEmpty();
        assertThat(school.sql("select count(*) from Part")).containsExactly("0");
    }

    @Test
    void theWithdrawalOfAFieldErasesTheFieldAlone() {
        school.withdraw(ben, Contact.class);
        sweep();
        assertThat(school.whereIs("PLANTED-CAPTION")).isEmpty();
        assertPhoto(true);
    }

    @Test
    void whoeverWasTakenOffIsErasedFromTheHistory() {
        school.write(em -> {
            em.find(Photo.class, photo).children.remove(pupil(em, anna));
            em.find(Photo.class, photo).title = "without her";
            em.find(Photo.class, photo).tags.clear();
            em.find(Poster.class, poster).appearances.removeIf(appearance -> appearance.child == pupil(em, anna));
            em.find(Poster.class, poster).text = "without her";
        });
        school.withdraw(anna, Reports.class);
        sweep();
        assertThat(school.whereIs("PLANTED-TITLE")).isEmpty();
        assertThat(school.whereIs("PLANTED-TAG")).isEmpty();
        assertThat(school.whereIs("PLANTED-POSTER")).isEmpty();
        assertThat(school.sql("select title from Photo")).containsExactly("without her");
        assertThat(school.sql("select text from Poster")).containsExactly("without her");
        school.write(em -> assertThat(em.find(Photo.class, photo).title).isEqualTo("without her"));
    }

    @Test
    void whatNobodyIsOnAnyMoreIsErasedWithThoseWhoWere() {
        school.write(em -> {
            em.find(Photo.class, photo).children.clear();
            em.createQuery("delete from Part").executeUpdate();
        });
        school.withdraw(anna, Reports.class, Contact.class);
        sweep();
        assertThat(school.whereIs("PLANTED-TITLE")).isEmpty();
        assertThat(school.sql("select count(*) from Photo")).containsExactly("0");
    }

    private void refused(Consumer<EntityManager> work) {
        refused(() -> school.write(work));
    }

    private void refusedStateless(Consumer<org.hibernate.StatelessSession> work) {
        refused(() -> school.<@Nullable Object>stateless(session -> {
            work.accept(session);
            return null;
        }));
    }

    private void refusedAtAll(Consumer<EntityManager> work) {
        assertThatThrownBy(() -> school.write(work))
                .satisfies(thrown -> assertThat(rootOf(thrown)).isInstanceOf(ConsentException.class));
    }

    private static void refused(ThrowingCallable writing) {
        assertThatThrownBy(writing)
                .satisfies(thrown -> assertThat(rootOf(thrown)).isInstanceOf(ConsentRequiredException.class));
    }

    private static Throwable rootOf(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = Objects.requireNonNull(root.getCause());
        }
        return root;
    }
}
