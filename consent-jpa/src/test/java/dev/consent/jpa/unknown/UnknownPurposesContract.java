package dev.consent.jpa.unknown;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.decision.ConsentState;
import dev.consent.decision.Decision;
import dev.consent.jpa.audit.PurposeStanding;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.database.TestUnit;
import dev.consent.jpa.record.ConsentReceipt;
import dev.consent.jpa.unknown.Library.Fine;
import dev.consent.jpa.unknown.Library.Fines;
import dev.consent.jpa.unknown.Library.Lending;
import dev.consent.jpa.unknown.Library.Letter;
import dev.consent.jpa.unknown.Library.Letters;
import dev.consent.jpa.unknown.Library.Reader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an application tells of purposes it does not know: what was decided, and never that they are in force. */
abstract class UnknownPurposesContract {

    private final String url;
    private TestUnit office;
    private TestUnit desk;
    private SubjectId anna;

    UnknownPurposesContract(TestDatabase database) {
        this.url = database.freshUrl();
    }

    @BeforeEach
    void open() {
        office = Library.office(url);
        desk = Library.desk(url);
        anna = office.read(em -> {
            Reader reader = new Reader();
            em.persist(reader);
            return SubjectId.of(Reader.class, reader.id);
        });
        office.write(em -> office.decideIn(em, anna, true, Letters.class));
        office.write(em -> {
            Reader reader = em.find(Reader.class, Long.valueOf(anna.key()));
            Letter letter = new Letter();
            letter.reader = reader;
            letter.text = "planted-letter";
            em.persist(letter);
            Fine fine = new Fine();
            fine.reader = reader;
            fine.why = "planted-fine";
            em.persist(fine);
        });
    }

    @AfterEach
    void close() {
        desk.close();
        office.close();
    }

    @Test
    void aReceiptSaysWhatWasDecidedAndThatThePurposeIsUnknown() throws IOException {
        desk.write(em -> desk.decideIn(em, anna, true, Lending.class));
        ConsentReceipt receipt = desk.consent.receipt(anna);
        assertThat(receipt.records()).hasSize(1);
        JsonNode records = JsonMapper.shared().readTree(receipt.json()).get("dpv:hasRecordOfActivity");
        assertThat(records).hasSize(2);
        JsonNode letters = records.get(1);
        assertThat(letters.at("/dpv:hasPurpose/dct:identifier").asString()).isEqualTo("letters");
        assertThat(letters.at("/dpv:hasConsentStatus/0/@type").asString()).isEqualTo("dpv:ConsentGiven");
        assertThat(letters.at("/dpv:hasStatus/@type").asString()).isEqualTo("dpv:ConsentUnknown");
        assertThat(letters.at("/dpv:hasStatus/rdf:value").asBoolean()).isFalse();
        assertThat(receipt.html(Locale.ENGLISH))
                .contains("<h2>letters</h2>", "does not know the purpose any more, or not yet", "given");
        assertThat(receipt.html(Locale.forLanguageTag("nl"))).contains("Deze toepassing kent het doel niet meer");
        try (InputStream in = Objects.requireNonNull(
                ConsentReceipt.class.getClassLoader().getResourceAsStream(ConsentReceipt.SCHEMA))) {
            assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(in)
                            .validate(receipt.json(), InputFormat.JSON))
                    .isEmpty();
        }
    }

    @Test
    void anExportSaysSo() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        desk.consent.export(anna, "request 4711", out, Locale.ENGLISH);
        Map<String, String> files = new HashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertThat(JsonMapper.shared()
                        .readTree(files.get("data.json"))
                        .get("purposes")
                        .valueStream()
                        .filter(purpose -> purpose.get("code").asString().equals("letters")))
                .singleElement()
                .satisfies(letters -> {
                    assertThat(letters.get("known").asBoolean()).isFalse();
                    assertThat(letters.get("inForce").asBoolean()).isFalse();
                    assertThat(letters.get("state").asString()).isEqualTo("UNKNOWN");
                    assertThat(letters.at("/decisions/0/state").asString()).isEqualTo("GIVEN");
                });
        assertThat(files.get("index.html")).contains("letters (unknown here)", "given");
    }

    @Test
    void auditorsSeeWhatWasDecidedAndNothingInForce() {
        List<PurposeStanding> standing =
                desk.consent.audit().standing(anna, desk.clock.instant()).all();
        assertThat(standing).extracting(PurposeStanding::purpose).containsExactly("lending", "letters");
        assertThat(standing.get(1)).satisfies(letters -> {
            assertThat(letters.known()).isFalse();
            assertThat(letters.standing().inForce()).isFalse();
            assertThat(letters.standing().state()).isEqualTo(ConsentState.UNKNOWN);
            assertThat(letters.decision().state()).isEqualTo(ConsentState.GIVEN);
        });
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        desk.consent.audit().standing(anna, desk.clock.instant()).csv(csv);
        assertThat(csv.toString(StandardCharsets.UTF_8).lines().toList())
                .element(2)
                .asString()
                .startsWith("letters,false,,UNKNOWN,false,,false,");
        assertThat(desk.consent
                        .audit()
                        .standing(anna, desk.clock.instant().minusSeconds(1))
                        .all())
                .as("before it was decided")
                .hasSize(1);
        // Where it is known it is as it was.
        assertThat(office.consent.audit().standing(anna, office.clock.instant()).all())
                .filteredOn(PurposeStanding::known)
                .extracting(PurposeStanding::purpose)
                .containsExactly("fines", "letters");
    }

    private List<String> seenAtTheOffice() {
        return office.read(em -> {
            List<String> seen =
                    em.createQuery("select l.text from Letter l", String.class).getResultList();
            seen.addAll(em.createQuery("select f.why from Fine f", String.class).getResultList());
            return seen;
        });
    }

    private void restrict() {
        desk.clock.advance(Duration.ofMinutes(1));
        office.clock.advance(Duration.ofMinutes(1));
        desk.write(em -> desk.consent.restrict(em, anna, "request 12"));
        assertThat(seenAtTheOffice()).isEmpty();
        desk.clock.advance(Duration.ofMinutes(1));
        office.clock.advance(Duration.ofMinutes(1));
    }

    private void lift() {
        desk.write(em -> desk.consent.liftRestriction(em, anna));
    }

    @Test
    void whoLiftsARestrictionBringsBackWhatOnlyOthersKnow() {
        restrict();
        lift();
        assertThat(seenAtTheOffice()).containsExactly("planted-letter", "planted-fine");
        assertThat(office.consent.driftedStamps()).isEmpty();
    }

    @Test
    void whatWasWithdrawnMeanwhileStaysClosed() {
        restrict();
        office.write(em -> office.decideIn(em, anna, false, Letters.class));
        lift();
        assertThat(seenAtTheOffice()).containsExactly("planted-fine");
    }

    @Test
    void whatTheControllerEndedMeanwhileStaysClosedAndWhatWasGrantedIsOpen() {
        office.write(em -> office.decideIn(em, anna, false, Letters.class));
        restrict();
        office.write(em -> {
            office.consent.decide(em, Decision.revoked(anna, Fines.class, Grantor.operator("office")));
            office.decideIn(em, anna, true, Letters.class);
        });
        lift();
        assertThat(seenAtTheOffice()).containsExactly("planted-letter");
    }

    @Test
    void whatRanOutMeanwhileStaysClosed() {
        office.write(em -> office.consent.decide(
                em,
                Decision.given(anna, Letters.class, Grantor.parent(7))
                        .until(office.clock.instant().plus(Duration.ofHours(1)))));
        restrict();
        desk.clock.advance(Duration.ofHours(2));
        lift();
        assertThat(seenAtTheOffice()).containsExactly("planted-fine");
    }
}
