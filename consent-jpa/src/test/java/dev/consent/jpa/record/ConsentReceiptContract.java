package dev.consent.jpa.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.consent.ConsentException;
import dev.consent.Grantor;
import dev.consent.LegalBasis;
import dev.consent.Purpose;
import dev.consent.Recipient;
import dev.consent.SubjectId;
import dev.consent.Wording;
import dev.consent.decision.Decision;
import dev.consent.decision.PublishedWording.Change;
import dev.consent.jpa.ConsentSettings;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Enrolment;
import dev.consent.jpa.model.Purposes.Reports;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

abstract class ConsentReceiptContract {

    private static final String QUESTION = "May we send <reports> & marks?";

    @Recipient(
            code = "print",
            name = "Print & Co",
            role = Recipient.Role.PROCESSOR,
            contact = "print@example.org",
            agreement = "P-1",
            agreedOn = "2026-01-01")
    interface Printer {}

    @Purpose(code = "yearbook", title = "The yearbook", basis = LegalBasis.CONSENT, recipients = Printer.class)
    interface Yearbook {}

    private final TestDatabase database;
    private School school;
    private SubjectId anna;

    ConsentReceiptContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        school = new School(
                database,
                Map.of(
                        ConsentSettings.CONTROLLER_NAME, "The School",
                        ConsentSettings.CONTROLLER_CONTACT, "office@example.org",
                        ConsentSettings.CONTROLLER_COUNTRY, "NL",
                        ConsentSettings.STORED_IN, "NL, DE",
                        ConsentSettings.PRIVACY_NOTICE, "https://example.org/privacy",
                        ConsentSettings.WITHDRAWAL, "https://example.org/choices"),
                List.of());
        anna = SubjectId.of(Pupil.class, school.enrol("Anna"));
        school.consent.wordings().publish(Reports.class, "1", Change.MINOR, Map.of(Locale.ENGLISH, QUESTION));
    }

    @AfterEach
    void close() {
        school.close();
    }

    private void decide(Decision... decisions) {
        school.write(em -> school.consent.decide(em, List.of(decisions)));
        school.clock.advance(Duration.ofMinutes(1));
    }

    private void story() {
        Wording shown = school.consent
                .wordings()
                .current(Reports.class, Locale.ENGLISH)
                .orElseThrow()
                .wording();
        decide(Decision.requested(anna, Reports.class, Grantor.parent(7)).shown(shown));
        decide(
                Decision.given(anna, Reports.class, Grantor.parent(7))
                        .shown(shown)
                        .through("web")
                        .until(school.clock.instant().plus(Duration.ofDays(300))),
                Decision.given(anna, Yearbook.class, Grantor.legalGuardian(8))
                        .madeAt(school.clock.instant().minus(Duration.ofDays(3)))
                        .through("paper")
                        .provenBy("form 12"),
                Decision.given(anna, Enrolment.class, Grantor.parent(7)));
        decide(Decision.withdrawn(anna, Reports.class, Grantor.subject(anna.key())));
    }

    @Test
    void holdsEveryDecisionAndTheTextItWasMadeOn() {
        story();
        JsonNode receipt =
                JsonMapper.shared().readTree(school.consent.receipt(anna).json());
        JsonNode records = receipt.get("dpv:hasRecordOfActivity");
        assertThat(records).hasSize(2);
        JsonNode reports = records.get(0);
        assertThat(reports.at("/dpv:hasProcess/dpv:hasPurpose/dct:identifier").asString())
                .isEqualTo("reports");
        assertThat(reports.get("dpv:hasConsentStatus")
                        .valueStream()
                        .map(event -> event.get("@type").asString()))
                .containsExactly("dpv:ConsentRequested", "dpv:ConsentGiven", "dpv:ConsentWithdrawn");
        JsonNode given = reports.get("dpv:hasConsentStatus").get(1);
        assertThat(given.at("/dpv:isIndicatedBy/@type").asString()).isEqualTo("dpv:ParentOfDataSubject");
        assertThat(given.at("/dpv:isIndicatedBy/dct:identifier").asString()).isEqualTo("7");
        assertThat(given.get("dpv:hasNotice").asString()).isEqualTo("reports/1");
        assertThat(reports.at("/dpv:hasNotice/0/dct:description").asString()).isEqualTo(QUESTION);
        assertThat(reports.at("/dpv:hasStatus/rdf:value").asBoolean()).isFalse();
        JsonNode yearbook = records.get(1);
        assertThat(yearbook.at("/dpv:hasConsentStatus/0/dct:source").asString()).isEqualTo("form 12");
        assertThat(yearbook.at("/dpv:hasConsentStatus/0/dct:created").asString())
                .isLessThan(yearbook.at("/dpv:hasConsentStatus/0/dct:date").asString());
        assertThat(yearbook.at("/dpv:hasProcess/dpv:hasRecipient/0/@type").asString())
                .isEqualTo("dpv:DataProcessor");
        assertThat(yearbook.at("/dpv:hasStatus/rdf:value").asBoolean()).isTrue();
        assertThat(yearbook.at("/dpv:hasProcess/dpv:hasStorageCondition/0/dpv:hasLocation"))
                .extracting(JsonNode::asString)
                .containsExactly("loc:NL", "loc:DE");
    }

    @Test
    void followsItsSchema() throws IOException {
        story();
        Schema schema = schema();
        String receipt = school.consent.receipt(anna).json();
        assertThat(schema.validate(
                        receipt,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
                .isEmpty();
        List<Error> wrong =
                schema.validate(receipt.replace("dpv:ConsentWithdrawn", "dpv:ConsentGone"), InputFormat.JSON);
        assertThat(wrong).isNotEmpty();
        SubjectId ben = SubjectId.of(Pupil.class, school.enrol("Ben"));
        assertThat(schema.validate(school.consent.receipt(ben).json(), InputFormat.JSON))
                .isEmpty();
    }

    private static Schema schema() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                ConsentReceipt.class.getClassLoader().getResourceAsStream(ConsentReceipt.SCHEMA))) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(in);
        }
    }

    @Test
    void readsAsAPageInTwoLanguagesWithEverythingEscaped() {
        story();
        ConsentReceipt receipt = school.consent.receipt(anna);
        assertThat(receipt.html(Locale.ENGLISH))
                .contains(
                        "<html lang=\"en\">", "May we send &lt;reports&gt; &amp; marks?", "Print &amp; Co (processor)")
                .contains("parent 7", "legal guardian 8", "withdrawn", "https://example.org/choices")
                .doesNotContain("Anna");
        assertThat(receipt.html(Locale.forLanguageTag("nl")))
                .contains("<html lang=\"nl\">", "Bewijs van toestemming", "ingetrokken", "ouder 7");
    }

    @Test
    void isNotMadeWithoutWhatItHasToSay() {
        try (School silent = School.on(database)) {
            assertThatExceptionOfType(ConsentException.class)
                    .isThrownBy(() -> silent.consent.receipt(SubjectId.of(Pupil.class, 1L)))
                    .withMessageContaining("consent.controller.name")
                    .withMessageContaining("consent.withdrawal");
        }
        assertThatExceptionOfType(ConsentException.class)
                .isThrownBy(() -> school.consent.receipt(new SubjectId("Nobody", "1")))
                .withMessageContaining("no kind of data subject");
    }
}
