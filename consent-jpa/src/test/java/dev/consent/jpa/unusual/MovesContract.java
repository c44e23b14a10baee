package dev.consent.jpa.unusual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.SubjectId;
import dev.consent.erasure.Hold;
import dev.consent.erasure.HoldBasis;
import dev.consent.erasure.HoldRequest;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Reports;
import dev.consent.jpa.unusual.Moves.Card;
import dev.consent.jpa.unusual.Moves.Chest;
import dev.consent.jpa.unusual.Moves.Drawer;
import dev.consent.jpa.unusual.Moves.Lid;
import dev.consent.jpa.unusual.Moves.Pack;
import dev.consent.jpa.unusual.Moves.Sickbook;
import dev.consent.jpa.unusual.Moves.Stall;
import dev.consent.jpa.unusual.Moves.Trunk;
import dev.consent.jpa.unusual.Moves.Ware;
import jakarta.persistence.EntityManager;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was Anna's is Ben's now: the history of that time goes with her, and the one since then with him. */
abstract class MovesContract {

    private final TestDatabase database;
    private School school;
    private Long anna;
    private Long ben;

    MovesContract(TestDatabase database) {
        this.database = database;
    }

    private void open(String strategy, boolean revisionOfRow) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(
                "org.hibernate.envers.audit_strategy",
                "org.hibernate.envers.strategy.internal." + strategy + "AuditStrategy");
        settings.put("org.hibernate.envers.revision_on_collection_change", revisionOfRow);
        school = new School(database, settings, revisionOfRow ? Moves.ENTITIES : Moves.WITHOUT_CHESTS);
        anna = school.enrol("Anna");
        ben = school.enrol("Ben");
        for (Long pupil : List.of(anna, ben)) {
            school.grant(pupil, Reports.class);
            String mark = pupil.equals(anna) ? "ANNA" : "BEN";
            school.write(em -> plant(em, em.find(Pupil.class, pupil), mark, revisionOfRow));
            school.write(em -> change(em, pupil, mark, revisionOfRow));
        }
        school.write(em -> move(em, anna, ben, revisionOfRow));
    }

    @AfterEach
    void close() {
        if (school != null) {
            school.close();
        }
    }

    private void withdrawAndSweep(Long pupil) {
        school.withdraw(pupil, Reports.class);
        school.clock.advance(Duration.ofHours(13));
        assertThat(school.consent.erasure().sweep().failed()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"Default, true", "Default, false", "Validity, true", "Validity, false"})
    void whatWasHersGoesWithHer(String strategy, boolean revisionOfRow) {
        open(strategy, revisionOfRow);
        List<String> others = school.whereIs("BEN-");
        if (revisionOfRow) {
            assertThat(places(school.whereIs("ANNA-"))).contains("drawer", "drawer_aud", "drawer_things_aud");
        }
        assertThat(places(school.whereIs("ANNA-")))
                .contains(
                        "sickbook_aud",
                        "sickbook_remarks_aud",
                        "card_more_aud",
                        "lid_aud",
                        "lid_marks_aud",
                        "pack_aud",
                        "pack_labels_aud",
                        "ware_aud",
                        "ware_prices_aud");

        withdrawAndSweep(anna);

        assertThat(school.whereIs("ANNA-")).isEmpty();
        assertThat(school.whereIs("BEN-")).containsExactlyInAnyOrderElementsOf(others);
        assertThat(school.consent.erasure().sweep().receipts()).isEmpty();
        withdrawAndSweep(ben);
        assertThat(school.whereIs("BEN-")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Default, true", "Default, false", "Validity, true", "Validity, false"})
    void whatWasHersDoesNotGoWithHim(String strategy, boolean revisionOfRow) {
        open(strategy, revisionOfRow);
        List<String> hers = ofRows(school.whereIs("ANNA-"));

        withdrawAndSweep(ben);

        assertThat(school.whereIs("BEN-")).isEmpty();
        assertThat(ofRows(school.whereIs("ANNA-"))).containsExactlyInAnyOrderElementsOf(hers);
        withdrawAndSweep(anna);
        assertThat(school.whereIs("ANNA-")).isEmpty();
    }

    @Test
    void sheIsToldWhatWasHersAndNothingOfHis() throws IOException {
        open("Default", true);
        assertThat(told(anna))
                .contains("ANNA-diagnosis", "ANNA-more", "ANNA-first", "ANNA-second", "ANNA-lid", "ANNA-ware")
                .doesNotContain("BEN-");
        assertThat(told(ben)).contains("BEN-moved-diagnosis", "BEN-moved-more", "BEN-moved-drawer", "BEN-moved-lid");
    }

    private String told(Long pupil) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        school.consent.export(SubjectId.of(Pupil.class, pupil), "request 4711", out, Locale.ENGLISH);
        StringBuilder told = new StringBuilder();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            while (zip.getNextEntry() != null) {
                told.append(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return told.toString();
    }

    @Test
    void theHistoryOfWhatIsHeldStaysAlthoughTheApplicationDeletedTheRow() {
        open("Default", true);
        Long card = school.read(em -> {
            Card another = new Card();
            another.pupil = em.find(Pupil.class, anna);
            another.more = "HELD-more";
            em.persist(another);
            return another.id;
        });
        Hold hold = school.consent
                .erasure()
                .holds()
                .place(HoldRequest.row(Card.class, card, HoldBasis.LEGAL_CLAIMS, "case 7"));
        school.write(em -> em.remove(em.find(Card.class, card)));
        withdrawAndSweep(anna);
        assertThat(places(school.whereIs("HELD-"))).containsExactly("card_more_aud");
        assertThat(school.whereIs("ANNA-diagnosis")).isEmpty();

        school.consent.erasure().holds().release(hold.id());
        school.clock.advance(Duration.ofHours(13));
        assertThat(school.consent.erasure().sweep().failed()).isZero();
        assertThat(school.whereIs("HELD-")).isEmpty();
        assertThat(school.whereIs("ANNA-")).isEmpty();
    }

    @Test
    void refusesWhatOnlyAHistoryCouldFindThatIsNotWritten() {
        assertThat(School.refused(
                                database,
                                Map.of("org.hibernate.envers.revision_on_collection_change", false),
                                Moves.ENTITIES)
                        .problems())
                .singleElement()
                .asString()
                .startsWith("Drawer.(drawers): its rows go with those of Chest, but no history says with which")
                .contains("revision_on_collection_change left on");
    }

    private static List<String> places(List<String> found) {
        return found.stream()
                .map(place -> place.substring(0, place.indexOf('.')).toLowerCase(Locale.ROOT))
                .map(table -> table.substring(table.indexOf('$') + 1))
                .distinct()
                .toList();
    }

    /** What goes with another row goes with all of its history, whosever that was. */
    private static List<String> ofRows(List<String> found) {
        return found.stream()
                .filter(place ->
                        List.of("sickbook", "card", "pack").stream().anyMatch(place.toLowerCase(Locale.ROOT)::contains))
                .toList();
    }

    static void plant(EntityManager em, Pupil pupil, String mark, boolean chests) {
        Sickbook sickbook = new Sickbook();
        sickbook.pupil = pupil;
        sickbook.diagnosis = mark + "-diagnosis";
        sickbook.remarks.add(mark + "-remark");
        em.persist(sickbook);
        Card card = new Card();
        card.pupil = pupil;
        card.more = mark + "-more";
        em.persist(card);
        if (chests) {
            Chest chest = new Chest();
            chest.pupil = pupil;
            for (String part : List.of("-first", "-second", "-third")) {
                Drawer drawer = new Drawer();
                drawer.text = mark + part;
                drawer.things.add(mark + part + "-thing");
                chest.drawers.add(drawer);
            }
            em.persist(chest);
        }
        Trunk trunk = new Trunk();
        trunk.pupil = pupil;
        trunk.lid = new Lid();
        trunk.lid.text = mark + "-lid";
        trunk.lid.marks.add(mark + "-mark");
        em.persist(trunk);
        Pack pack = new Pack();
        pack.pupil = pupil;
        pack.text = mark + "-pack";
        pack.labels.add(mark + "-label");
        em.persist(pack);
        Stall stall = new Stall();
        stall.pupil = pupil;
        stall.text = mark + "-stall";
        em.persist(stall);
        Ware ware = new Ware();
        ware.stall = stall;
        ware.text = mark + "-ware";
        ware.prices.add(mark + "-price");
        em.persist(ware);
    }

    private static <T> T of(EntityManager em, Class<T> entity, Long pupil) {
        return em.createQuery("from " + entity.getSimpleName() + " e where e.pupil.id = :id order by e.id", entity)
                .setParameter("id", pupil)
                .setMaxResults(1)
                .getSingleResult();
    }

    /** Changes collections by themselves, and takes away what was in a collection. */
    static void change(EntityManager em, Long pupil, String mark, boolean chests) {
        of(em, Sickbook.class, pupil).remarks.add(mark + "-later-remark");
        of(em, Pack.class, pupil).labels.add(mark + "-later-label");
        if (chests) {
            Chest chest = of(em, Chest.class, pupil);
            chest.drawers.get(1).things.add(mark + "-later-thing");
            em.remove(chest.drawers.remove(0));
        }
    }

    static void move(EntityManager em, Long anna, Long ben, boolean chests) {
        Pupil to = em.find(Pupil.class, ben);
        Sickbook sickbook = of(em, Sickbook.class, anna);
        Card card = of(em, Card.class, anna);
        Pack pack = of(em, Pack.class, anna);
        Trunk trunk = of(em, Trunk.class, anna);
        sickbook.pupil = to;
        sickbook.diagnosis = "BEN-moved-diagnosis";
        sickbook.remarks.clear();
        sickbook.remarks.add("BEN-moved-remark");
        card.pupil = to;
        card.more = "BEN-moved-more";
        pack.pupil = to;
        pack.text = "BEN-moved-pack";
        pack.labels.clear();
        pack.labels.add("BEN-moved-label");
        if (chests) {
            Drawer drawer = of(em, Chest.class, anna).drawers.remove(1);
            drawer.text = "BEN-moved-drawer";
            drawer.things.clear();
            of(em, Chest.class, ben).drawers.add(drawer);
        }
        Trunk other = of(em, Trunk.class, ben);
        em.remove(other.lid);
        other.lid = trunk.lid;
        other.lid.text = "BEN-moved-lid";
        other.lid.marks.clear();
        trunk.lid = null;
        Ware ware = em.createQuery("from Ware w where w.stall.pupil.id = :id", Ware.class)
                .setParameter("id", anna)
                .getSingleResult();
        ware.stall = of(em, Stall.class, ben);
        ware.text = "BEN-moved-ware";
        ware.prices.clear();
    }
}
