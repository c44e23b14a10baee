package dev.consent.jpa.unusual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.consent.jpa.ConsentSettings;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.mapping.ConsentMappingException;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Reports;
import dev.consent.jpa.unusual.Ties.Album;
import dev.consent.jpa.unusual.Ties.Binder;
import dev.consent.jpa.unusual.Ties.Nickname;
import dev.consent.jpa.unusual.Ties.Pamphlet;
import dev.consent.jpa.unusual.Ties.Picture;
import dev.consent.jpa.unusual.Ties.Pointer;
import dev.consent.jpa.unusual.Ties.Rack;
import dev.consent.jpa.unusual.Ties.RingOne;
import dev.consent.jpa.unusual.Ties.RingThree;
import dev.consent.jpa.unusual.Ties.RingTwo;
import dev.consent.jpa.unusual.Ties.Sheet;
import dev.consent.jpa.unusual.Ties.Slip;
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
            List<String> planted = school.whereIs("ANNA-");
            List<String> others = school.whereIs("BEN-");
            assertThat(planted)
                    .hasSameSizeAs(others)
                    .anyMatch(place -> place.toLowerCase(Locale.ROOT).startsWith("tags_before"))
                    .anyMatch(place -> place.toLowerCase(Locale.ROOT).startsWith("labels_before"))
                    .anyMatch(place -> place.toLowerCase(Locale.ROOT).startsWith("marks_before"))
                    .anyMatch(place -> place.toLowerCase(Locale.ROOT).contains("binder_ties$slip_aud"));

            school.withdraw(anna, Reports.class);
            school.clock.advance(Duration.ofHours(13));
            Map<String, Long> foretold = school.consent.erasure().plan().rows();
            assertThat(school.consent.erasure().sweep().failed()).isZero();

            assertThat(foretold).containsEntry("pointer_one", 1L).containsEntry("marks_before", 1L);
            assertThat(school.whereIs("ANNA-")).isEmpty();
            assertThat(school.whereIs("BEN-")).isEqualTo(others);
            assertThat(school.sql("select count(*) from Slip where binder_id is null and title is null"))
                    .containsExactly("1");
            assertThat(school.sql("select count(*) from Slip where binder_id is not null and title is not null"))
                    .containsExactly("1");
            for (String left : List.of("Pointer", "Rack", "Slip", "Nickname")) {
                assertThat(school.sql("select count(*) from " + left))
                        .describedAs(left)
                        .containsExactly("2");
            }
            assertThat(school.sql("select rtrim(postcode) from Nickname where pupil_id = " + anna))
                    .containsExactly("AN");
            assertThat(school.sql("select count(*) from Nickname where pupil_id = " + anna
                            + " and name like 'pseudonym-%' and char_length(name) = 42"))
                    .containsExactly("1");
            school.write(
                    em -> assertThat(em.createQuery("from Rack", Rack.class).getResultList())
                            .extracting(rack -> rack.pamphlets.size() + rack.more.size())
                            .containsExactlyInAnyOrder(0, 2));
            assertThat(school.consent.erasure().sweep().receipts()).isEmpty();
        }
    }

    private static void plant(EntityManager em, Pupil pupil, String mark) {
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
        em.persist(pamphlet);
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
    }

    @Test
    void refusesWhatCouldNotBeFoundAgain() {
        Throwable refused = catchThrowable(() -> new School(database, Map.of(), Ties.REFUSED).close());
        while (refused != null && !(refused instanceof ConsentMappingException)) {
            refused = refused.getCause();
        }
        assertThat(refused).isInstanceOf(ConsentMappingException.class);
        assertThat(((ConsentMappingException) refused).problems())
                .anyMatch(problem -> problem.startsWith("Counted.tags: its rows refer to their owner")
                        && problem.endsWith("Refer to the primary key."))
                .anyMatch(problem -> problem.startsWith("Quoted: its history cannot be guarded, because ")
                        && problem.contains("Envers leaves the quotes out"))
                .anyMatch(problem -> problem.startsWith("Checked.name: its column name has a check"))
                .noneMatch(problem -> problem.startsWith("Checked.mail"));
    }
}
