package dev.consent.jpa.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.SubjectId;
import dev.consent.erasure.Hold;
import dev.consent.erasure.HoldBasis;
import dev.consent.erasure.HoldRefusedException;
import dev.consent.erasure.HoldRequest;
import dev.consent.erasure.SweepReport;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.erasure.Archive.About;
import dev.consent.jpa.erasure.Archive.Badge;
import dev.consent.jpa.erasure.Archive.Card;
import dev.consent.jpa.erasure.Archive.Colour;
import dev.consent.jpa.erasure.Archive.Exam;
import dev.consent.jpa.erasure.Archive.ExamId;
import dev.consent.jpa.erasure.Archive.JoinedNote;
import dev.consent.jpa.erasure.Archive.JoinedRemark;
import dev.consent.jpa.erasure.Archive.Letter;
import dev.consent.jpa.erasure.Archive.Opinion;
import dev.consent.jpa.erasure.Archive.Part;
import dev.consent.jpa.erasure.Archive.Photo;
import dev.consent.jpa.erasure.Archive.Poster;
import dev.consent.jpa.erasure.Archive.Sheet;
import dev.consent.jpa.erasure.Archive.SingleNote;
import dev.consent.jpa.erasure.Archive.SingleRemark;
import dev.consent.jpa.erasure.Archive.Slot;
import dev.consent.jpa.erasure.Archive.SlotId;
import dev.consent.jpa.erasure.Archive.UnionNote;
import dev.consent.jpa.erasure.Archive.UnionRemark;
import dev.consent.jpa.erasure.Archive.Verdict;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds on rows of every kind of key, on subclasses, and on data about several people. */
abstract class HoldsContract {

    private static final UUID ROOM = UUID.fromString("5f1dd2a8-1f3b-4a50-9c9e-0d2c1a6b7e11");
    private static final UUID OTHER = UUID.fromString("00000000-0000-4000-8000-000000000002");

    private final TestDatabase database;
    private School school;
    private Long anna;
    private Long ben;

    HoldsContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        school = new School(database, Map.of(), Archive.ENTITIES);
        anna = school.enrol("Anna");
        ben = school.enrol("Ben");
        school.grant(anna, Reports.class, Contact.class);
        school.grant(ben, Reports.class, Contact.class);
    }

    @AfterEach
    void close() {
        school.close();
    }

    private Hold hold(HoldRequest request) {
        return school.consent.erasure().holds().place(request);
    }

    private SweepReport sweep() {
        SweepReport report = school.consent.erasure().sweep();
        assertThat(report.failed()).isZero();
        return report;
    }

    private void withdrawAndSweep(Long... pupils) {
        for (Long pupil : pupils) {
            school.withdraw(pupil, Reports.class);
        }
        school.clock.advance(Duration.ofHours(13));
        sweep();
    }

    private void release(Hold hold) {
        school.consent.erasure().holds().release(hold.id());
        sweep();
        assertThat(school.sql("select count(*) from consent_obligation where state <> 'DONE'"))
                .containsExactly("0");
        assertThat(school.whereIs("HELD")).isEmpty();
        assertThat(school.consent.erasure().checkReceipts().intact()).isTrue();
    }

    private void assertHeld(Long... pupils) {
        assertThat(school.sql("select subject_key from consent_obligation where state = 'HELD'"))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(pupils).map(String::valueOf).toList());
    }

    /** The row and its history. */
    private void assertKept(String table, long rows) {
        assertThat(school.sql("select count(*) from " + table + " where text like 'HELD%'"))
                .containsExactly(String.valueOf(rows));
        assertThat(school.sql("select count(*) from " + table + "_AUD where text like 'HELD%'"))
                .containsExactly(String.valueOf(rows));
    }

    private void plant(Long pupil, String text, Supplier<? extends About> made) {
        school.write(em -> {
            About row = made.get();
            row.about(em.find(Pupil.class, pupil), text);
            em.persist(row);
        });
    }

    // ---- rows with keys of every kind

    private static Slot slot(SlotId id) {
        Slot slot = new Slot();
        slot.id = id;
        return slot;
    }

    private static Sheet sheet(SlotId id) {
        Sheet sheet = new Sheet();
        sheet.id = id;
        return sheet;
    }

    private static Letter letter(UUID id) {
        Letter letter = new Letter();
        letter.id = id;
        return letter;
    }

    private static Card card(UUID id) {
        Card card = new Card();
        card.id = id;
        return card;
    }

    private static Badge badge(Colour id) {
        Badge badge = new Badge();
        badge.id = id;
        return badge;
    }

    private static Exam exam(Part part) {
        Exam exam = new Exam();
        exam.part = part;
        return exam;
    }

    /** Key, and how a row with the held key and another one are made. */
    static Stream<Arguments> keys() {
        SlotId morning = new SlotId(12, ROOM, Part.MORNING);
        SlotId afternoon = new SlotId(12, ROOM, Part.AFTERNOON);
        return Stream.of(
                made(Slot.class, "Slot", morning, () -> slot(morning), () -> slot(afternoon)),
                made(Letter.class, "ArchivedLetter", ROOM, () -> letter(ROOM), () -> letter(OTHER)),
                made(Card.class, "Card", ROOM, () -> card(ROOM), () -> card(OTHER)),
                made(Badge.class, "Badge", Colour.BLUE, () -> badge(Colour.BLUE), () -> badge(Colour.RED)),
                // The person is part of this key: what is missing here is filled in by the test.
                made(Exam.class, "Exam", Part.MORNING, () -> exam(Part.MORNING), () -> exam(Part.AFTERNOON)));
    }

    private static Arguments made(
            Class<?> entity, String table, Object key, Supplier<About> held, Supplier<About> other) {
        return Arguments.of(entity, table, key, held, other);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("keys")
    void aRowIsHeldWhateverItsKeyIs(
            Class<?> entity, String table, Object key, Supplier<About> held, Supplier<About> other) {
        plant(anna, "HELD", held);
        plant(anna, "GOES", other);
        Object id = key instanceof Part part ? new ExamId(anna, part) : key;
        Hold hold = hold(HoldRequest.row(entity, id, HoldBasis.LEGAL_CLAIMS, "case 12"));
        withdrawAndSweep(anna);
        assertHeld(anna);
        assertKept(table, 1);
        assertThat(school.whereIs("GOES")).isEmpty();
        release(hold);
    }

    @Test
    void aRowPastItsTermIsHeldByItsKey() {
        for (UUID id : List.of(ROOM, OTHER)) {
            plant(anna, id.equals(ROOM) ? "HELD" : "GOES", () -> {
                Letter letter = letter(id);
                letter.sent = LocalDate.of(2026, 3, 1);
                return letter;
            });
        }
        Hold hold = hold(HoldRequest.row(Letter.class, ROOM, HoldBasis.LEGAL_CLAIMS, "case 12"));
        school.clock.advance(Duration.ofDays(9));
        assertThat(sweep().expiredRows()).isEqualTo(1);
        assertKept("ArchivedLetter", 1);
        assertThat(school.whereIs("GOES")).isEmpty();
        release(hold);
    }

    @Test
    void aHoldOnARowKeepsTheValuesOfThePersonInThatEntityAndNobodyElses() {
        plant(anna, "HELD", () -> sheet(new SlotId(1, ROOM, Part.MORNING)));
        plant(ben, "GOES", () -> sheet(new SlotId(2, ROOM, Part.MORNING)));
        Hold hold = hold(
                HoldRequest.row(Sheet.class, new SlotId(1, ROOM, Part.MORNING), HoldBasis.LEGAL_CLAIMS, "case 12"));
        withdrawAndSweep(anna, ben);
        assertHeld(anna);
        assertKept("Sheet", 1);
        assertThat(school.whereIs("HELD-note")).isNotEmpty();
        assertThat(school.whereIs("GOES")).isEmpty();
        release(hold);
    }

    @Test
    void aKeyThatIsNoneIsRefused() {
        plant(anna, "HELD", () -> slot(new SlotId(12, ROOM, Part.MORNING)));
        for (Object none : List.of(new SlotId(12, OTHER, Part.MORNING), ROOM, "12")) {
            assertThatThrownBy(() -> hold(HoldRequest.row(Slot.class, none, HoldBasis.LEGAL_CLAIMS, "case 12")))
                    .isInstanceOfSatisfying(
                            HoldRefusedException.class,
                            refused -> assertThat(refused.reason()).isEqualTo(HoldRefusedException.Reason.UNKNOWN_ROW));
        }
        assertThat(school.consent.audit().holds().all()).isEmpty();
    }

    // ---- subclasses

    static Stream<Arguments> hierarchies() {
        return Stream.of(
                hierarchy(SingleRemark.class, "SingleNote", SingleRemark::new, SingleNote::new),
                hierarchy(JoinedRemark.class, "JoinedNote", JoinedRemark::new, JoinedNote::new),
                hierarchy(UnionRemark.class, "UnionRemark", UnionRemark::new, UnionNote::new));
    }

    private static Arguments hierarchy(Class<?> subclass, String table, Supplier<About> held, Supplier<About> other) {
        return Arguments.of(subclass, table, held, other);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("hierarchies")
    void aSubclassIsHeldAndTheRestOfItsHierarchyGoes(
            Class<?> subclass, String table, Supplier<About> held, Supplier<About> other) {
        plant(anna, "HELD", held);
        plant(anna, "GOES", other);
        plant(ben, "GOES", other);
        Hold hold = hold(HoldRequest.type(subclass, HoldBasis.LEGAL_OBLIGATION, "inquiry"));
        withdrawAndSweep(anna, ben);
        assertHeld(anna);
        assertKept(table, 1);
        assertThat(school.whereIs("GOES")).isEmpty();
        release(hold);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("hierarchies")
    void aHierarchyIsHeldWithItsSubclasses(
            Class<?> subclass, String table, Supplier<About> held, Supplier<About> other) {
        plant(anna, "HELD", held);
        plant(ben, "HELD", other);
        Hold hold = hold(HoldRequest.type(subclass.getSuperclass(), HoldBasis.LEGAL_OBLIGATION, "inquiry"));
        withdrawAndSweep(anna, ben);
        assertHeld(anna, ben);
        release(hold);
    }

    @Test
    void valuesOfASubclassAreHeldForThoseWhoHaveOne() {
        plant(anna, "HELD", Verdict::new);
        plant(ben, "GOES", Opinion::new);
        Hold hold = hold(HoldRequest.type(Verdict.class, HoldBasis.LEGAL_OBLIGATION, "inquiry"));
        withdrawAndSweep(anna, ben);
        assertHeld(anna);
        assertKept("Opinion", 1);
        assertThat(school.whereIs("GOES")).isEmpty();
        release(hold);
    }

    // ---- several people

    private UUID photo(String text, Long... children) {
        Photo photo = new Photo();
        photo.id = UUID.randomUUID();
        photo.text = text;
        school.write(em -> {
            Photo hung = em.merge(photo);
            Stream.of(children).forEach(child -> hung.children.add(em.find(Pupil.class, child)));
        });
        return photo.id;
    }

    private Long poster(String text, Long... children) {
        return school.read(em -> {
            Poster poster = new Poster();
            poster.text = text;
            Stream.of(children).forEach(child -> poster.children.add(em.find(Pupil.class, child)));
            em.persist(poster);
            return poster.id;
        });
    }

    @Test
    void whatIsAboutSeveralPeopleIsKeptForTheOneWhoIsHeld() {
        photo("HELD-together", anna, ben);
        photo("GOES-alone", anna);
        poster("HELD-poster", anna, ben);
        Hold hold = hold(HoldRequest.person(SubjectId.of(Pupil.class, ben), HoldBasis.LEGAL_CLAIMS, "case 12"));
        withdrawAndSweep(anna);
        assertHeld(anna);
        assertThat(school.whereIs("HELD-together")).isNotEmpty();
        assertThat(school.whereIs("HELD-poster")).isNotEmpty();
        assertThat(school.whereIs("GOES")).isEmpty();
        assertThat(school.<Long>read(em ->
                        em.createQuery("select count(*) from Photo", Long.class).getSingleResult()))
                .as("held is hidden")
                .isZero();
        release(hold);
    }

    @Test
    void oneOfSeveralRowsAboutSeveralPeopleIsHeld() {
        UUID held = photo("HELD", anna, ben);
        photo("GOES", anna, ben);
        Hold hold = hold(HoldRequest.row(Photo.class, held, HoldBasis.LEGAL_CLAIMS, "case 12"));
        withdrawAndSweep(anna);
        assertHeld(anna);
        assertKept("Photo", 1);
        assertThat(school.whereIs("GOES")).isEmpty();
        assertThat(school.sql("select count(*) from Photo_Pupil")).containsExactly("2");
        release(hold);
    }

    @Test
    void valuesAboutSeveralPeopleAreHeldByTheirRow() {
        Long held = poster("HELD", anna, ben);
        Hold hold = hold(HoldRequest.row(Poster.class, held, HoldBasis.LEGAL_CLAIMS, "case 12"));
        withdrawAndSweep(anna);
        assertHeld(anna);
        assertKept("Poster", 1);
        release(hold);
    }
}
