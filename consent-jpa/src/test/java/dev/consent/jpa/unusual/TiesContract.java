package dev.consent.jpa.unusual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.decision.Decision;
import dev.consent.erasure.Hold;
import dev.consent.erasure.HoldBasis;
import dev.consent.erasure.HoldRequest;
import dev.consent.jpa.ConsentSettings;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.erasure.Holds;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Enrolment;
import dev.consent.jpa.model.Purposes.Reports;
import dev.consent.jpa.unusual.Ties.Album;
import dev.consent.jpa.unusual.Ties.Binder;
import dev.consent.jpa.unusual.Ties.Board;
import dev.consent.jpa.unusual.Ties.Booklet;
import dev.consent.jpa.unusual.Ties.Bow;
import dev.consent.jpa.unusual.Ties.Cover;
import dev.consent.jpa.unusual.Ties.Crest;
import dev.consent.jpa.unusual.Ties.Footnote;
import dev.consent.jpa.unusual.Ties.Glossy;
import dev.consent.jpa.unusual.Ties.Imprint;
import dev.consent.jpa.unusual.Ties.Loan;
import dev.consent.jpa.unusual.Ties.Needle;
import dev.consent.jpa.unusual.Ties.Nickname;
import dev.consent.jpa.unusual.Ties.Pamphlet;
import dev.consent.jpa.unusual.Ties.Passport;
import dev.consent.jpa.unusual.Ties.Patron;
import dev.consent.jpa.unusual.Ties.Picture;
import dev.consent.jpa.unusual.Ties.Pin;
import dev.consent.jpa.unusual.Ties.Pointer;
import dev.consent.jpa.unusual.Ties.Print;
import dev.consent.jpa.unusual.Ties.Rack;
import dev.consent.jpa.unusual.Ties.Remark;
import dev.consent.jpa.unusual.Ties.RingOne;
import dev.consent.jpa.unusual.Ties.RingThree;
import dev.consent.jpa.unusual.Ties.RingTwo;
import dev.consent.jpa.unusual.Ties.Sheaf;
import dev.consent.jpa.unusual.Ties.Sheet;
import dev.consent.jpa.unusual.Ties.Signet;
import dev.consent.jpa.unusual.Ties.Slip;
import dev.consent.jpa.unusual.Ties.Snap;
import dev.consent.jpa.unusual.Ties.Sticker;
import dev.consent.jpa.unusual.Ties.Visa;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever ties rows together, and wherever its history stands: what one person leaves goes, and nothing of others. */
abstract class TiesContract {

    private final TestDatabase database;

    TiesContract(TestDatabase database) {
        this.database = database;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.hibernate.envers.strategy.internal.DefaultAuditStrategy",
                "org.hibernate.envers.strategy.internal.ValidityAuditStrategy"
            })
    void goesWithItsPlacesAndAllOfItsHistory(String strategy) {
        try (School school = new School(
                database,
                Map.of(
                        "org.hibernate.envers.audit_strategy",
                        strategy,
                        ConsentSettings.PSEUDONYM_KEY,
                        "0123456789abcdef0123456789abcdef"),
                Ties.ENTITIES)) {
            Long anna = school.enrol("Anna");
            Long ben = school.enrol("Ben");
            for (Long pupil : List.of(anna, ben)) {
                school.grant(pupil, Reports.class);
                school.write(em -> plant(em, em.find(Pupil.class, pupil), pupil.equals(anna) ? "ANNA" : "BEN"));
            }
            school.write(em -> em.createQuery("from Nickname", Nickname.class)
                    .getResultList()
                    .forEach(nickname -> nickname.former.clear()));
            school.write(TiesContract::move);
            List<String> planted = school.whereIs("ANNA-");
            List<String> others = school.whereIs("BEN-");
            assertThat(planted)
                    .anyMatch(place -> place.toLowerCase(Locale.ROOT).startsWith("tags_before"))
                    .anyMatch(place -> place.toLowerCase(Locale.ROOT).startsWith("labels_before"))
                    .anyMatch(place -> place.toLowerCase(Locale.ROOT).startsWith("marks_before"))
                    .anyMatch(place -> place.toLowerCase(Locale.ROOT).contains("binder_ties$slip_aud"));

            assertThat(planted)
                    .anyMatch(place -> place.toLowerCase(Locale.ROOT).startsWith("footnote_more_aud"))
                    .anyMatch(place -> place.toLowerCase(Locale.ROOT).contains("sticker_notes_aud"))
                    .anyMatch(place -> place.toLowerCase(Locale.ROOT).contains("picture_words_aud"));

            school.withdraw(anna, Reports.class);
            school.clock.advance(Duration.ofHours(13));
            Map<String, Long> foretold = school.consent.erasure().plan().rows();
            assertThat(school.consent.erasure().sweep().failed()).isZero();

            assertThat(foretold).containsEntry("pointer_one", 1L).containsEntry("marks_before", 1L);
            assertThat(school.whereIs("ANNA-")).isEmpty();
            assertThat(school.whereIs("BEN-")).isEqualTo(others);
            assertThat(school.sql(
                            "select count(*) from Slip where body is not null and binder_id is null and title is null"))
                    .containsExactly("1");
            assertThat(
                            school.sql(
                                    "select count(*) from Slip where body is not null and binder_id is not null and title is not null"))
                    .containsExactly("1");
            assertThat(school.sql("select text from Remark where pamphlet_id is null"))
                    .as("what is about somebody else only loses its reference")
                    .containsExactly("BEN-remark");
            for (String left : List.of("Pointer", "Rack", "Board", "board_pins", "Glossy", "Remark")) {
                assertThat(school.sql("select count(*) from " + left))
                        .describedAs(left)
                        .containsExactly("2");
            }
            assertThat(school.sql("select count(*) from Slip")).containsExactly("6");
            assertThat(school.sql("select count(*) from Visa where copied_id is null"))
                    .containsExactly("1");
            assertThat(school.sql("select count(*) from board_slips")).containsExactly("1");
            assertThat(school.sql(
                            "select rtrim(postcode) from Nickname where postcode is not null and pupil_id = " + anna))
                    .containsExactly("AN");
            assertThat(school.sql("select count(*) from Nickname where pupil_id = " + anna
                            + " and name like 'pseudonym-%' and char_length(name) = 42"))
                    .containsExactly("1");
            school.write(
                    em -> assertThat(em.createQuery("from Rack", Rack.class).getResultList())
                            .extracting(rack -> rack.pamphlets.size() + rack.more.size())
                            .containsExactlyInAnyOrder(0, 2));
            assertThat(school.consent.erasure().sweep().receipts()).isEmpty();
            // What is left of the history can be continued.
            school.write(em -> em.createQuery("from Snap", Snap.class)
                    .getResultList()
                    .forEach(snap -> {
                        snap.labels.clear();
                        snap.title = "x";
                    }));
        }
    }

    /** What belonged to Anna is Ben's now, and something of hers is gone already. */
    static void move(EntityManager em) {
        List<Album> albums =
                em.createQuery("from Album a order by a.id", Album.class).getResultList();
        em.createQuery("from Picture p where p.caption = 'ANNA-lent'", Picture.class)
                .getResultList()
                .forEach(picture -> {
                    picture.album = albums.get(1);
                    picture.caption = "BEN-lent";
                });
        em.createQuery("from Snap s where s.title = 'ANNA-snap'", Snap.class)
                .getResultList()
                .forEach(snap -> {
                    snap.album = albums.get(1);
                    snap.title = "BEN-snap";
                    snap.labels.remove("ANNA-label-of-hers");
                });
        List<Passport> passports =
                em.createQuery("from Passport p order by p.id", Passport.class).getResultList();
        passports.get(1).visa.copied = passports.get(0);
        Booklet booklet = em.createQuery("from Booklet b order by b.id", Booklet.class)
                .getResultList()
                .get(0);
        em.createQuery("from Nickname n where n.pupil = ?1 and n.born = true", Nickname.class)
                .setParameter(1, passports.get(0).pupil)
                .getResultList()
                .forEach(nickname -> {
                    nickname.pupil = passports.get(1).pupil;
                    nickname.places.clear();
                });
        booklet.sheaves.remove(0);
        booklet.print = null;
        em.createQuery("from Picture p where p.caption = 'BEN-lent'", Picture.class)
                .getResultList()
                .forEach(picture -> picture.words.remove("ANNA-lent-word"));
        em.createQuery("from Pamphlet p order by p.id", Pamphlet.class)
                .getResultList()
                .get(0)
                .footnotes
                .remove(0);
        Sticker sticker = em.createQuery("from Sticker s order by s.id", Sticker.class)
                .getResultList()
                .get(0);
        sticker.pupil = passports.get(1).pupil;
        sticker.notes.remove("ANNA-note");
        Remark remark = new Remark();
        remark.pupil = passports.get(1).pupil;
        remark.pamphlet = em.createQuery("from Pamphlet p order by p.id", Pamphlet.class)
                .getResultList()
                .get(0);
        remark.text = "BEN-remark";
        em.persist(remark);
    }

    @Test
    void aPersonStaysWhileSomethingElseNeedsThem() {
        try (School school = new School(
                database, Map.of(ConsentSettings.PSEUDONYM_KEY, "0123456789abcdef0123456789abcdef"), Ties.ENTITIES)) {
            SubjectId anna = new SubjectId("Patron", "1");
            school.write(em -> {
                Patron patron = new Patron();
                patron.id = 1L;
                em.persist(patron);
            });
            school.write(em -> school.decideIn(em, anna, true, Reports.class));
            school.write(em -> {
                Patron patron = em.find(Patron.class, 1L);
                patron.name = "ANNA-name";
                Loan loan = new Loan();
                loan.patron = patron;
                loan.title = "ANNA-title";
                em.persist(loan);
            });

            school.write(em ->
                    school.consent.decide(em, Decision.revoked(anna, Enrolment.class, Grantor.operator("office"))));
            school.clock.advance(Duration.ofHours(13));
            assertThat(school.consent.erasure().sweep().failed()).isZero();

            assertThat(school.sql("select count(*) from Patron")).containsExactly("1");
            assertThat(school.whereIs("ANNA-"))
                    .as("loans are kept for a purpose that is in force")
                    .hasSize(2)
                    .allMatch(place -> place.toLowerCase(Locale.ROOT).contains("loan"));

            school.write(em -> school.decideIn(em, anna, false, Reports.class));
            school.clock.advance(Duration.ofHours(25));
            assertThat(school.consent.erasure().sweep().failed()).isZero();
            assertThat(school.whereIs("ANNA-")).isEmpty();
            school.clock.advance(Duration.ofHours(25));
            assertThat(school.consent.erasure().sweep().failed()).isZero();
            assertThat(school.sql("select count(*) from Patron")).containsExactly("0");
        }
    }

    @Test
    void refusesToTakeAlongWhatIsKeptForSomethingElse() {
        assertThat(School.refused(database, Ties.TAKEN).problems())
                .anyMatch(problem -> problem.startsWith("Folder: removing its rows removes rows of Leaflet, which are"))
                .anyMatch(problem -> problem.startsWith("Folder: removing its rows removes rows of Sleeve, which are")
                        && problem.contains("Take the cascade of removal away"))
                .anyMatch(problem -> problem.startsWith("Receipt.register: it refers to rows of Register")
                        && problem.contains("cannot be null"))
                .anyMatch(problem -> problem.startsWith("Log.about: it may lead to rows of Insert, which are erased"))
                .anyMatch(problem -> problem.startsWith("Log.entries: it may lead to rows of Insert, which are erased"))
                .hasSize(5);
    }

    @Test
    void aHoldOnOneOfARingKeepsThoseItCannotBeWithout() {
        try (School school = new School(
                database, Map.of(ConsentSettings.PSEUDONYM_KEY, "0123456789abcdef0123456789abcdef"), Ties.ENTITIES)) {
            Long anna = school.enrol("Anna");
            Long ben = school.enrol("Ben");
            for (Long pupil : List.of(anna, ben)) {
                school.grant(pupil, Reports.class);
                school.write(em -> plant(em, em.find(Pupil.class, pupil), pupil.equals(anna) ? "ANNA" : "BEN"));
            }
            List<String> others = school.whereIs("BEN-");
            Holds holds = school.consent.erasure().holds();
            Hold hold = holds.place(HoldRequest.row(
                    RingTwo.class,
                    Long.valueOf(school.sql("select id from RingTwo where pupil_id = " + anna)
                            .get(0)),
                    HoldBasis.LEGAL_CLAIMS,
                    "case 7"));
            school.withdraw(anna, Reports.class);
            school.clock.advance(Duration.ofHours(13));
            assertThat(school.consent.erasure().sweep().failed()).isZero();

            assertThat(school.whereIs("ANNA-").stream()
                            .map(place -> place.substring(0, place.indexOf('.')).toLowerCase(Locale.ROOT)))
                    .containsExactlyInAnyOrder(
                            "ringone", "ringtwo", "ringthree", "ringone_aud", "ringtwo_aud", "ringthree_aud");
            assertThat(school.sql("select count(*) from RingTwo t join RingThree h on t.next_id = h.id join RingOne o"
                            + " on h.next_id = o.id where o.next_id = t.id"))
                    .containsExactly("2");

            holds.release(hold.id());
            school.clock.advance(Duration.ofHours(13));
            assertThat(school.consent.erasure().sweep().failed()).isZero();
            assertThat(school.whereIs("ANNA-")).isEmpty();
            assertThat(school.whereIs("BEN-")).containsExactlyInAnyOrderElementsOf(others);
        }
    }

    @Test
    void whatOnlyARowOnItsWayTellsOfGoesWithItInSteps() {
        try (School school = new School(
                database,
                Map.of(
                        ConsentSettings.SWEEP_ROWS_PER_TRANSACTION,
                        1000,
                        ConsentSettings.PSEUDONYM_KEY,
                        "0123456789abcdef0123456789abcdef"),
                Ties.ENTITIES)) {
            Long anna = school.enrol("Anna");
            school.grant(anna, Reports.class);
            school.write(em -> {
                Booklet booklet = new Booklet();
                booklet.pupil = em.find(Pupil.class, anna);
                booklet.cover = new Cover();
                em.persist(booklet.cover);
                for (int i = 0; i < 2; i++) {
                    Sheaf sheaf = new Sheaf();
                    sheaf.body = "ANNA-sheaf";
                    for (int note = 0; note < 600; note++) {
                        sheaf.notes.add("ANNA-note-" + note);
                    }
                    booklet.sheaves.add(sheaf);
                }
                em.persist(booklet);
            });

            List<String> planted = school.whereIs("ANNA-");
            Holds holds = school.consent.erasure().holds();
            Hold hold = holds.place(HoldRequest.row(
                    Booklet.class,
                    Long.valueOf(school.sql("select id from Booklet").get(0)),
                    HoldBasis.LEGAL_CLAIMS,
                    "case 7"));
            school.withdraw(anna, Reports.class);
            school.clock.advance(Duration.ofHours(13));
            assertThat(school.consent.erasure().sweep().failed()).isZero();
            assertThat(school.whereIs("ANNA-")).isEqualTo(planted);

            holds.release(hold.id());
            school.clock.advance(Duration.ofHours(13));
            assertThat(school.consent.erasure().sweep().failed()).isZero();

            assertThat(school.whereIs("ANNA-")).isEmpty();
            assertThat(school.sql("select count(*) from Cover")).containsExactly("0");
            assertThat(school.consent.erasure().sweep().receipts()).isEmpty();
        }
    }

    static void plant(EntityManager em, Pupil pupil, String mark) {
        Binder binder = new Binder();
        binder.pupil = pupil;
        binder.tags.add(mark + "-tag");
        binder.extras.labels.add(mark + "-label");
        binder.extras.marks.add(mark + "-mark");
        Sheet sheet = new Sheet();
        sheet.body = mark + "-body";
        binder.sheets.put(mark + "-sheet", sheet);
        Slip slip = new Slip();
        slip.body = "nobody's";
        em.persist(slip);
        binder.slips.put(mark + "-slip", slip);
        em.persist(binder);
        Pamphlet pamphlet = new Pamphlet();
        pamphlet.pupil = pupil;
        pamphlet.text = mark + "-pamphlet";
        for (String note : List.of("-removed", "-footnote")) {
            Footnote footnote = new Footnote();
            footnote.body = mark + note;
            footnote.more = mark + note;
            footnote.words.add(mark + note);
            footnote.pamphlet = pamphlet;
            pamphlet.footnotes.add(footnote);
        }
        Remark remark = new Remark();
        remark.pupil = pupil;
        remark.pamphlet = pamphlet;
        remark.text = mark + "-own-remark";
        pamphlet.remarks.add(remark);
        em.persist(pamphlet);
        Glossy sticker = new Glossy();
        sticker.pupil = pupil;
        sticker.notes.add(mark + "-note");
        em.persist(sticker);
        Rack rack = new Rack();
        rack.pamphlets.put(mark + "-place", pamphlet);
        rack.more.put(mark + "-other-place", pamphlet);
        em.persist(rack);
        Pointer pointer = new Pointer();
        pointer.many = pamphlet;
        pointer.one = pamphlet;
        em.persist(pointer);
        Album album = new Album();
        album.pupil = pupil;
        Picture picture = new Picture();
        picture.album = album;
        picture.caption = mark + "-caption";
        album.pictures.add(picture);
        em.persist(album);
        album.cover = picture;
        Picture lent = new Picture();
        lent.album = album;
        lent.caption = mark + "-lent";
        lent.words.add(mark + "-lent-word");
        album.pictures.add(lent);
        Snap snap = new Snap();
        snap.album = album;
        snap.title = mark + "-snap";
        snap.labels.add("stays");
        snap.labels.add(mark + "-label-of-hers");
        em.persist(snap);
        em.persist(lent);
        plantMore(em, pupil, picture, mark);
        RingOne first = new RingOne();
        first.pupil = pupil;
        first.text = mark + "-first";
        em.persist(first);
        RingThree third = new RingThree();
        third.pupil = pupil;
        third.text = mark + "-third";
        third.next = first;
        em.persist(third);
        RingTwo second = new RingTwo();
        second.pupil = pupil;
        second.text = mark + "-second";
        second.next = third;
        em.persist(second);
        first.next = second;
        Nickname nickname = new Nickname();
        nickname.pupil = pupil;
        nickname.name = "pseudonym-" + mark + "-name";
        nickname.postcode = mark + "-post";
        nickname.former.add(mark + "-former");
        em.persist(nickname);
        Nickname born = new Nickname();
        born.pupil = pupil;
        born.born = true;
        born.places.add(mark + "-place");
        em.persist(born);
    }

    private static void plantMore(EntityManager em, Pupil pupil, Picture picture, String mark) {
        Board board = new Board();
        Pin pin = new Pin();
        pin.needle = new Needle();
        pin.needle.picture = picture;
        pin.colour = "red";
        board.pins.add(pin);
        Slip kept = new Slip();
        em.persist(kept);
        board.slips.put(picture, kept);
        em.persist(board);
        Booklet booklet = new Booklet();
        booklet.pupil = pupil;
        for (String sheaf : List.of("-first", "-last")) {
            booklet.sheaves.add(new Sheaf());
            booklet.sheaves.get(booklet.sheaves.size() - 1).body = mark + sheaf;
            booklet.sheaves.get(booklet.sheaves.size() - 1).notes.add(mark + sheaf);
        }
        booklet.print = new Print();
        booklet.print.body = mark + "-print";
        booklet.cover = new Cover();
        booklet.cover.body = mark + "-cover";
        em.persist(booklet.cover);
        booklet.signet = new Signet();
        booklet.signet.country = mark;
        booklet.signet.number = 7;
        booklet.signet.body = mark + "-signet";
        booklet.signet.notes.add(mark + "-signet");
        Crest crest = new Crest();
        crest.body = mark + "-crest";
        booklet.emblem = crest;
        Bow bow = new Bow();
        bow.body = mark + "-bow";
        bow.knots.add(mark + "-bow");
        booklet.ribbon = bow;
        Slip shared = new Slip();
        booklet.shared.add(shared);
        em.persist(booklet);
        em.flush();
        Imprint imprint = new Imprint();
        imprint.id = booklet.id;
        imprint.body = mark + "-imprint";
        em.persist(imprint);
        Passport passport = new Passport();
        passport.pupil = pupil;
        passport.visa = new Visa();
        passport.visa.passport = passport;
        passport.visa.body = mark + "-visa";
        em.persist(passport);
    }

    @Test
    void refusesWhatCouldNotBeFoundAgain() {
        assertThat(School.refused(database, Ties.REFUSED).problems())
                .anyMatch(problem -> problem.startsWith("Counted.tags: its rows refer to their owner")
                        && problem.endsWith("Refer to the primary key."))
                .anyMatch(problem -> problem.startsWith("Quoted: its history cannot be guarded, because ")
                        && problem.contains("Envers leaves the quotes out"))
                .anyMatch(problem -> problem.startsWith("Checked.name: its column name has a check"))
                .noneMatch(problem -> problem.startsWith("Checked.mail"));
    }
}
