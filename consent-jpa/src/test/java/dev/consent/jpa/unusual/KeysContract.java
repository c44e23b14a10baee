package dev.consent.jpa.unusual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.erasure.SweepReport;
import dev.consent.gate.ConsentRequiredException;
import dev.consent.jpa.ConsentSettings;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import dev.consent.jpa.unusual.Keys.Absence;
import dev.consent.jpa.unusual.Keys.AbsenceId;
import dev.consent.jpa.unusual.Keys.Badge;
import dev.consent.jpa.unusual.Keys.Course;
import dev.consent.jpa.unusual.Keys.Diploma;
import dev.consent.jpa.unusual.Keys.DiplomaId;
import dev.consent.jpa.unusual.Keys.Enrolment;
import dev.consent.jpa.unusual.Keys.EnrolmentId;
import dev.consent.jpa.unusual.Keys.EveningEnrolment;
import dev.consent.jpa.unusual.Keys.Locker;
import dev.consent.jpa.unusual.Keys.Membership;
import dev.consent.jpa.unusual.Keys.MembershipId;
import dev.consent.jpa.unusual.Keys.Profile;
import dev.consent.jpa.unusual.Keys.Remark;
import dev.consent.jpa.unusual.Keys.Seat;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.hibernate.Hibernate;
import org.hibernate.KeyType;
import org.hibernate.Session;
import org.hibernate.StatelessSession;
import org.hibernate.envers.AuditReaderFactory;
import org.hibernate.envers.query.AuditEntity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows whose identifier has several columns, or is a reference, are hidden, kept and erased like all others. */
abstract class KeysContract {

    private static final LocalDate DAY = LocalDate.of(2026, 2, 3);

    private final TestDatabase database;
    private final String guards;
    private School school;
    private Long anna;
    private Long ben;
    private Long course;
    private Long seat;

    KeysContract(TestDatabase database, String guards) {
        this.database = database;
        this.guards = guards;
    }

    @BeforeEach
    void open() {
        school = new School(database, Map.of(ConsentSettings.GUARDS, guards), Keys.ENTITIES);
        anna = school.enrol("Anna");
        ben = school.enrol("Ben");
        for (Long pupil : List.of(anna, ben)) {
            school.grant(pupil, Reports.class, Contact.class);
            school.write(em -> plant(em, pupil, pupil.equals(anna) ? "PLANTED" : "BEN"));
        }
    }

    @AfterEach
    void close() {
        school.close();
    }

    private static EnrolmentId enrolment(Long pupil) {
        return new EnrolmentId(2026, 7L, "course of " + pupil);
    }

    private static AbsenceId absence(Long pupil) {
        AbsenceId id = new AbsenceId();
        id.enrolment = enrolment(pupil);
        id.missed = DAY;
        return id;
    }

    private static MembershipId membership(Long pupil) {
        MembershipId id = new MembershipId();
        id.pupilId = pupil;
        id.club = 3;
        return id;
    }

    private void plant(EntityManager em, Long pupilId, String mark) {
        Pupil pupil = em.find(Pupil.class, pupilId);
        Course taken = new Course();
        em.persist(taken);
        EveningEnrolment enrolment = new EveningEnrolment();
        enrolment.id = enrolment(pupilId);
        enrolment.pupil = pupil;
        enrolment.note = mark + "-note";
        enrolment.more = mark + "-more";
        enrolment.reason = mark + "-reason";
        enrolment.marks.add(mark + "-mark");
        enrolment.courses.add(taken);
        for (String text : List.of("-first", "-second")) {
            Remark remark = new Remark();
            remark.enrolment = enrolment;
            remark.text = mark + text;
            enrolment.remarks.add(remark);
        }
        em.persist(enrolment);
        Absence absence = new Absence();
        absence.enrolment = enrolment;
        absence.missed = DAY;
        absence.excuse = mark + "-excuse";
        em.persist(absence);
        Diploma diploma = new Diploma();
        diploma.pupil = pupil;
        diploma.issued = 2026;
        diploma.text = mark + "-text";
        diploma.remarks.add(mark + "-remark");
        em.persist(diploma);
        Profile profile = new Profile();
        profile.pupil = pupil;
        profile.about = mark + "-about";
        em.persist(profile);
        Locker locker = new Locker();
        locker.pupil = pupil;
        locker.contents = mark + "-contents";
        em.persist(locker);
        Membership membership = new Membership();
        membership.id.club = 3;
        membership.pupil = pupil;
        membership.role = mark + "-role";
        em.persist(membership);
        Badge badge = new Badge();
        badge.number = mark + "-number";
        badge.pupil = pupil;
        badge.name = mark + "-name";
        em.persist(badge);
        Seat reserved = new Seat();
        reserved.enrolment = enrolment;
        reserved.booked = enrolment;
        reserved.room = "north";
        em.persist(reserved);
        if (pupilId.equals(anna)) {
            course = taken.id;
            seat = reserved.id;
        }
    }

    private static List<String> strings(EntityManager em, String query) {
        return em.createQuery(query, String.class).getResultList();
    }

    @Test
    void hiddenRowsAreNotThere() {
        school.withdraw(anna, Reports.class);
        school.write(em -> {
            assertThat(em.find(Enrolment.class, enrolment(anna))).isNull();
            assertThat(em.find(EveningEnrolment.class, enrolment(anna))).isNull();
            assertThat(em.find(Absence.class, absence(anna))).isNull();
            assertThat(em.find(Profile.class, anna)).isNull();
            assertThat(em.find(Membership.class, membership(anna))).isNull();
            assertThat(strings(em, "select e.note from Enrolment e")).containsExactly("BEN-note");
            assertThat(strings(em, "select e.reason from EveningEnrolment e")).containsExactly("BEN-reason");
            assertThat(strings(em, "select a.excuse from Absence a")).containsExactly("BEN-excuse");
            assertThat(strings(em, "select p.about from Profile p")).containsExactly("BEN-about");
            assertThat(strings(em, "select m.role from Membership m")).containsExactly("BEN-role");
            assertThat(strings(em, "select m from Enrolment e join e.marks m")).containsExactly("BEN-mark");
            assertThat(strings(em, "select a.excuse from Enrolment e join e.absences a"))
                    .containsExactly("BEN-excuse");
            assertThat(strings(em, "select e.note from Course c join c.enrolments e"))
                    .containsExactly("BEN-note");
            assertThat(strings(em, "select e.note from Seat s left join s.enrolment e"))
                    .containsExactlyInAnyOrder(null, "BEN-note");
            assertThat(em.createQuery("select count(*) from Course c where c.enrolments is not empty", Long.class)
                            .getSingleResult())
                    .isEqualTo(1);
            assertThat(em.find(Course.class, course).enrolments).isEmpty();
            assertThatThrownBy(() -> Hibernate.initialize(em.find(Seat.class, seat).enrolment))
                    .isInstanceOf(PersistenceException.class);
        });
        school.stateless(session -> {
            assertThat(session.get(Enrolment.class, enrolment(anna))).isNull();
            assertThat(session.get(Absence.class, absence(anna))).isNull();
            return null;
        });
    }

    @Test
    @SuppressWarnings("deprecation") // older doors are doors too
    void naturalIdentifiersLeadToNoHiddenRow() {
        school.write(em -> {
            Session session = em.unwrap(Session.class);
            assertThat(session.bySimpleNaturalId(Badge.class).load("PLANTED-number").name)
                    .isEqualTo("PLANTED-name");
            school.decideIn(em, anna, false, Reports.class);
            assertThat(session.bySimpleNaturalId(Badge.class).load("PLANTED-number"))
                    .isNull();
        });
        school.write(em -> {
            Session session = em.unwrap(Session.class);
            assertThat(session.bySimpleNaturalId(Badge.class).load("PLANTED-number"))
                    .isNull();
            assertThat(session.find(Badge.class, "PLANTED-number", KeyType.NATURAL))
                    .isNull();
            assertThat(session.byNaturalId(Badge.class)
                            .using("number", "PLANTED-number")
                            .loadOptional())
                    .isEmpty();
            Badge reference = session.bySimpleNaturalId(Badge.class).getReference("PLANTED-number");
            assertThatThrownBy(() -> Hibernate.initialize(reference)).isInstanceOf(PersistenceException.class);
            assertThat(session.byMultipleNaturalId(Badge.class).multiLoad("PLANTED-number", "BEN-number"))
                    .filteredOn(badge -> badge != null)
                    .extracting(badge -> badge.name)
                    .containsExactly("BEN-name");
        });
        school.grant(anna, Reports.class);
        school.write(em -> assertThat(
                        em.unwrap(Session.class).bySimpleNaturalId(Badge.class).load("PLANTED-number").name)
                .isEqualTo("PLANTED-name"));
    }

    @Test
    void hiddenFieldsReadAsNull() {
        school.withdraw(anna, Reports.class);
        school.write(em -> {
            Diploma diploma = em.find(Diploma.class, new DiplomaId(anna, 2026));
            assertThat(diploma.text).isNull();
            assertThat(diploma.remarks).isEmpty();
            assertThat(strings(em, "select d.text from Diploma d where d.text is not null"))
                    .containsExactly("BEN-text");
            assertThat(strings(em, "select r from Diploma d join d.remarks r")).containsExactly("BEN-remark");
            assertThat(em.find(Locker.class, anna).contents).isNull();
            assertThat(strings(em, "select l.contents from Locker l where l.contents is not null"))
                    .containsExactly("BEN-contents");
        });
    }

    @Test
    void theHistoryIsHiddenToo() {
        school.withdraw(anna, Reports.class);
        school.write(em -> {
            assertThat(AuditReaderFactory.get(em).find(Enrolment.class, enrolment(anna), 100))
                    .isNull();
            assertThat(past(em, Enrolment.class, "note")).containsExactly("BEN-note");
            assertThat(past(em, Absence.class, "excuse")).containsExactly("BEN-excuse");
            assertThat(past(em, Diploma.class, "text")).containsExactlyInAnyOrder(null, "BEN-text");
        });
    }

    private static List<Object> past(EntityManager em, Class<?> entity, String attribute) {
        List<?> found = AuditReaderFactory.get(em)
                .createQuery()
                .forRevisionsOfEntity(entity, true, true)
                .addProjection(AuditEntity.property(attribute))
                .getResultList();
        return new ArrayList<>(found);
    }

    @Test
    void nothingIsLostByHiding() {
        school.withdraw(anna, Reports.class);
        school.write(em -> {
            em.find(Diploma.class, new DiplomaId(anna, 2026)).pages = 4;
            em.find(Locker.class, anna).number = 5;
            em.find(Seat.class, seat).room = "south";
        });
        Diploma copy = school.read(em -> em.find(Diploma.class, new DiplomaId(anna, 2026)));
        copy.remarks = new HashSet<>();
        school.write(em -> em.merge(copy));
        school.stateless((StatelessSession session) -> {
            Diploma diploma = session.get(Diploma.class, new DiplomaId(anna, 2026));
            diploma.pages = 6;
            session.update(diploma);
            session.upsert(diploma);
            Locker locker = session.createSelectionQuery("from Locker l where l.pupil.id = :id", Locker.class)
                    .setParameter("id", anna)
                    .getSingleResult();
            locker.number = 7;
            session.update(locker);
            Seat reserved = session.get(Seat.class, seat);
            reserved.room = "west";
            session.update(reserved);
            return null;
        });
        school.grant(anna, Reports.class);
        school.write(em -> {
            em.merge(copy);
            assertThat(em.find(Diploma.class, new DiplomaId(anna, 2026)).text).isEqualTo("PLANTED-text");
            assertThat(em.find(Diploma.class, new DiplomaId(anna, 2026)).remarks)
                    .containsExactly("PLANTED-remark");
            assertThat(em.find(Locker.class, anna).contents).isEqualTo("PLANTED-contents");
            assertThat(((Enrolment) Hibernate.unproxy(em.find(Seat.class, seat).enrolment)).note)
                    .isEqualTo("PLANTED-note");
        });
        assertThat(school.sql("select count(*) from Diploma_AUD where text is null"))
                .containsExactly("0");
        assertThat(school.sql("select count(*) from Locker_AUD where contents is null"))
                .containsExactly("0");
    }

    @Test
    void nobodyWritesWithoutConsent() {
        Long carl = school.enrol("Carl");
        assertThatThrownBy(() -> school.write(em -> plantOnly(em, carl, new Profile())))
                .hasStackTraceContaining(ConsentRequiredException.class.getName());
        assertThatThrownBy(() -> school.write(em -> plantOnly(em, carl, new Locker())))
                .hasStackTraceContaining(ConsentRequiredException.class.getName());
        assertThatThrownBy(() -> school.write(em -> plantOnly(em, carl, new Diploma())))
                .hasStackTraceContaining(ConsentRequiredException.class.getName());
        school.withdraw(anna, Reports.class);
        assertThatThrownBy(() -> school.write(em -> {
                    Absence absence = new Absence();
                    absence.enrolment = em.getReference(Enrolment.class, enrolment(anna));
                    absence.missed = DAY.plusDays(1);
                    em.persist(absence);
                }))
                .hasStackTraceContaining(ConsentRequiredException.class.getName());
        assertThatThrownBy(() -> school.write(em -> em.find(Diploma.class, new DiplomaId(anna, 2026)).text = "new"))
                .hasStackTraceContaining(ConsentRequiredException.class.getName());
        assertThatThrownBy(() -> school.write(em -> em.find(Diploma.class, new DiplomaId(anna, 2026))
                        .remarks
                        .add("new")))
                .hasStackTraceContaining(ConsentRequiredException.class.getName());
    }

    private static void plantOnly(EntityManager em, Long pupil, Object row) {
        if (row instanceof Profile profile) {
            profile.pupil = em.find(Pupil.class, pupil);
            profile.about = "about";
        } else if (row instanceof Locker locker) {
            locker.pupil = em.find(Pupil.class, pupil);
            locker.contents = "contents";
        } else if (row instanceof Diploma diploma) {
            diploma.pupil = em.find(Pupil.class, pupil);
            diploma.issued = 2026;
            diploma.text = "text";
        }
        em.persist(row);
    }

    @Test
    void everythingOfOnePersonIsErasedAndNothingOfOthers() {
        school.write(em -> {
            em.find(Enrolment.class, enrolment(anna)).marks.clear();
            em.find(Enrolment.class, enrolment(anna)).remarks.remove(0);
            em.remove(em.find(Absence.class, absence(anna)));
        });
        int others = school.whereIs("BEN").size();
        assertThat(school.whereIs("PLANTED")).isNotEmpty();
        school.withdraw(anna, Reports.class, Contact.class);
        school.clock.advance(Duration.ofHours(13));
        SweepReport report = school.consent.erasure().sweep();
        assertThat(report.failed()).isZero();
        assertThat(school.whereIs("PLANTED")).isEmpty();
        assertThat(school.whereIs("BEN")).hasSize(others);
        assertThat(school.sql("select count(*) from Seat")).containsExactly("2");
        assertThat(school.sql("select count(*) from Seat where enrolment_course is null"))
                .containsExactly("1");
        assertThat(school.sql("select count(*) from Seat where booked_course is null and booked_school = 7"))
                .containsExactly("1");
        assertThat(school.sql("select count(*) from Enrolment_Course")).containsExactly("1");
        assertThat(school.sql("select count(*) from Diploma")).containsExactly("2");
        assertThat(school.sql("select count(*) from Enrolment_AUD")).containsExactly("3");
        school.write(
                em -> assertThat(em.find(Absence.class, absence(ben)).excuse).isEqualTo("BEN-excuse"));
    }
}
