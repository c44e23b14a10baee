package dev.consent.jpa.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.PersonalData;
import dev.consent.jpa.database.School;
import dev.consent.jpa.doors.estate.Belongings.Thing;
import dev.consent.jpa.doors.estate.Holder;
import dev.consent.jpa.model.Evaluation;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.Cache;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.GeneratedColumn;
import org.junit.jupiter.api.DisplayName;

/**
 * Everything a person left is looked for in every column of every table, in both audit strategies and with and without
 * data stored at deletion. What is said here of a hidden row or field is what has become of it when it was erased.
 */
@DisplayName("Erasing")
class ErasingTest extends Chapter {

    private static final String BEFORE = "-";

    private List<Estate> estates() {
        places.add(Place.SESSION);
        return Estate.on(ground);
    }

    @Door(
            number = 84,
            name = "every table",
            row = "gone, with links, elements and parts",
            field = "null",
            sessionOnly = SessionOnly.SWEEP)
    void liveTables() {
        for (Estate estate : estates()) {
            assertThat(estate.report.failed()).as("%s", estate.auditing).isZero();
            assertThat(estate.annasBefore).as("%s", estate.auditing).hasSizeGreaterThan(60);
            assertThat(estate.whereAnywhere("ANNA" + BEFORE))
                    .as("%s", estate.auditing)
                    .isEmpty();
            for (String key : estate.keys) {
                assertThat(estate.whereAnywhere(key))
                        .as("%s", estate.auditing)
                        .allMatch(place -> Estate.isPast(place) || place.startsWith("script"));
            }
            assertThat(estate.sql("select count(*) from Holder")).containsExactly("2");
            assertThat(estate.sql("select count(*) from Holder where mood is null and partner_id is null"))
                    .containsExactly("1");
            assertThat(estate.sql("select count(*) from Shelf")).containsExactly("2");
            assertThat(estate.sql("select count(*) from Shelf where first_id is null"))
                    .containsExactly("1");
            assertThat(estate.sql("select count(*) from shelf_favourite")).containsExactly("1");
        }
    }

    @Door(
            number = 84,
            name = "everything of others",
            row = "as it was",
            field = "as it was",
            sessionOnly = SessionOnly.SWEEP)
    void others() {
        for (Estate estate : estates()) {
            assertThat(estate.whereAnywhere("BEN" + BEFORE))
                    .as("%s", estate.auditing)
                    .containsExactlyInAnyOrderElementsOf(estate.bensBefore);
        }
    }

    @Door(
            number = 85,
            name = "every table of history",
            row = "the revision without values",
            field = "null",
            sessionOnly = SessionOnly.SWEEP)
    void history() {
        for (Estate estate : estates()) {
            assertThat(estate.annasBefore.stream().filter(Estate::isPast))
                    .as("%s", estate.auditing)
                    .hasSizeGreaterThan(30);
            // Elements keep their values in the key of their history; those rows go, all others stay.
            List<String> kept = estate.revisionsAfter;
            assertThat(kept.stream().filter(ErasingTest::isOfRows))
                    .as("%s", estate.auditing)
                    .containsExactlyElementsOf(estate.revisionsBefore.stream()
                            .filter(ErasingTest::isOfRows)
                            .toList());
        }
    }

    private static boolean isOfRows(String table) {
        String name = table.toLowerCase(Locale.ROOT);
        return List.of("_tags", "_stamps", "_scopes", "_phones", "formerstreets", "_accounts").stream()
                .noneMatch(name::contains);
    }

    @Door(
            number = 86,
            name = "update after its history was redacted",
            field = "written, and audited",
            sessionOnly = SessionOnly.SWEEP)
    void updated() {
        for (Estate estate : estates()) {
            estate.write(em -> em.find(Holder.class, estate.anna).visits++);
            estate.grant(estate.anna);
            estate.write(em -> {
                Holder holder = em.find(Holder.class, estate.anna);
                assertThat(holder.mail).isNull();
                holder.mail = "NEW-mail";
                holder.phones.add("NEW-phone");
                holder.accounts.put("NEW-service", "NEW-account");
            });
            estate.write(em -> em.find(Holder.class, estate.anna).phones.clear());
            estate.write(
                    em -> assertThat(Estate.all(em, Thing.class, estate.anna)).isEmpty());
            assertThat(estate.whereAnywhere("NEW-mail")).anyMatch(Estate::isPast);
        }
    }

    @Door(
            number = 87,
            name = "rows deleted by name only, and rows removed before",
            row = "gone, and their history empty",
            sessionOnly = SessionOnly.SWEEP)
    void softDeleted() {
        for (Estate estate : estates()) {
            assertThat(estate.annasBefore)
                    .as("%s", estate.auditing)
                    .anyMatch(place -> place.toLowerCase(Locale.ROOT).contains("\"letter\""));
            assertThat(estate.sql("select count(*) from Letter")).containsExactly("1");
            assertThat(estate.sql("select count(*) from Diary")).containsExactly("2");
            for (String removed : List.of("-letter", "-guests", "-answers", "-piece-1", "-stamp")) {
                assertThat(estate.whereAnywhere("ANNA" + removed)).as(removed).isEmpty();
            }
        }
    }

    @Door(
            number = 88,
            name = "tables beside the history: secondary, joined, mapped by the other side",
            row = "no value",
            field = "no value",
            sessionOnly = SessionOnly.SWEEP)
    void auxiliary() {
        for (Estate estate : estates()) {
            for (String table : List.of("holder_more_log", "things_over_time")) {
                assertThat(estate.annasBefore)
                        .as("%s", estate.auditing)
                        .anyMatch(place -> place.toLowerCase(Locale.ROOT).contains(table));
            }
            assertThat(estate.tables())
                    .anyMatch(table -> table.toLowerCase(Locale.ROOT).contains("shelves_over_time"));
            assertThat(estate.whereAnywhere("ANNA" + BEFORE).stream().filter(Estate::isPast))
                    .isEmpty();
        }
    }

    /** Personal data of which Hibernate itself would keep earlier versions, in tables of its own. */
    @Entity(name = "Versioned")
    @org.hibernate.annotations.Audited
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class Versioned {
        @Id
        Long id;

        @ManyToOne
        Pupil pupil;

        String text;
    }

    @Door(number = 88, name = "tables of Hibernate's own history", row = "refused at boot")
    void ownHistoryOfHibernate() {
        places.add(Place.BOOT);
        assertThatThrownBy(() -> new School(ground.database(), Estate.WITHOUT_CACHES, List.of(Versioned.class)))
                .hasStackTraceContaining("Versioned: Hibernate keeps earlier versions of it");
    }

    @Door(
            number = 89,
            name = "who made the change, and of what kinds",
            field = "null in the revisions about the person",
            sessionOnly = SessionOnly.SWEEP)
    void revisions() {
        for (Estate estate : estates()) {
            assertThat(estate.annasBefore)
                    .anyMatch(place -> place.toLowerCase(Locale.ROOT).endsWith(".who"));
            assertThat(estate.whereAnywhere("ANNA-clerk")).isEmpty();
            assertThat(estate.whereAnywhere("BEN-clerk")).isNotEmpty();
        }
    }

    @Door(
            number = 90,
            name = "caches, of a second node too",
            row = "not found",
            field = "null",
            sessionOnly = SessionOnly.SWEEP)
    void caches() {
        places.add(Place.SESSION);
        String url = ground.database().freshUrl();
        // Never closed: closing one closes the caches of everybody, those of the club too.
        School first = new School(url, cached(), List.of());
        School second = new School(url, cached(), List.of());
        Long pupil = first.enrol("Anna");
        first.grant(pupil, Reports.class, Contact.class);
        Long evaluation = first.read(em -> {
            em.find(Pupil.class, pupil).email = "mail";
            Evaluation written = new Evaluation(em.find(Pupil.class, pupil), "text", 8);
            em.persist(written);
            return written.id;
        });
        for (School node : List.of(first, second)) {
            assertThat(node.<String>read(em -> em.find(Evaluation.class, evaluation).text))
                    .isEqualTo("text");
            assertThat(node.<String>read(em -> em.find(Pupil.class, pupil).email))
                    .isEqualTo("mail");
        }
        first.withdraw(pupil, Reports.class, Contact.class);
        first.clock.advance(Duration.ofHours(25));
        assertThat(first.consent.erasure().sweep().done()).isEqualTo(2);
        first.grant(pupil, Reports.class, Contact.class);
        for (School node : List.of(first, second)) {
            assertThat(node.<Boolean>read(em -> em.find(Evaluation.class, evaluation) == null))
                    .isTrue();
            assertThat(node.<Boolean>read(em -> em.find(Pupil.class, pupil).email == null))
                    .isTrue();
            Cache cache = node.factory.getCache();
            assertThat(cache.contains(Evaluation.class, evaluation)).isFalse();
            assertThat(cache.contains(Pupil.class, pupil)).isFalse();
        }
    }

    private Map<String, Object> cached() {
        return Map.of(
                "consent.guards",
                ground.guards(),
                "jakarta.persistence.sharedCache.mode",
                "ALL",
                "hibernate.cache.use_second_level_cache",
                "true",
                "hibernate.cache.use_query_cache",
                "true",
                "hibernate.cache.region.factory_class",
                "jcache",
                "hibernate.cache.region_prefix",
                UUID.randomUUID().toString(),
                "hibernate.javax.cache.provider",
                "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider",
                "hibernate.javax.cache.missing_cache_strategy",
                "create");
    }

    @Door(
            number = 91,
            name = "bulk delete that skipped hidden rows",
            row = "gone all the same",
            sessionOnly = SessionOnly.SWEEP)
    void bulkDelete() {
        places.add(Place.SESSION);
        Estate estate = Estate.fresh(ground);
        estate.withdraw(estate.ben);
        estate.write(em ->
                assertThat(em.createQuery("delete from Loose").executeUpdate()).isZero());
        assertThat(estate.whereAnywhere("BEN-loose")).isNotEmpty();
        estate.clock.advance(Duration.ofHours(13));
        assertThat(estate.consent.erasure().sweep().failed()).isZero();
        assertThat(estate.whereAnywhere("BEN" + BEFORE)).isEmpty();
        estate.close();
    }

    /** What the database derives from a personal column by itself. */
    @Entity(name = "Derived")
    static class Derived {
        @Id
        Long id;

        @ManyToOne
        Pupil pupil;

        @PersonalData(purpose = Contact.class, subject = "pupil")
        String mail;

        @GeneratedColumn("upper(mail)")
        String shouted;
    }

    @Door(number = 92, name = "columns that the database derives", field = "refused at boot")
    void derivedColumns() {
        places.add(Place.BOOT);
        assertThatThrownBy(() -> new School(ground.database(), Estate.WITHOUT_CACHES, List.of(Derived.class)))
                .hasStackTraceContaining("Derived.shouted: its generated column reads the column of the protected");
    }
}
