package dev.consent.jpa.unusual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import dev.consent.jpa.unusual.Oddments.Diploma;
import dev.consent.jpa.unusual.Oddments.Folio;
import dev.consent.jpa.unusual.Oddments.Gauge;
import dev.consent.jpa.unusual.Oddments.Line;
import dev.consent.jpa.unusual.Oddments.Motto;
import dev.consent.jpa.unusual.Oddments.Patch;
import dev.consent.jpa.unusual.Oddments.Plain;
import dev.consent.jpa.unusual.Oddments.Quilt;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.hibernate.envers.AuditReaderFactory;
import org.hibernate.envers.query.AuditEntity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever is seldom in one row goes with it, from the history too, and nothing of others. */
abstract class OddmentsContract {

    private final TestDatabase database;
    private School school;
    private Long anna;
    private Long ben;

    OddmentsContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        school = new School(
                database,
                Map.of("org.hibernate.envers.audit_strategy_validity_store_revend_timestamp", "true"),
                Oddments.ENTITIES);
        anna = school.enrol("Anna");
        ben = school.enrol("Ben");
        for (Long pupil : List.of(anna, ben)) {
            String mark = pupil.equals(anna) ? "ANNA" : "BEN";
            school.grant(pupil, Reports.class, Contact.class);
            school.write(em -> plant(em, em.find(Pupil.class, pupil), mark));
            school.write(em -> award(em, em.find(Pupil.class, pupil), mark));
            school.write(em -> change(em, pupil, mark));
        }
    }

    @AfterEach
    void close() {
        if (school != null) {
            school.close();
        }
    }

    static void plant(EntityManager em, Pupil pupil, String mark) {
        for (int i = 0; i < 2; i++) {
            Plain plain = new Plain();
            plain.colour = "red";
            em.persist(plain);
            Gauge gauge = new Gauge();
            gauge.pupil = pupil;
            gauge.text = mark + "-text";
            gauge.lines.add(Line.of(mark + "-line"));
            gauge.lines.add(Line.of(mark + "-line-2"));
            gauge.byPlain.put(plain, mark + "-by-plain");
            gauge.byText.put(mark + "-key", Line.of(mark + "-by-text"));
            em.persist(gauge);
        }
        Quilt quilt = new Quilt();
        quilt.pupil = pupil;
        quilt.text = mark + "-quilt";
        em.persist(quilt);
        Patch patch = new Patch();
        patch.pupil = pupil;
        patch.text = mark + "-patch";
        em.persist(patch);
        Folio folio = new Folio();
        folio.pupil = pupil;
        folio.facts = Map.of(mark + "-fact", mark + "-value");
        folio.motto = new Motto(mark + "-motto");
        em.persist(folio);
    }

    private static void award(EntityManager em, Pupil pupil, String mark) {
        Diploma diploma = new Diploma();
        diploma.pupil = pupil;
        diploma.praise = mark + "-praise";
        diploma.awarded = LocalDate.of(2026, 2, 1);
        em.persist(diploma);
    }

    private static <T> List<T> of(EntityManager em, Class<T> entity, Long pupil) {
        return em.createQuery("from " + entity.getSimpleName() + " e where e.pupil.id = :id order by e.id", entity)
                .setParameter("id", pupil)
                .getResultList();
    }

    static void change(EntityManager em, Long pupil, String mark) {
        List<Gauge> gauges = of(em, Gauge.class, pupil);
        gauges.get(0).lines.remove(0);
        gauges.get(0).text = mark + "-text-again";
        gauges.get(0).byPlain.replaceAll((plain, text) -> mark + "-by-plain-again");
        em.remove(gauges.get(1));
        of(em, Quilt.class, pupil).get(0).text = mark + "-quilt-again";
        of(em, Patch.class, pupil).get(0).text = mark + "-patch-again";
        of(em, Folio.class, pupil).get(0).motto = new Motto(mark + "-motto-again");
    }

    @Test
    void goesWithEverythingOfOnePersonAndNothingOfOthers() {
        List<String> others = school.whereIs("BEN-");
        assertThat(school.whereIs("ANNA-quilt"))
                .as("Envers leaves the quotes out")
                .anyMatch(place -> place.equalsIgnoreCase("Quilt_AUD.theText"));
        school.withdraw(anna, Reports.class);
        assertThat(school.<List<?>>read(em -> AuditReaderFactory.get(em)
                        .createQuery()
                        .forRevisionsOfEntity(Patch.class, true, true)
                        .add(AuditEntity.relatedId("pupil").eq(anna))
                        .getResultList()))
                .isNotEmpty()
                .allMatch(patch -> ((Patch) patch).text == null);
        school.clock.advance(Duration.ofHours(13));
        assertThat(school.consent.erasure().sweep().failed()).isZero();

        assertThat(school.whereIs("ANNA-"))
                .allMatch(place -> place.toLowerCase(java.util.Locale.ROOT).startsWith("diploma_more"));
        assertThat(school.whereIs("BEN-")).containsExactlyInAnyOrderElementsOf(others);
        assertThat(school.sql("select count(*) from Folio where motto = 'muted'"))
                .containsExactly("1");
        school.grant(anna, Reports.class);
        school.write(em -> {
            Folio folio = of(em, Folio.class, anna).get(0);
            assertThat(folio.facts).isEqualTo(Map.of("entries", "1"));
            folio.motto = new Motto("NEW-motto");
        });
        assertThat(school.whereIs("NEW-motto")).hasSize(2);
    }

    @Test
    void aValueGoesAtTheEndOfATermFromADateBesideIt() {
        school.clock.advance(Duration.ofDays(370));
        assertThat(school.consent.erasure().sweep().failed()).isZero();
        assertThat(school.whereIs("-praise")).isEmpty();
        assertThat(school.sql("select count(*) from diploma_more where awarded is not null"))
                .containsExactly("2");
    }
}
