package dev.consent.jpa.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.consent.ConsentException;
import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.decision.Decision;
import dev.consent.erasure.HoldBasis;
import dev.consent.erasure.HoldRequest;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Address;
import dev.consent.jpa.model.Attachment;
import dev.consent.jpa.model.Evaluation;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Enrolment;
import dev.consent.jpa.model.Purposes.Reports;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
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

abstract class ExportContract {

    private final TestDatabase database;
    private School school;
    private SubjectId anna;

    ExportContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        school = School.on(database);
        anna = story("anna");
        story("ben");
    }

    @AfterEach
    void close() {
        school.close();
    }

    /** Each value holds the name of whom it is about, and everything was another value before. */
    private SubjectId story(String who) {
        Long id = school.enrol(who + "-name-before");
        school.grant(id, Reports.class, Contact.class);
        Long evaluation = school.read(em -> {
            Pupil pupil = em.find(Pupil.class, id);
            fill(pupil, who, "-before");
            Evaluation written = new Evaluation(pupil, who + "-text-before", 7);
            written.tags.add(who + "-tag");
            em.persist(written);
            em.persist(new Attachment(written, who + "-attachment"));
            return written.id;
        });
        school.write(em -> {
            Pupil pupil = em.find(Pupil.class, id);
            fill(pupil, who, "-now");
            em.find(Evaluation.class, evaluation).text = who + "-text-<now>";
        });
        return SubjectId.of(Pupil.class, id);
    }

    private static void fill(Pupil pupil, String who, String when) {
        pupil.name = who + "-name" + when;
        pupil.email = who + "-email" + when;
        pupil.mentor = who + "-mentor" + when;
        pupil.address = new Address(who + "-street" + when, "NL");
        pupil.phones.clear();
        pupil.phones.add(who + "-phone" + when);
    }

    private Map<String, String> export(Locale language) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        school.consent.export(anna, "request 4711", out, language);
        Map<String, String> files = new HashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    private static Set<String> planted(JsonNode node, Set<String> found) {
        if (node.isString() && node.asString().startsWith("anna-")) {
            found.add(node.asString());
        }
        node.forEach(child -> planted(child, found));
        return found;
    }

    private Set<String> stored() {
        Set<String> values = new TreeSet<>();
        for (String select : new String[] {
            "select name from Pupil",
            "select email from Pupil",
            "select mentor from Pupil",
            "select street from Pupil",
            "select phones from Pupil_phones",
            "select text from Evaluation",
            "select tags from Evaluation_tags",
            "select content from Attachment",
            "select name from Pupil_AUD",
            "select email from Pupil_AUD",
            "select mentor from Pupil_AUD",
            "select street from Pupil_AUD",
            "select phones from Pupil_phones_AUD",
            "select text from Evaluation_AUD",
            "select tags from Evaluation_tags_AUD",
            "select content from Attachment_AUD"
        }) {
            school.sql(select).stream()
                    .filter(value -> value != null && value.startsWith("anna-"))
                    .forEach(values::add);
        }
        return values;
    }

    @Test
    void coversExactlyWhatErasureTakes() throws IOException {
        school.withdraw(Long.valueOf(anna.key()), Contact.class);
        Set<String> before = stored();
        Map<String, String> files = export(Locale.ENGLISH);
        Set<String> exported = planted(JsonMapper.shared().readTree(files.get("data.json")), new TreeSet<>());
        school.write(em -> {
            school.consent.decide(em, Decision.withdrawn(anna, Reports.class, Grantor.parent(7)));
            school.consent.decide(em, Decision.revoked(anna, Enrolment.class, Grantor.operator("office")));
        });
        school.clock.advance(Duration.ofHours(25));
        assertThat(school.consent.erasure().sweep().failed()).isZero();
        Set<String> erased = new TreeSet<>(before);
        erased.removeAll(stored());
        assertThat(stored()).isEmpty();
        assertThat(erased).hasSize(14);
        assertThat(exported).isEqualTo(erased);
    }

    @Test
    void tellsNothingAboutOthersAndIsRecorded() throws IOException {
        Map<String, String> files = export(Locale.ENGLISH);
        assertThat(files).containsOnlyKeys("data.json", "index.html");
        assertThat(files.values()).noneMatch(text -> text.contains("ben-"));
        assertThat(school.<Object>read(
                        em -> school.consent.privilegedUses(em, 1).get(0).reason()))
                .isEqualTo("request 4711");
        assertThatExceptionOfType(ConsentException.class)
                .isThrownBy(() -> school.consent.export(
                        new SubjectId("Nobody", "1"), "request", new ByteArrayOutputStream(), Locale.ENGLISH));
    }

    @Test
    void saysWhatItIsForWhatWasDecidedAndHowLongItIsKept() throws IOException {
        school.withdraw(Long.valueOf(anna.key()), Contact.class);
        JsonNode data = JsonMapper.shared().readTree(export(Locale.ENGLISH).get("data.json"));
        JsonNode contact = data.get("purposes")
                .valueStream()
                .filter(purpose -> purpose.get("code").asString().equals("contact"))
                .findFirst()
                .orElseThrow();
        assertThat(contact.get("inForce").asBoolean()).isFalse();
        assertThat(contact.get("decisions")
                        .valueStream()
                        .map(decision -> decision.get("state").asString()))
                .containsExactly("GIVEN", "WITHDRAWN");
        assertThat(data.get("kept")
                        .valueStream()
                        .filter(kept -> kept.get("attribute").asString("").equals("name")))
                .singleElement()
                .satisfies(kept ->
                        assertThat(kept.at("/reasons/0/purpose").asString()).isEqualTo("enrolment"));
        assertThat(data.get("data")
                        .valueStream()
                        .filter(source -> source.get("entity").asString().equals("Evaluation"))
                        .flatMap(source -> source.get("purposes").valueStream())
                        .map(JsonNode::asString))
                .containsOnly("reports");
    }

    @Test
    void saysToWhomWhichQuestionWasPut() throws IOException {
        assertThat(export(Locale.ENGLISH).get("index.html")).doesNotContain("Questions that were put");
        school.write(em -> school.consent.decide(
                em, Decision.requested(anna, Reports.class, Grantor.parent(7)).through("letter")));
        Map<String, String> files = export(Locale.ENGLISH);
        assertThat(JsonMapper.shared()
                        .readTree(files.get("data.json"))
                        .get("questions")
                        .valueStream())
                .singleElement()
                .satisfies(question -> {
                    assertThat(question.get("purpose").asString()).isEqualTo("reports");
                    assertThat(question.get("state").asString()).isEqualTo("REQUESTED");
                    assertThat(question.get("channel").asString()).isEqualTo("letter");
                });
        assertThat(files.get("index.html")).contains("Questions that were put", "<td>letter</td>");
    }

    @Test
    void saysWhatIsErasedByWhenAndWhatIsHeldBackOnWhichGround() throws IOException {
        school.withdraw(Long.valueOf(anna.key()), Reports.class);
        JsonNode pending = JsonMapper.shared().readTree(export(Locale.ENGLISH).get("data.json"));
        assertThat(pending.get("erasures")).singleElement().satisfies(owed -> {
            assertThat(owed.get("purpose").asString()).isEqualTo("reports");
            assertThat(owed.get("reason").asString()).isEqualTo("PURPOSE_ENDED");
            assertThat(owed.get("state").asString()).isEqualTo("PENDING");
            assertThat(owed.get("dueAt").asString())
                    .isEqualTo(school.clock.instant().plus(Duration.ofHours(24)).toString());
        });
        Instant until = school.clock.instant().plus(Duration.ofDays(90));
        school.consent
                .erasure()
                .holds()
                .place(HoldRequest.person(anna, HoldBasis.LEGAL_CLAIMS, "planted-case 12")
                        .until(until));
        Map<String, String> files = export(Locale.ENGLISH);
        JsonNode held = JsonMapper.shared().readTree(files.get("data.json"));
        assertThat(held.at("/erasures/0/state").asString()).isEqualTo("HELD");
        assertThat(held.at("/erasures/0/dueAt").isNull())
                .as("nothing is due while it is held")
                .isTrue();
        assertThat(held.get("kept")
                        .valueStream()
                        .filter(kept -> kept.get("entity").asString().equals("Evaluation")))
                .singleElement()
                .satisfies(kept -> {
                    assertThat(kept.get("reasons")).isEmpty();
                    assertThat(kept.at("/holds/0/basis").asString()).isEqualTo("LEGAL_CLAIMS");
                    assertThat(kept.at("/holds/0/until").asString()).isEqualTo(until.toString());
                    assertThat(kept.get("goesAt").asString()).isEqualTo(until.toString());
                });
        assertThat(files.get("index.html"))
                .contains("a hold (Legal claims (Art. 17(3)(e))), until May 31, 2026", "hidden, kept by a hold");
        assertThat(files.values())
                .as("the case in words is nobody's but the controller's")
                .noneMatch(text -> text.contains("planted-case"));
        assertThat(export(Locale.forLanguageTag("nl")).get("index.html"))
                .contains("Wat gewist wordt", "verborgen, tijdelijk niet gewist");
    }

    @Test
    void saysThatProcessingIsRestricted() throws IOException {
        school.write(em -> school.consent.restrict(em, anna, "request 12"));
        Map<String, String> files = export(Locale.ENGLISH);
        JsonNode data = JsonMapper.shared().readTree(files.get("data.json"));
        assertThat(data.get("purposes").valueStream())
                .filteredOn(purpose -> purpose.get("code").asString().equals("contact"))
                .singleElement()
                .satisfies(contact -> {
                    assertThat(contact.get("inForce").asBoolean()).isFalse();
                    assertThat(contact.get("restricted").asBoolean()).isTrue();
                });
        assertThat(files.get("index.html")).contains("no: processing is restricted", "Restriction of processing");
        assertThat(planted(data, new TreeSet<>())).contains("anna-text-<now>");
    }

    @Test
    void readsAsAPageInTwoLanguages() throws IOException {
        assertThat(export(Locale.ENGLISH).get("index.html"))
                .contains(
                        "<html lang=\"en\">",
                        "anna-text-&lt;now&gt;",
                        "Earlier versions of Evaluation",
                        "anna-phone-now");
        assertThat(export(Locale.forLanguageTag("nl")).get("index.html"))
                .contains("<html lang=\"nl\">", "Wat er over u bewaard wordt");
    }
}
