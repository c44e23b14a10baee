package dev.consent.jpa.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.decision.Decision;
import dev.consent.erasure.Keeping.Cause;
import dev.consent.erasure.KeptBecause;
import dev.consent.erasure.SweepReport;
import dev.consent.jpa.ConsentSettings;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.database.TestUnit;
import dev.consent.jpa.erasure.Club.Bill;
import dev.consent.jpa.erasure.Club.Books;
import dev.consent.jpa.erasure.Club.Diary;
import dev.consent.jpa.erasure.Club.Guest;
import dev.consent.jpa.erasure.Club.Line;
import dev.consent.jpa.erasure.Club.Mailing;
import dev.consent.jpa.erasure.Club.Member;
import dev.consent.jpa.erasure.Club.Membership;
import dev.consent.jpa.erasure.Club.Message;
import dev.consent.jpa.erasure.Club.Song;
import dev.consent.jpa.erasure.Club.Wish;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

abstract class ForgettingContract {

    private static final String STRATEGIES = "org.hibernate.envers.strategy.internal.";

    private final TestDatabase database;
    private TestUnit unit;
    private Long anna;
    private Long ben;

    ForgettingContract(TestDatabase database) {
        this.database = database;
    }

    @AfterEach
    void close() {
        unit.close();
    }

    private void open(String strategy, boolean atDelete) {
        unit = new TestUnit(
                database.freshUrl(),
                Map.of(
                        "org.hibernate.envers.audit_strategy",
                        STRATEGIES + strategy,
                        "org.hibernate.envers.store_data_at_delete",
                        Boolean.toString(atDelete),
                        ConsentSettings.PSEUDONYM_KEY,
                        "a key for tests that is long enough"),
                Club.ENTITIES);
        anna = join("ANNA");
        ben = join("BEN");
    }

    private void open() {
        open("DefaultAuditStrategy", false);
    }

    private Long join(String mark) {
        Club.WhoListener.who = mark + "-clerk";
        Long id = unit.read(em -> {
            Member member = new Member();
            em.persist(member);
            em.flush();
            unit.decideIn(em, SubjectId.of(Member.class, member.id), true, Mailing.class);
            return member.id;
        });
        unit.write(em -> {
            Member member = em.find(Member.class, id);
            member.name = mark + "-name";
            member.born = LocalDate.of(1999, 5, 17);
            member.postCode = "1011" + mark;
            member.nickname = "x" + mark;
            member.motto = "\uD83D\uDE00" + mark + "-motto";
            member.picture = (mark + "-picture").getBytes(StandardCharsets.UTF_8);
            member.hobbies = new String[] {mark + "-hobby", mark + "-other"};
            member.account = mark + "-account";
            member.locker = mark + "-locker";
            member.email = mark + "-mail";
            member.numbers.put("home", mark + "-number");
            Song first = song(member, mark + "-first");
            Song second = song(member, mark + "-second");
            em.persist(first);
            em.persist(second);
            first.next = second;
            second.next = first;
            member.songs.add(first);
            member.songs.add(second);
            Message message = new Message();
            message.sender = member;
            message.body = mark + "-message";
            em.persist(message);
            for (boolean shown : List.of(true, false)) {
                Diary diary = new Diary();
                diary.owner = member;
                diary.page = mark + "-page-" + shown;
                diary.shown = shown;
                em.persist(diary);
            }
        });
        unit.write(em -> {
            em.createQuery("from Message m where m.sender.id = :id", Message.class)
                    .setParameter("id", id)
                    .getResultList()
                    .forEach(em::remove);
            Member member = em.find(Member.class, id);
            member.email = mark + "-mail-again";
            em.persist(song(member, mark + "-removed"));
        });
        unit.write(em -> em.createQuery("from Song s where s.title like '%removed%' and s.writer.id = :id", Song.class)
                .setParameter("id", id)
                .getResultList()
                .forEach(em::remove));
        Club.WhoListener.who = "system";
        return id;
    }

    private static Song song(Member writer, String mark) {
        Song song = new Song();
        song.writer = writer;
        song.title = mark + "-title";
        song.moods.add(mark + "-mood");
        Line line = new Line();
        line.verse = mark + "-verse";
        song.verses.add(line);
        return song;
    }

    private SubjectId member(Long id) {
        return SubjectId.of(Member.class, id);
    }

    private void end(SubjectId subject, Class<?> purpose) {
        unit.write(em -> unit.consent.decide(em, Decision.revoked(subject, purpose, Grantor.operator("office"))));
    }

    private SweepReport sweepAfter(Duration time) {
        unit.clock.advance(time);
        SweepReport report = unit.consent.erasure().sweep();
        assertThat(report.failed()).isZero();
        return report;
    }

    private void sweepAt(String moment) {
        sweepAfter(Duration.between(unit.clock.instant(), Instant.parse(moment)));
    }

    @ParameterizedTest
    @CsvSource({
        "DefaultAuditStrategy,false",
        "DefaultAuditStrategy,true",
        "ValidityAuditStrategy,false",
        "ValidityAuditStrategy,true"
    })
    void nothingOfAPurposeIsLeftInAnyTableHoweverItIsMapped(String strategy, boolean atDelete) {
        open(strategy, atDelete);
        List<String> revisions = unit.sql("select count(*) from song_log");
        List<String> changes = unit.sql("select count(*) from change_of_data");
        unit.write(em -> unit.decideIn(em, member(anna), false, Mailing.class));
        changes = List.of(Long.toString(Long.parseLong(changes.get(0)) + 1));
        sweepAfter(Duration.ofHours(13));

        for (String gone : List.of(
                "ANNA-mail", "ANNA-number", "ANNA-first", "ANNA-second", "ANNA-removed", "ANNA-message", "ANNA-page")) {
            assertThat(unit.whereIs(gone)).as(gone).isEmpty();
        }
        for (String kept : List.of("BEN-mail", "BEN-number", "BEN-first", "BEN-message", "BEN-page", "ANNA-name")) {
            assertThat(unit.whereIs(kept)).as(kept).isNotEmpty();
        }
        assertThat(unit.sql("select count(*) from song_log")).isEqualTo(revisions);
        assertThat(unit.sql("select count(*) from change_of_data")).isEqualTo(changes);
        assertThat(unit.sql("select count(*) from Song")).containsExactly("2");
        assertThat(unit.sql("select count(*) from Message where sender_id = " + anna))
                .containsExactly("0");
        unit.write(em -> {
            Member member = em.find(Member.class, anna);
            assertThat(member.songs).isEmpty();
            member.name = "ANNA-renamed";
        });
        unit.write(em -> em.find(Member.class, ben).songs.remove(0));
        assertThat(unit.sql("select name from Member where id = " + anna)).containsExactly("ANNA-renamed");
    }

    @Test
    void revisionsNoLongerSayWhoMadeTheChangesAndWhatKindTheyWere() {
        open();
        assertThat(unit.whereIs("ANNA-clerk")).isNotEmpty();
        unit.write(em -> unit.decideIn(em, member(anna), false, Mailing.class));
        sweepAfter(Duration.ofHours(13));
        assertThat(unit.sql("select count(*) from change_of_data c where c.who like 'ANNA-%' and exists"
                        + " (select 1 from song_log s where s.REV = c.id)"))
                .containsExactly("0");
        assertThat(unit.sql(
                        "select count(*) from Change_kinds k join song_log s on s.REV = k.Change_id where s.writer_id = "
                                + anna))
                .containsExactly("0");
        assertThat(unit.whereIs("BEN-clerk")).isNotEmpty();
    }

    @Test
    void valuesAreReplacedAsTheirAttributesSay() {
        open();
        end(member(anna), Membership.class);
        sweepAfter(Duration.ofHours(13));
        String row = " from Member where id = " + anna;
        assertThat(unit.sql("select name" + row)).singleElement().asString().matches("pseudonym-[0-9a-f]{32}");
        assertThat(unit.sql("select born" + row)).singleElement().asString().startsWith("1999-01-01");
        assertThat(unit.sql("select postCode" + row)).containsExactly("1011");
        assertThat(unit.sql("select nickname" + row)).containsExactly("x");
        assertThat(unit.sql("select motto" + row)).containsExactly("");
        Object[] replaced = unit.read(em -> unit.consent
                .privileged("a look at what is left", Duration.ofMinutes(1))
                .get(() -> em.createQuery("select m.picture, m.hobbies from Member m where m.id = :id", Object[].class)
                        .setParameter("id", anna)
                        .getSingleResult()));
        assertThat((byte[]) replaced[0]).hasSize(12).containsOnly(0);
        assertThat((String[]) replaced[1]).containsExactly("-", "-");
        for (String gone : List.of("ANNA-name", "1011ANNA", "xANNA", "ANNA-motto", "ANNA-hobby")) {
            assertThat(unit.whereIs(gone)).as(gone).isEmpty();
        }
        assertThat(unit.sql("select count(*) from Member_AUD where id = " + anna + " and born is not null"))
                .containsExactly("0");
        assertThat(unit.sql("select born from Member where id = " + ben))
                .singleElement()
                .asString()
                .startsWith("1999-05-17");
        assertThat(unit.read(em -> em.find(Member.class, anna)).name).isNull();
    }

    @Test
    void theSameValueGetsTheSamePseudonym() {
        open();
        unit.write(em -> em.find(Member.class, ben).name = "ANNA-name");
        end(member(anna), Membership.class);
        end(member(ben), Membership.class);
        sweepAfter(Duration.ofHours(13));
        assertThat(unit.sql("select count(distinct name) from Member")).containsExactly("1");
    }

    @Test
    void aTermAfterAPurposeKeepsAndThenErases() {
        open();
        end(member(anna), Membership.class);
        sweepAfter(Duration.ofHours(13));
        assertThat(unit.read(em -> em.find(Member.class, anna)).locker).isNull();
        assertThat(unit.whereIs("ANNA-locker")).isNotEmpty();
        sweepAfter(Duration.ofDays(29));
        assertThat(unit.whereIs("ANNA-locker")).isNotEmpty();
        sweepAfter(Duration.ofDays(2));
        assertThat(unit.whereIs("ANNA-locker")).isEmpty();
        assertThat(unit.whereIs("BEN-locker")).isNotEmpty();
    }

    @Test
    void aNewGrantWithinTheTermBringsTheDataBack() {
        open();
        end(member(anna), Membership.class);
        sweepAfter(Duration.ofDays(10));
        unit.write(em -> unit.decideIn(em, member(anna), true, Membership.class));
        sweepAfter(Duration.ofDays(60));
        assertThat(unit.read(em -> em.find(Member.class, anna)).locker).isEqualTo("ANNA-locker");
    }

    @Test
    void aDutyToKeepWinsUntilTheEndOfItsOwnBookYears() {
        open();
        end(member(anna), Membership.class);
        sweepAfter(Duration.ofDays(400));
        assertThat(unit.read(em -> em.find(Member.class, anna)).account).isEqualTo("ANNA-account");
        end(member(anna), Books.class);
        sweepAfter(Duration.ofDays(1));
        assertThat(unit.read(em -> em.find(Member.class, anna)).account).isNull();
        assertThat(unit.whereIs("ANNA-account")).isNotEmpty();
        // Books ended in April 2027, in the book year that ends with June 2027; seven years later it is July 2034.
        sweepAt("2034-06-30T21:00:00Z");
        assertThat(unit.whereIs("ANNA-account")).isNotEmpty();
        sweepAt("2034-07-01T12:00:00Z");
        assertThat(unit.whereIs("ANNA-account")).isEmpty();
    }

    @Test
    void saysWhyEverythingIsKeptAndUntilWhen() {
        open();
        assertThat(because(anna, "name").keeping().reasons()).singleElement().satisfies(reason -> {
            assertThat(reason.purpose()).isEqualTo("membership");
            assertThat(reason.cause()).isEqualTo(Cause.IN_FORCE);
            assertThat(reason.until()).isNull();
        });
        end(member(anna), Membership.class);
        Instant ended = unit.clock.instant();
        assertThat(because(anna, "name").keeping().kept()).isFalse();
        assertThat(because(anna, "locker").keeping().reasons()).singleElement().satisfies(reason -> {
            assertThat(reason.cause()).isEqualTo(Cause.TERM);
            assertThat(reason.until())
                    .isEqualTo(ended.atZone(unit.clock.getZone()).plusDays(30).toInstant());
        });
        assertThat(because(anna, "account").keeping().reasons())
                .extracting(reason -> reason.purpose())
                .containsExactly("books");
        assertThat(kept(anna))
                .filteredOn(each -> each.entity() == Song.class)
                .singleElement()
                .satisfies(songs -> assertThat(songs.count()).isEqualTo(2));
        sweepAfter(Duration.ofHours(13));
        assertThat(kept(anna)).noneMatch(each -> each.count() == 0);
    }

    private List<KeptBecause> kept(Long id) {
        return unit.read(em -> unit.consent.keptBecause(em, member(id)));
    }

    private KeptBecause because(Long id, String attribute) {
        return kept(id).stream()
                .filter(each -> attribute.equals(each.attribute()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void thePersonsRowStaysWithoutItsValuesWhileABillNeedsItToFindThem() {
        open();
        Long id = unit.read(em -> {
            Guest guest = new Guest();
            guest.name = "GUEST-name";
            em.persist(guest);
            em.flush();
            Bill bill = new Bill();
            bill.guest = guest;
            bill.addressee = "GUEST-addressee";
            em.persist(bill);
            return guest.id;
        });
        SubjectId guest = SubjectId.of(Guest.class, id);
        end(guest, Membership.class);
        sweepAfter(Duration.ofHours(13));
        assertThat(unit.whereIs("GUEST-name")).isEmpty();
        assertThat(unit.sql("select guest_id from Bill")).containsExactly(id.toString());
        assertThat(unit.<Long>read(em ->
                        em.createQuery("select count(*) from Bill", Long.class).getSingleResult()))
                .isOne();
        end(guest, Books.class);
        sweepAfter(Duration.ofDays(8 * 365));
        assertThat(unit.whereIs("GUEST-addressee")).isEmpty();
        sweepAfter(Duration.ofDays(3));
        assertThat(unit.sql("select count(*) from Guest")).containsExactly("0");
    }

    @Test
    void rowsMayBeSeenUntilTheSweepComes() {
        open();
        unit.write(em -> {
            Wish wish = new Wish();
            wish.made = LocalDate.ofInstant(unit.clock.instant(), unit.clock.getZone());
            wish.text = "WISH";
            em.persist(wish);
        });
        unit.clock.advance(Duration.ofDays(6));
        assertThat(unit.<Long>read(em ->
                        em.createQuery("select count(*) from Wish", Long.class).getSingleResult()))
                .isOne();
        unit.consent.erasure().sweep();
        assertThat(unit.whereIs("WISH")).isEmpty();
    }

    @Test
    void proposesAnIndexForTheDateOfATerm() {
        open();
        assertThat(unit.consent.schema().indexes()).contains("on Wish (made)");
        assertThat(DeclaredPurpose.of(Books.class).basis().isDuty()).isTrue();
    }
}
