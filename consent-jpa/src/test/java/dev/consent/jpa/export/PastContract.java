package dev.consent.jpa.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.decision.Decision;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.database.TestUnit;
import dev.consent.jpa.export.Attic.Chest;
import dev.consent.jpa.export.Attic.Keeping;
import dev.consent.jpa.export.Attic.Label;
import dev.consent.jpa.export.Attic.Lending;
import dev.consent.jpa.export.Attic.Letter;
import dev.consent.jpa.export.Attic.Owner;
import dev.consent.jpa.export.Attic.Place;
import dev.consent.jpa.export.Attic.Shelf;
import dev.consent.jpa.export.Attic.Stamp;
import dev.consent.jpa.export.Attic.Trunk;
import jakarta.persistence.EntityManager;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What only the history knows is exported as it is erased. */
abstract class PastContract {

    private static final Grantor MOTHER = Grantor.parent(7);

    private final TestDatabase database;
    private TestUnit unit;
    private SubjectId anna;
    private SubjectId ben;

    PastContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        unit = new TestUnit(
                database.freshUrl(), Map.of("org.hibernate.envers.store_data_at_delete", true), Attic.ENTITIES);
        anna = owner("anna");
        ben = owner("ben");
    }

    @AfterEach
    void close() {
        unit.close();
    }

    private SubjectId owner(String who) {
        SubjectId subject = unit.read(em -> {
            Owner owner = new Owner();
            em.persist(owner);
            return SubjectId.of(Owner.class, owner.id);
        });
        unit.write(em -> {
            unit.decideIn(em, subject, true, Keeping.class, Lending.class);
            Owner owner = em.find(Owner.class, Long.valueOf(subject.key()));
            owner.name = who + "-name-1";
            owner.notes.put(who + "-key", who + "-note-1");
        });
        unit.write(em -> {
            Owner owner = em.find(Owner.class, Long.valueOf(subject.key()));
            owner.name = who + "-name-2";
            owner.notes.put(who + "-key", who + "-note-2");
        });
        return subject;
    }

    private Owner find(EntityManager em, SubjectId owner) {
        return em.find(Owner.class, Long.valueOf(owner.key()));
    }

    private Place chest(SubjectId owner, String who, int room) {
        Place place = new Place(room, 7);
        unit.write(em -> {
            Chest chest = new Chest();
            chest.id = place;
            chest.owner = find(em, owner);
            fill(chest, who, "-1");
            em.persist(chest);
            Letter letter = new Letter();
            letter.trunk = chest;
            fill(letter, who, "-1");
            em.persist(letter);
            Stamp stamp = new Stamp();
            stamp.letter = letter;
            stamp.motif = who + "-motif-1";
            em.persist(stamp);
        });
        unit.write(em -> {
            Chest chest = em.find(Chest.class, place);
            fill(chest, who, "-2");
            em.createQuery("from Letter where trunk.id = ?1", Letter.class)
                    .setParameter(1, place)
                    .getResultList()
                    .forEach(letter -> fill(letter, who, "-2"));
            em.createQuery("from Stamp where letter.trunk.id = ?1", Stamp.class)
                    .setParameter(1, place)
                    .getResultList()
                    .forEach(stamp -> stamp.motif = who + "-motif-2");
        });
        return place;
    }

    private static void fill(Chest chest, String who, String when) {
        chest.content = who + "-content" + when;
        chest.label.front = who + "-front" + when;
        chest.lock = who + "-lock" + when;
        chest.secret = who + "-secret" + when;
        chest.tags.clear();
        chest.tags.add(who + "-tag" + when);
    }

    private static void fill(Letter letter, String who, String when) {
        letter.text = who + "-text" + when;
        letter.lines.clear();
        letter.lines.add(who + "-line" + when);
        Label label = new Label();
        label.back = who + "-label" + when;
        letter.labels.clear();
        letter.labels.put(who + "-place" + when, label);
    }

    private void shelf(SubjectId owner, String who, int room) {
        Place place = new Place(room, 9);
        unit.write(em -> {
            Shelf shelf = new Shelf();
            shelf.id = place;
            shelf.owner = find(em, owner);
            shelf.lentTo = who + "-lent-1";
            shelf.wishes.add(who + "-wish-1");
            shelf.wood = "oak";
            em.persist(shelf);
        });
        unit.write(em -> {
            Shelf shelf = em.find(Shelf.class, place);
            shelf.lentTo = who + "-lent-2";
            shelf.wishes.clear();
            shelf.wishes.add(who + "-wish-2");
        });
    }

    private void remove(Place chest) {
        unit.write(em -> em.createQuery("from Stamp where letter.trunk.id = ?1", Stamp.class)
                .setParameter(1, chest)
                .getResultList()
                .forEach(em::remove));
        unit.write(em -> em.createQuery("from Letter where trunk.id = ?1", Letter.class)
                .setParameter(1, chest)
                .getResultList()
                .forEach(em::remove));
        unit.write(em -> em.remove(em.find(Trunk.class, chest)));
    }

    private JsonNode export() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        unit.consent.export(anna, "request 4711", out, Locale.ENGLISH);
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals("data.json")) {
                    return JsonMapper.shared().readTree(zip.readAllBytes());
                }
            }
            throw new AssertionError("no data.json");
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private static Set<String> planted(JsonNode node, Set<String> found) {
        if (node.isString()
                && (node.asString().startsWith("anna-") || node.asString().startsWith("ben-"))) {
            found.add(node.asString());
        }
        node.forEach(child -> planted(child, found));
        return found;
    }

    /** What stands in the database in the place of a value that is stored in another way. */
    private static String stored(String value) {
        return value.contains("-secret") ? Attic.Backwards.turned(value) : value;
    }

    private void coversWhatErasureTakes() {
        Set<String> before = unit.beginning("anna-");
        Set<String> exported = new TreeSet<>();
        planted(export(), new TreeSet<>()).forEach(value -> exported.add(stored(value)));
        unit.write(em -> unit.consent.decide(em, Decision.withdrawn(anna, Keeping.class, MOTHER)));
        unit.write(em -> unit.consent.decide(em, Decision.withdrawn(anna, Lending.class, MOTHER)));
        unit.clock.advance(Duration.ofHours(25));
        assertThat(unit.consent.erasure().sweep().failed()).isZero();
        Set<String> erased = new TreeSet<>(before);
        erased.removeAll(unit.beginning("anna-"));
        assertThat(unit.beginning("anna-")).isEmpty();
        assertThat(exported).isEqualTo(erased);
    }

    @Test
    void coversEarlierValuesAndEarlierElementsUnderCompositeKeys() {
        chest(anna, "anna", 1);
        chest(ben, "ben", 2);
        shelf(anna, "anna", 1);
        shelf(ben, "ben", 2);
        coversWhatErasureTakes();
    }

    @Test
    void coversWhatTheApplicationHadRemoved() {
        remove(chest(anna, "anna", 1));
        remove(chest(ben, "ben", 2));
        shelf(anna, "anna", 1);
        unit.write(em -> em.remove(em.find(Shelf.class, new Place(1, 9))));
        coversWhatErasureTakes();
    }

    @Test
    void namesTheAttributesNotTheColumns() {
        Place place = chest(anna, "anna", 1);
        JsonNode rows = export().get("data")
                .valueStream()
                .filter(source -> source.get("history").asBoolean()
                        && source.get("entity").asString().equals("Trunk")
                        && source.get("collection").isNull())
                .findFirst()
                .orElseThrow()
                .get("rows");
        assertThat(rows.valueStream()
                        .map(row -> row.get("label.front").asString(""))
                        .toList())
                .containsExactlyInAnyOrder("anna-front-1", "anna-front-2");
        assertThat(rows.get(0).get("id.number").asInt()).isEqualTo(place.number());
        assertThat(rows.get(0).get("content").asString()).startsWith("anna-content");
    }

    @Test
    void leavesOutWhatARowSaidWhileItWasAboutSomebodyElse() {
        Place place = chest(ben, "ben", 3);
        unit.write(em -> {
            Trunk chest = em.find(Trunk.class, place);
            chest.owner = find(em, anna);
            fill((Chest) chest, "anna", "-3");
        });
        Set<String> exported = planted(export(), new TreeSet<>());
        assertThat(exported).contains("anna-content-3", "anna-secret-3", "anna-tag-3");
        assertThat(exported)
                .doesNotContain(
                        "ben-content-1", "ben-secret-1", "ben-front-2", "ben-lock-2", "ben-name-1", "ben-tag-1");
    }
}
