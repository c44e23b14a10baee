package dev.consent.jpa.plans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.decision.Decision;
import dev.consent.erasure.KeptBecause;
import dev.consent.erasure.Receipt;
import dev.consent.erasure.SweepReport;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.database.TestUnit;
import dev.consent.jpa.plans.Library.Ledgers;
import dev.consent.jpa.plans.Library.Lending;
import dev.consent.jpa.plans.Library.Letters;
import dev.consent.jpa.plans.Library.Loan;
import dev.consent.jpa.plans.Library.Pass;
import dev.consent.jpa.plans.Library.Place;
import dev.consent.jpa.plans.Library.Reader;
import dev.consent.jpa.plans.Library.Reservation;
import dev.consent.jpa.plans.Library.Review;
import dev.consent.jpa.plans.Library.Visit;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class DatedTermsContract {

    private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);

    private final TestDatabase database;
    private TestUnit unit;
    private Long anna;
    private Long ben;

    DatedTermsContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        unit = new TestUnit(database.freshUrl(), Map.of(), Library.ENTITIES);
        anna = join("ANNA", TODAY);
        ben = join("BEN", TODAY.plusYears(20));
    }

    @AfterEach
    void close() {
        unit.close();
    }

    private Long join(String mark, LocalDate date) {
        Long id = unit.read(em -> {
            Reader reader = new Reader();
            em.persist(reader);
            em.flush();
            unit.decideIn(em, SubjectId.of(Reader.class, reader.id), true, Letters.class);
            return reader.id;
        });
        unit.write(em -> {
            Reader reader = em.find(Reader.class, id);
            reader.lastSeen = date;
            reader.name = mark + "-name";
            reader.email = mark + "-mail-old";
            reader.born = LocalDate.of(1999, 5, 17);
            reader.nickname = "x" + mark;
            reader.shelf = mark + "-shelf";
            reader.account = mark + "-account";
            reader.phones.add(mark + "-phone");
            Loan loan = new Loan();
            loan.reader = reader;
            loan.onDay = date;
            loan.title = mark + "-title";
            loan.remark = mark + "-remark";
            loan.place = new Place();
            loan.place.room = mark + "-room";
            loan.place.town = "Utrecht";
            loan.marks.add(mark + "-mark");
            em.persist(loan);
            Visit visit = new Visit();
            visit.reader = reader;
            visit.onDay = date;
            visit.postCode = "1011" + mark;
            visit.purpose = mark + "-purpose";
            visit.companions.add(mark + "-companion");
            em.persist(visit);
            Review review = new Review();
            review.reader = reader;
            review.written = date.atStartOfDay(unit.clock.getZone()).toInstant();
            review.text = mark + "-text";
            em.persist(review);
            Pass pass = new Pass();
            pass.reader = reader;
            pass.issued = date;
            pass.number = mark + "-number";
            em.persist(pass);
        });
        unit.write(em -> em.find(Reader.class, id).email = mark + "-mail");
        return id;
    }

    private void end(Long id, Class<?> purpose) {
        SubjectId reader = SubjectId.of(Reader.class, id);
        unit.write(em -> unit.consent.decide(em, Decision.revoked(reader, purpose, Grantor.operator("office"))));
    }

    private SweepReport sweepAt(String moment) {
        unit.clock.advance(Duration.between(unit.clock.instant(), Instant.parse(moment)));
        SweepReport report = unit.consent.erasure().sweep();
        assertThat(report.failed()).isZero();
        return report;
    }

    private Reader reader(Long id) {
        return unit.read(em -> em.find(Reader.class, id));
    }

    private long count(String entity) {
        return unit.read(em ->
                em.createQuery("select count(*) from " + entity, Long.class).getSingleResult());
    }

    @Test
    void aFieldGoesAYearAfterTheDateOfItsRow() {
        String revisions = unit.sql("select count(*) from Reader_AUD").get(0);
        sweepAt("2027-03-01T22:00:00Z");
        assertThat(reader(anna).email).isEqualTo("ANNA-mail");
        unit.clock.advance(Duration.ofHours(2));
        assertThat(reader(anna).email).isNull();
        assertThat(reader(anna).shelf).isEqualTo("?");
        assertThat(reader(anna).name).isEqualTo("ANNA-name");
        assertThat(unit.whereIs("ANNA-mail")).isNotEmpty();
        assertThat(unit.<String>read(em -> em.createQuery(
                                "select max(h.email) from " + Reader.class.getName() + "_AUD h", String.class)
                        .getSingleResult()))
                .startsWith("BEN");

        SweepReport report = unit.consent.erasure().sweep();
        assertThat(report.receipts())
                .extracting(Receipt::rule)
                .containsExactlyInAnyOrder(
                        "Reader.email", "Reader.shelf", "Visit.postCode", "Visit.purpose", "Visit.companions");
        assertThat(unit.whereIs("ANNA-mail")).isEmpty();
        assertThat(unit.whereIs("ANNA-shelf")).isEmpty();
        assertThat(unit.sql("select shelf from Reader where id = " + anna)).containsExactly("?");
        assertThat(unit.whereIs("ANNA-name")).isNotEmpty();
        assertThat(unit.whereIs("BEN-mail")).isNotEmpty();
        assertThat(unit.sql("select count(*) from Reader_AUD")).containsExactly(revisions);
        // What has been erased is not found again.
        assertThat(unit.consent.erasure().sweep().receipts()).isEmpty();
        unit.clock.advance(Duration.ofDays(2));
        assertThat(unit.consent.erasure().sweep().receipts()).isEmpty();
    }

    @Test
    void whatIsHiddenByItsTermIsNotLostAndComesBackWhenTheDateMoves() {
        unit.clock.advance(Duration.ofDays(370));
        assertThat(reader(anna).email).isNull();
        unit.write(em -> {
            Reader reader = em.find(Reader.class, anna);
            reader.lastSeen = TODAY.plusYears(1);
            reader.name = "ANNA-renamed";
        });
        assertThat(reader(anna).email).isEqualTo("ANNA-mail");
        assertThat(reader(anna).shelf).isEqualTo("ANNA-shelf");
        assertThat(unit.consent.erasure().sweep().receipts())
                .extracting(Receipt::rule)
                .noneMatch(rule -> rule.startsWith("Reader"));
        unit.write(em -> em.find(Reader.class, anna).lastSeen = null);
        sweepAt("2046-01-01T00:00:00Z");
        assertThat(unit.whereIs("ANNA-mail")).isNotEmpty();
    }

    @Test
    void aValueIsAnonymisedFirstAndClearedLater() {
        sweepAt("2027-12-01T00:00:00Z");
        assertThat(reader(anna).born).isEqualTo(LocalDate.of(1999, 5, 17));
        unit.clock.advance(Duration.between(unit.clock.instant(), Instant.parse("2028-03-02T12:00:00Z")));
        assertThat(reader(anna).born).isNull();
        sweepAt("2028-03-02T13:00:00Z");
        assertThat(reader(anna).born).isEqualTo(LocalDate.of(1999, 1, 1));
        assertThat(reader(anna).nickname).isEqualTo("x");
        assertThat(unit.whereIs("xANNA")).isEmpty();
        assertThat(unit.sql("select count(*) from Reader_AUD where born is not null and id = " + anna))
                .containsExactly("0");
        assertThat(unit.consent.erasure().sweep().receipts()).isEmpty();
        sweepAt("2033-03-02T13:00:00Z");
        assertThat(reader(anna).born).isNull();
        assertThat(unit.sql("select born from Reader where id = " + anna)).containsExactly((String) null);
        assertThat(reader(ben).born).isEqualTo(LocalDate.of(1999, 5, 17));
    }

    @Test
    void aCollectionGoesAYearAfterTheEndOfTheBookYearOfItsOwner() {
        sweepAt("2027-06-30T12:00:00Z");
        assertThat(unit.<Integer>read(em -> em.find(Reader.class, anna).phones.size()))
                .isEqualTo(1);
        unit.clock.advance(Duration.between(unit.clock.instant(), Instant.parse("2027-06-30T23:00:00Z")));
        assertThat(unit.<Integer>read(em -> em.find(Reader.class, anna).phones.size()))
                .isZero();
        assertThat(unit.whereIs("ANNA-phone")).isNotEmpty();
        sweepAt("2027-07-01T12:00:00Z");
        assertThat(unit.whereIs("ANNA-phone")).isEmpty();
        assertThat(unit.whereIs("BEN-phone")).isNotEmpty();
        assertThat(unit.consent.erasure().sweep().receipts()).isEmpty();
    }

    @Test
    void theLongestDutyWinsBetweenADateAndTheEndOfAPurpose() {
        // The date is over; bookkeeping is not, so it stays although lending ends.
        sweepAt("2029-04-01T12:00:00Z");
        end(anna, Lending.class);
        sweepAt("2029-04-03T12:00:00Z");
        assertThat(unit.whereIs("ANNA-account")).isNotEmpty();
        assertThat(unit.whereIs("ANNA-number")).isNotEmpty();
        end(anna, Ledgers.class);
        sweepAt("2030-04-01T12:00:00Z");
        assertThat(unit.whereIs("ANNA-account")).isNotEmpty();
        assertThat(unit.whereIs("ANNA-number")).isNotEmpty();
        sweepAt("2036-04-05T12:00:00Z");
        assertThat(unit.whereIs("ANNA-account")).isEmpty();
        assertThat(unit.whereIs("ANNA-number")).isEmpty();
        assertThat(unit.whereIs("BEN-account")).isNotEmpty();
        assertThat(unit.whereIs("BEN-number")).isNotEmpty();
    }

    @Test
    void aDateThatEndsAfterAPurposeAndItsTermLetsGoWhatAnotherPurposeStillNeeds() {
        end(ben, Ledgers.class);
        // The term after bookkeeping is over in 2033; lending is in force, and the date ends in 2049.
        sweepAt("2034-01-01T12:00:00Z");
        assertThat(unit.whereIs("BEN-number")).isNotEmpty();
        assertThat(unit.<String>read(
                        em -> em.createQuery("select p.number from Pass p where p.reader.id = :id", String.class)
                                .setParameter("id", ben)
                                .getSingleResult()))
                .isEqualTo("BEN-number");
        sweepAt("2049-03-03T12:00:00Z");
        assertThat(unit.whereIs("BEN-number")).isEmpty();
        assertThat(unit.whereIs("BEN-account")).isEmpty();
    }

    @Test
    void aRowThatStaysIsCountedBeforeAndAfterItsPurposeEnds() {
        List<String> revisions = unit.sql("select count(*) from Loan_AUD");
        end(anna, Lending.class);
        assertThat(count("Loan")).isEqualTo(2);
        unit.write(em -> {
            Loan loan = loan(anna);
            assertThat(loan.title).isNull();
            assertThat(loan.remark).isNull();
            assertThat(loan.place.room).isNull();
            assertThat(loan.place.town).isEqualTo("Utrecht");
            assertThat(loan.onDay).isEqualTo(TODAY);
            assertThat(em.find(Loan.class, loan.id).marks).isEmpty();
        });
        assertThat(unit.whereIs("ANNA-title")).isNotEmpty();
        sweepAt("2026-03-03T12:00:00Z");
        for (String gone : List.of("ANNA-title", "ANNA-remark", "ANNA-room", "ANNA-mark", "ANNA-purpose", "1011ANNA")) {
            assertThat(unit.whereIs(gone)).as(gone).isEmpty();
        }
        for (String kept : List.of("BEN-title", "BEN-remark", "BEN-room", "BEN-mark", "BEN-purpose", "1011BEN")) {
            assertThat(unit.whereIs(kept)).as(kept).isNotEmpty();
        }
        assertThat(count("Loan")).isEqualTo(2);
        assertThat(unit.sql("select count(*) from Loan_AUD")).isEqualTo(revisions);
        assertThat(unit.sql("select postCode from Visit where reader_id = " + anna))
                .containsExactly("1011");
        assertThat(unit.sql("select remark from Loan where reader_id = " + anna))
                .containsExactly((String) null);
        unit.write(em -> em.find(Loan.class, loan(anna).id).onDay = TODAY.plusDays(1));
        assertThat(loan(anna).onDay).isEqualTo(TODAY.plusDays(1));
    }

    private Loan loan(Long id) {
        return unit.read(em -> em.createQuery("from Loan l where l.reader.id = :id", Loan.class)
                .setParameter("id", id)
                .getSingleResult());
    }

    @Test
    void aRowIsClearedAtTheEndOfOneTermAndDeletedAtTheEndOfAnother() {
        unit.clock.advance(Duration.between(unit.clock.instant(), Instant.parse("2028-03-02T12:00:00Z")));
        assertThat(count("Review")).isEqualTo(2);
        sweepAt("2028-03-02T13:00:00Z");
        assertThat(unit.whereIs("ANNA-text")).isEmpty();
        assertThat(count("Review")).isEqualTo(2);
        assertThat(unit.sql("select count(*) from Visit")).containsExactly("2");
        unit.clock.advance(Duration.between(unit.clock.instant(), Instant.parse("2036-03-03T12:00:00Z")));
        assertThat(count("Review")).isEqualTo(1);
        sweepAt("2036-03-03T13:00:00Z");
        assertThat(unit.sql("select count(*) from Review")).containsExactly("1");
        assertThat(unit.sql("select count(*) from Visit")).containsExactly("1");
        assertThat(unit.whereIs("BEN-text")).isNotEmpty();
    }

    @Test
    void ofSeveralDatesTheLastCounts() {
        Long unpaid = reserve("UNPAID", TODAY, null);
        reserve("PAID", TODAY, TODAY.plusYears(1));
        sweepAt("2027-06-01T12:00:00Z");
        assertThat(count("Reservation")).isEqualTo(2);
        unit.clock.advance(Duration.between(unit.clock.instant(), Instant.parse("2028-03-02T12:00:00Z")));
        assertThat(count("Reservation")).isEqualTo(1);
        sweepAt("2028-03-02T13:00:00Z");
        assertThat(unit.whereIs("holder-PAID")).isEmpty();
        assertThat(unit.whereIs("holder-UNPAID")).isNotEmpty();
        unit.write(em -> em.find(Reservation.class, unpaid).paid = TODAY);
        sweepAt("2028-03-05T13:00:00Z");
        assertThat(unit.whereIs("holder-")).isEmpty();
    }

    private Long reserve(String holder, LocalDate made, LocalDate paid) {
        return unit.read(em -> {
            Reservation reservation = new Reservation();
            reservation.made = made;
            reservation.paid = paid;
            reservation.holder = "holder-" + holder;
            em.persist(reservation);
            return reservation.id;
        });
    }

    @Test
    void whatWasRemovedBeforeIsFoundInTheHistory() {
        unit.write(em -> {
            em.find(Reader.class, anna).email = null;
            em.find(Reader.class, anna).phones.clear();
            em.remove(em.find(Visit.class, visit(anna)));
        });
        assertThat(unit.whereIs("ANNA-mail")).isNotEmpty();
        assertThat(unit.whereIs("ANNA-phone")).isNotEmpty();
        assertThat(unit.whereIs("1011ANNA")).isNotEmpty();
        sweepAt("2027-07-03T12:00:00Z");
        assertThat(unit.whereIs("ANNA-mail")).isEmpty();
        assertThat(unit.whereIs("ANNA-phone")).isEmpty();
        assertThat(unit.whereIs("1011ANNA")).isEmpty();
        assertThat(unit.whereIs("ANNA-companion")).isEmpty();
        assertThat(unit.whereIs("BEN-phone")).isNotEmpty();
    }

    private Long visit(Long reader) {
        return unit.read(em -> em.createQuery("select v.id from Visit v where v.reader.id = :id", Long.class)
                .setParameter("id", reader)
                .getSingleResult());
    }

    @Test
    void saysUntilWhenFieldsAreKept() {
        List<KeptBecause> kept = unit.read(em -> unit.consent.keptBecause(em, SubjectId.of(Reader.class, anna)));
        assertThat(limit(kept, Reader.class, "email")).isEqualTo(Instant.parse("2027-03-01T23:00:00Z"));
        assertThat(limit(kept, Reader.class, "born")).isEqualTo(Instant.parse("2033-03-01T23:00:00Z"));
        assertThat(limit(kept, Reader.class, "phones")).isEqualTo(Instant.parse("2027-06-30T22:00:00Z"));
        assertThat(limit(kept, Visit.class, "postCode")).isEqualTo(Instant.parse("2027-03-01T23:00:00Z"));
        assertThat(limit(kept, Reader.class, "account")).isNull();
        assertThat(limit(kept, Loan.class, "title")).isNull();
    }

    private static Instant limit(List<KeptBecause> kept, Class<?> entity, String attribute) {
        return kept.stream()
                .filter(each -> each.entity() == entity && attribute.equals(each.attribute()))
                .findFirst()
                .orElseThrow()
                .keeping()
                .limit();
    }

    @Test
    void proposesIndexesForTheDates() {
        String indexes = unit.consent.schema().indexes();
        assertThat(indexes)
                .contains("(lastSeen)")
                .contains("on Review (written)")
                .contains("(paid)");
        if (database == TestDatabase.POSTGRESQL) {
            assertThat(indexes).contains("on Reader (lastSeen) where (email is not null)");
        }
        for (String statement : indexes.lines()
                .filter(line -> !line.startsWith("--"))
                .reduce("", (one, other) -> one + "\n" + other)
                .split(";")) {
            if (!statement.isBlank()) {
                unit.execute(statement);
            }
        }
    }
}
