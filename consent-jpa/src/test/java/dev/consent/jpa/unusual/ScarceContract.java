package dev.consent.jpa.unusual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.SubjectId;
import dev.consent.jpa.ConsentSettings;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Evaluation;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import dev.consent.jpa.unusual.Scarce.Badge;
import dev.consent.jpa.unusual.Scarce.Booklet;
import dev.consent.jpa.unusual.Scarce.Bottle;
import dev.consent.jpa.unusual.Scarce.Crate;
import dev.consent.jpa.unusual.Scarce.Doorbell;
import dev.consent.jpa.unusual.Scarce.Draft;
import dev.consent.jpa.unusual.Scarce.Envelope;
import dev.consent.jpa.unusual.Scarce.Household;
import dev.consent.jpa.unusual.Scarce.Lodging;
import dev.consent.jpa.unusual.Scarce.Neighbour;
import dev.consent.jpa.unusual.Scarce.Publication;
import dev.consent.jpa.unusual.Scarce.Reach;
import dev.consent.jpa.unusual.Scarce.Reply;
import dev.consent.jpa.unusual.Scarce.Resident;
import dev.consent.jpa.unusual.Scarce.Sketch;
import dev.consent.jpa.unusual.Scarce.Traveller;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.hibernate.Hibernate;
import org.hibernate.envers.AuditReaderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hidden values are kept where Hibernate takes what it sees for all there is. */
abstract class ScarceContract {

    private static final String PLANTED = "PLANTED";

    private final TestDatabase database;
    private School school;

    ScarceContract(TestDatabase database) {
        this.database = database;
    }

    private void open(String guards) {
        school = new School(database, Map.of(ConsentSettings.GUARDS, guards), Scarce.ENTITIES);
    }

    @AfterEach
    void close() {
        school.close();
    }

    private void decide(SubjectId subject, boolean yes) {
        school.write(em -> school.decideIn(em, subject, yes, Contact.class));
    }

    private void sweepAndFindNothing() {
        school.clock.advance(Duration.ofHours(25));
        assertThat(school.consent.erasure().sweep().failed()).isZero();
        assertThat(school.whereIs(PLANTED)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stamped", "lookup"})
    void aRowOfWhichNothingVisibleIsLeftStays(String guards) {
        open(guards);
        Long id = school.read(em -> {
            Resident resident = new Resident();
            em.persist(resident);
            return resident.id;
        });
        SubjectId subject = SubjectId.of(Resident.class, id);
        decide(subject, true);
        school.write(em -> {
            Resident resident = em.find(Resident.class, id);
            resident.mail = PLANTED;
            resident.remark = "first";
        });
        decide(subject, false);

        List<Consumer<Resident>> changes = List.of(
                resident -> resident.remark = null,
                resident -> resident.room = "12",
                resident -> resident.remark = "again",
                resident -> resident.remark = null);
        changes.forEach(change -> {
            school.write(em -> change.accept(em.find(Resident.class, id)));
            assertThat(school.sql("select mail from resident_more")).containsExactly(PLANTED);
        });
        changes.forEach(change -> {
            Resident copy = school.read(em -> em.find(Resident.class, id));
            change.accept(copy);
            school.write(em -> em.merge(copy));
            assertThat(school.sql("select mail from resident_more")).containsExactly(PLANTED);
        });
        changes.forEach(change -> {
            school.stateless(session -> {
                Resident resident = session.get(Resident.class, id);
                change.accept(resident);
                session.update(resident);
                return resident;
            });
            assertThat(school.sql("select mail from resident_more")).containsExactly(PLANTED);
        });
        changes.forEach(change -> {
            school.stateless(session -> {
                Resident resident = session.get(Resident.class, id);
                change.accept(resident);
                session.upsert(resident);
                return resident;
            });
            assertThat(school.sql("select mail from resident_more")).containsExactly(PLANTED);
        });
        // Twice in one session, which takes what it has written for what it has loaded.
        school.write(em -> {
            Resident resident = em.find(Resident.class, id);
            resident.remark = "once";
            em.flush();
            resident.remark = null;
            em.flush();
            assertThat(resident.mail).isNull();
            resident.remark = "twice";
        });
        decide(subject, true);
        assertThat(school.<String>read(em -> em.find(Resident.class, id).mail)).isEqualTo(PLANTED);
        school.write(em -> {
            Resident resident = em.find(Resident.class, id);
            resident.mail = null;
            resident.remark = null;
        });
        assertThat(school.sql("select mail from resident_more")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stamped", "lookup"})
    void soDoesAReferenceToAHiddenRow(String guards) {
        open(guards);
        Long anna = school.enrol("Anna");
        school.grant(anna, Reports.class);
        Long id = school.read(em -> {
            Booklet booklet = new Booklet();
            booklet.evaluation = new Evaluation(em.find(Pupil.class, anna), "text", 1);
            booklet.cover = "red";
            em.persist(booklet.evaluation);
            em.persist(booklet);
            return booklet.id;
        });
        school.withdraw(anna, Reports.class);
        for (String cover : new String[] {null, "blue", null}) {
            school.write(em -> em.find(Booklet.class, id).cover = cover);
            assertThat(linked()).isEqualTo(1);
        }
        for (String cover : new String[] {"green", null}) {
            school.stateless(session -> {
                Booklet booklet = session.get(Booklet.class, id);
                booklet.cover = cover;
                session.update(booklet);
                return booklet;
            });
            assertThat(linked()).isEqualTo(1);
        }
        school.grant(anna, Reports.class);
        assertThat(school.<String>read(em ->
                        Hibernate.unproxy(em.find(Booklet.class, id).evaluation, Evaluation.class).text))
                .isEqualTo("text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stamped", "lookup"})
    void anElementOfAHiddenRowIsUpdatedStatelessly(String guards) {
        open(guards);
        Long anna = school.enrol("Anna");
        school.grant(anna, Reports.class);
        Long id = school.read(em -> {
            Crate crate = new Crate();
            crate.pupil = em.find(Pupil.class, anna);
            crate.content = PLANTED;
            em.persist(crate);
            Bottle bottle = new Bottle();
            bottle.crate = crate;
            em.persist(bottle);
            return bottle.id;
        });
        for (boolean visible : new boolean[] {true, false}) {
            if (!visible) {
                school.withdraw(anna, Reports.class);
            }
            school.stateless(session -> {
                Bottle bottle = session.get(Bottle.class, id);
                bottle.label = "visible: " + visible;
                session.update(bottle);
                return bottle;
            });
            assertThat(school.sql("select label from Bottle where crate_id is not null"))
                    .containsExactly("visible: " + visible);
        }
        assertThat(school.sql("select label from Bottle_AUD where crate_id is not null order by rev"))
                .containsExactly(null, "visible: true", "visible: false");
        school.grant(anna, Reports.class);
        assertThat(school.<String>read(em -> Hibernate.unproxy(em.find(Bottle.class, id).crate, Crate.class).content))
                .isEqualTo(PLANTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stamped", "lookup"})
    void aSecondaryTableMayNameItsKeyItself(String guards) {
        open(guards);
        Long anna = school.enrol("Anna");
        Long ben = school.enrol("Ben");
        school.grant(anna, Contact.class);
        school.grant(ben, Contact.class);
        Long id = lodging(anna, PLANTED);
        Long other = lodging(ben, "ben@school.example");
        assertThat(mail(id)).isEqualTo(PLANTED);
        assertThat(pastMails(id)).containsExactly(PLANTED);

        school.withdraw(anna, Contact.class);
        assertThat(mail(id)).isNull();
        assertThat(pastMails(id)).containsExactly((String) null);
        assertThat(pastMails(other)).containsExactly("ben@school.example");
        school.write(em -> em.find(Lodging.class, id).room = "12");
        assertThat(school.sql("select mail from lodging_more where lodging_key = " + id))
                .containsExactly(PLANTED);

        sweepAndFindNothing();
        assertThat(mail(other)).isEqualTo("ben@school.example");
        assertThat(pastMails(other)).containsExactly("ben@school.example");
    }

    private Long lodging(Long pupil, String mail) {
        return school.read(em -> {
            Lodging lodging = new Lodging();
            lodging.pupil = em.find(Pupil.class, pupil);
            lodging.mail = mail;
            em.persist(lodging);
            return lodging.id;
        });
    }

    private String mail(Long id) {
        return school.read(em -> em.find(Lodging.class, id).mail);
    }

    private List<String> pastMails(Long id) {
        return school.read(em -> AuditReaderFactory.get(em).getRevisions(Lodging.class, id).stream()
                .map(revision -> AuditReaderFactory.get(em).find(Lodging.class, id, revision).mail)
                .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"stamped", "lookup"})
    void aReferenceToAHiddenRowOfAFinalClassIsKept(String guards) {
        open(guards);
        Long anna = school.enrol("Anna");
        school.grant(anna, Reports.class);
        Long id = school.read(em -> {
            Envelope envelope = new Envelope();
            envelope.reply = new Reply();
            envelope.reply.pupil = em.find(Pupil.class, anna);
            envelope.reply.text = PLANTED;
            em.persist(envelope.reply);
            em.persist(envelope);
            return envelope.id;
        });
        school.withdraw(anna, Reports.class);
        school.write(em -> {
            Envelope envelope = em.find(Envelope.class, id);
            assertThat(envelope.reply).isNull();
            envelope.colour = "red";
        });
        Envelope copy = school.read(em -> em.find(Envelope.class, id));
        copy.colour = "blue";
        school.write(em -> em.merge(copy));
        school.stateless(session -> {
            session.update(copy);
            session.upsert(copy);
            return copy;
        });
        assertThat(school.sql("select count(*) from Envelope where reply_id is not null"))
                .containsExactly("1");
        assertThat(school.sql("select count(*) from Envelope_AUD where reply_id is null"))
                .containsExactly("0");
        school.grant(anna, Reports.class);
        assertThat(school.<String>read(em -> em.find(Envelope.class, id).reply.text))
                .isEqualTo(PLANTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stamped", "lookup"})
    void rowsThatReferToRowsOfSeveralKindsAreUpserted(String guards) {
        open(guards);
        school.stateless(session -> {
            Badge badge = new Badge();
            badge.id = 1L;
            session.upsert(badge);
            return badge;
        });
        SubjectId subject = SubjectId.of(Badge.class, 1L);
        decide(subject, true);
        school.write(em -> em.find(Badge.class, 1L).mail = PLANTED);
        decide(subject, false);
        school.stateless(session -> {
            Badge badge = session.get(Badge.class, 1L);
            badge.uses = 2;
            session.upsert(badge);
            return badge;
        });
        assertThat(school.sql("select mail from Badge")).containsExactly(PLANTED);
        assertThat(school.sql("select uses from Badge")).containsExactly("2");
    }

    private int linked() {
        return Integer.parseInt(school.sql("select count(*) from booklet_more where evaluation_id is not null")
                .get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stamped", "lookup"})
    void whatAConverterMakesOfAHiddenValueIsNoValue(String guards) {
        open(guards);
        Long id = school.read(em -> {
            Neighbour neighbour = new Neighbour();
            em.persist(neighbour);
            return neighbour.id;
        });
        SubjectId subject = SubjectId.of(Neighbour.class, id);
        decide(subject, true);
        school.write(em -> {
            Neighbour neighbour = em.find(Neighbour.class, id);
            neighbour.mail = PLANTED;
            neighbour.nick = PLANTED;
            neighbour.reach = new Reach();
            neighbour.reach.phone = PLANTED;
            neighbour.reach.hours = "evenings";
        });
        decide(subject, false);

        Neighbour copy = school.read(em -> em.find(Neighbour.class, id));
        assertThat(copy.mail).isEqualTo("unknown");
        assertThat(copy.nick).isEqualTo("nobody");
        assertThat(copy.reach.phone).isEqualTo("unknown");
        school.write(em -> {
            em.find(Neighbour.class, id).street = "north";
            em.find(Neighbour.class, id).reach.hours = "mornings";
        });
        school.stateless(session -> {
            Neighbour neighbour = session.get(Neighbour.class, id);
            neighbour.street = "south";
            session.update(neighbour);
            session.upsert(neighbour);
            return neighbour;
        });
        assertKept();
        copy.street = "east";
        school.write(em -> em.merge(copy));
        assertKept();
        decide(subject, true);
        school.write(em -> em.merge(copy));
        school.stateless(session -> {
            session.update(copy);
            session.upsert(copy);
            return copy;
        });
        assertKept();
        decide(subject, false);
        sweepAndFindNothing();
    }

    private void assertKept() {
        assertThat(school.sql("select mail from Neighbour")).containsExactly(PLANTED);
        assertThat(school.sql("select nick from Neighbour")).containsExactly(PLANTED);
        assertThat(school.sql("select phone from Neighbour")).containsExactly(PLANTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stamped", "lookup"})
    void partsThatMakeOneValueAreKeptTogether(String guards) {
        open(guards);
        OffsetDateTime arrival = OffsetDateTime.parse("2026-01-02T03:04:05+02:00");
        Long id = school.read(em -> {
            Traveller traveller = new Traveller();
            em.persist(traveller);
            return traveller.id;
        });
        SubjectId subject = SubjectId.of(Traveller.class, id);
        decide(subject, true);
        school.write(em -> em.find(Traveller.class, id).arrival = arrival);
        decide(subject, false);

        Traveller copy = school.read(em -> em.find(Traveller.class, id));
        assertThat(copy.arrival).isNull();
        school.write(em -> {
            Traveller traveller = em.find(Traveller.class, id);
            traveller.room = "1";
            em.flush();
            assertThat(traveller.arrival).isNull();
            traveller.room = "2";
        });
        school.stateless(session -> {
            session.update(copy);
            session.upsert(copy);
            return copy;
        });
        decide(subject, true);
        school.write(em -> em.merge(copy));
        school.stateless(session -> {
            session.update(copy);
            session.upsert(copy);
            return copy;
        });
        assertThat(school.<OffsetDateTime>read(em -> em.find(Traveller.class, id).arrival))
                .isEqualTo(arrival);
        decide(subject, false);
        school.write(em -> {
            for (Object past : AuditReaderFactory.get(em)
                    .createQuery()
                    .forRevisionsOfEntity(Traveller.class, true, true)
                    .getResultList()) {
                assertThat(((Traveller) past).arrival).isNull();
            }
        });
        school.clock.advance(Duration.ofHours(25));
        assertThat(school.consent.erasure().sweep().failed()).isZero();
        decide(subject, true);
        assertThat(school.<OffsetDateTime>read(em -> em.find(Traveller.class, id).arrival))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stamped", "lookup"})
    void collectionsWithinAnEmbeddedValueAreNotEmptied(String guards) {
        open(guards);
        Long anna = school.enrol("Anna");
        school.grant(anna, Reports.class);
        Long id = school.read(em -> {
            Household household = new Household();
            em.persist(household);
            return household.id;
        });
        SubjectId subject = SubjectId.of(Household.class, id);
        decide(subject, true);
        school.write(em -> {
            Doorbell bell = em.find(Household.class, id).bell;
            bell.name = "left";
            bell.people.add(PLANTED);
            bell.numbers.put("home", PLANTED);
            Evaluation evaluation = new Evaluation(em.find(Pupil.class, anna), "text", 1);
            em.persist(evaluation);
            bell.posted.add(evaluation);
        });
        decide(subject, false);
        school.withdraw(anna, Reports.class);

        Household seen = school.read(em -> {
            Household household = em.find(Household.class, id);
            assertThat(household.bell.people).isEmpty();
            assertThat(household.bell.numbers).isEmpty();
            assertThat(household.bell.posted).isEmpty();
            return household;
        });
        Household byHand = new Household();
        byHand.id = id;
        byHand.bell.name = "right";
        Household without = new Household();
        without.id = id;
        without.bell = null;
        school.write(em -> em.find(Household.class, id).bell.name = "middle");
        for (boolean granted : new boolean[] {false, true}) {
            if (granted) {
                decide(subject, true);
                school.grant(anna, Reports.class);
            }
            for (Household copy : List.of(seen, byHand, without)) {
                Doorbell given = copy.bell;
                school.write(em -> em.merge(copy));
                assertThat(copy.bell).isSameAs(given);
                assertThat(school.sql("select people from Household_people")).containsExactly(PLANTED);
                assertThat(school.sql("select numbers from Household_numbers")).containsExactly(PLANTED);
                assertThat(school.sql("select count(*) from Household_Evaluation"))
                        .containsExactly("1");
            }
        }
        decide(subject, false);
        sweepAndFindNothing();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stamped", "lookup"})
    void aClassInTheMiddleLeadsToThePerson(String guards) {
        open(guards);
        Long anna = school.enrol("Anna");
        school.grant(anna, Reports.class);
        Sketch planted = new Sketch();
        Long draft = school.read(em -> {
            Draft written = new Draft();
            written.pupil = em.find(Pupil.class, anna);
            written.body = PLANTED;
            written.title = PLANTED;
            em.persist(written);
            planted.pupil = written.pupil;
            planted.outline = PLANTED;
            planted.ideas.add(PLANTED);
            em.persist(planted);
            return written.id;
        });
        List<String> queries = List.of(
                "select d.body from Draft d",
                "select p.title from Publication p where p.title is not null",
                "select treat(a as Draft).body from Article a where type(a) = Draft",
                "select treat(p as Sketch).outline from Publication p where type(p) = Sketch",
                "select i from Sketch s join s.ideas i");
        school.write(em ->
                queries.forEach(query -> assertThat(found(em, query)).as(query).isEqualTo(PLANTED)));
        school.withdraw(anna, Reports.class);
        school.write(em ->
                queries.forEach(query -> assertThat(found(em, query)).as(query).isEqualTo("")));
        school.write(em -> {
            assertThat(em.find(Publication.class, draft)).isNull();
            Sketch sketch = (Sketch) em.find(Publication.class, planted.id);
            assertThat(sketch.outline).isNull();
            assertThat(sketch.ideas).isEmpty();
            sketch.pages = 3;
            var reader = AuditReaderFactory.get(em);
            assertThat(reader.getRevisions(Publication.class, draft)).isEmpty();
            for (Object change : reader.createQuery()
                    .forRevisionsOfEntityWithChanges(Sketch.class, true)
                    .getResultList()) {
                Sketch past = (Sketch) ((Object[]) change)[0];
                assertThat(past.outline).isNull();
                assertThat(past.ideas).isEmpty();
            }
        });
        assertThat(school.sql("select outline from Sketch")).containsExactly(PLANTED);
        sweepAndFindNothing();
    }

    private static String found(EntityManager em, String query) {
        return String.join(
                "",
                em.createQuery(query, Object.class)
                        .getResultStream()
                        .map(value -> value == null ? "" : value.toString())
                        .toList());
    }
}
