package dev.consent.jpa.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.DataCategory;
import dev.consent.catalog.DataCatalog.Entry;
import dev.consent.catalog.DeclaredDerivedData;
import dev.consent.catalog.Finding;
import dev.consent.catalog.Finding.Kind;
import dev.consent.jpa.ConsentSettings;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.database.TestUnit;
import dev.consent.jpa.model.Invoice;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.record.RecordOfProcessing;
import dev.consent.jpa.record.RecordOfProcessing.Activity;
import dev.consent.testing.Classification;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The catalogue is read from the mapping: the database plays no part in it. */
class CatalogueTest {

    private static TestUnit shop;
    private static List<Finding> findings;

    @BeforeAll
    static void open() {
        shop = new TestUnit(
                TestDatabase.H2.freshUrl(),
                Map.of(
                        ConsentSettings.AUDIENCES,
                        List.of(Shop.Pharmacist.class),
                        ConsentSettings.CONTROLLER_NAME,
                        "The <Shop>",
                        ConsentSettings.CONTROLLER_COUNTRY,
                        "NL",
                        ConsentSettings.MEASURES,
                        "Disks are encrypted; Staff sign a statement"),
                List.of(Shop.Customer.class, Shop.Question.class, Shop.Login.class));
        findings = shop.consent.explain();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    private static List<String> found(Kind kind) {
        return findings.stream()
                .filter(finding -> finding.kind() == kind)
                .map(Finding::where)
                .toList();
    }

    private static Entry entry(String name) {
        return shop.consent.catalog().entries().stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void namesThatSoundPersonalAreAskedAfterUnlessSomebodyLooked() {
        assertThat(found(Kind.SOUNDS_PERSONAL))
                .containsExactlyInAnyOrder("Customer.bsn", "Customer.home.postcode", "Login.username");
        assertThat(found(Kind.UNCLASSIFIED)).containsExactly("Customer.colour");
    }

    @Test
    void dataWithoutATermIsToldOncePerEntity() {
        assertThat(findings)
                .filteredOn(finding -> finding.kind() == Kind.NO_RETENTION)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.where()).isEqualTo("Customer");
                    assertThat(finding.message()).contains("home.street, name");
                });
    }

    @Test
    void rowsThatMayBeAboutNobodyAreTold() {
        assertThat(found(Kind.SUBJECT_OPTIONAL)).containsExactly("Question");
        assertThat(entry("Question.text").subjectPath()).isEqualTo("customer");
    }

    @Test
    void sensitiveDataNeedsABasisThatCarriesIt() {
        assertThat(findings)
                .filteredOn(finding -> finding.kind() == Kind.SENSITIVE_BASIS)
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.message()).contains("HEALTH", "'orders'", "CONTRACT"));
    }

    @Test
    void purposesAndAudiencesNobodyUsesAreTold() {
        assertThat(found(Kind.PURPOSE_UNUSED)).containsExactly("forgotten");
        assertThat(found(Kind.AUDIENCE_NOT_HELD)).containsExactly("Ghosts");
    }

    @Test
    void categoriesOfARowHoldForItsAttributes() {
        assertThat(entry("Question.text").categories()).containsExactly(DataCategory.HEALTH);
        assertThat(entry("Customer.home.street").categories()).containsExactly(DataCategory.LOCATION);
        assertThat(entry("Customer.email").categories()).isEmpty();
    }

    @Test
    void copiesElsewhereAreToldWithWhatIsCopied() {
        assertThat(copies("Customer.name")).containsExactly("archive", "search");
        assertThat(copies("Customer")).isEmpty();
        assertThat(copies("Customer.home.street")).isEmpty();
        assertThat(copies("Question")).containsExactly("search");
        assertThat(copies("Question.text")).as("with its row").containsExactly("search");
    }

    private static List<String> copies(String name) {
        return entry(name).copies().stream().map(DeclaredDerivedData::code).toList();
    }

    @Test
    void theRecordOfProcessingNamesCopiesElsewhere() {
        RecordOfProcessing record = shop.consent.recordOfProcessing();
        Activity orders = record.activities().stream()
                .filter(activity -> activity.purpose().code().equals("orders"))
                .findFirst()
                .orElseThrow();
        assertThat(orders.copies())
                .isEqualTo(Map.of(
                        "Full-text search",
                        List.of("Customer.name", "Question"),
                        "The <archive> on paper",
                        List.of("Customer.name")));
        JsonNode json = JsonMapper.shared().readTree(record.json());
        assertThat(json.at("/activities/0/copies/Full-text search").values())
                .extracting(JsonNode::asString)
                .containsExactly("Question");
        assertThat(record.csv())
                .contains(
                        "sources,copies elsewhere,retention",
                        "\"Full-text search: Customer.name, Question; The <archive> on paper: Customer.name\"");
        assertThat(record.html(Locale.ENGLISH))
                .contains(
                        "Copies elsewhere", "Full-text search: Customer.name, Question; The &lt;archive&gt; on paper");
        assertThat(record.html(Locale.forLanguageTag("nl"))).contains("Kopieën elders");
    }

    @Test
    void aBuildFailsOnWhatNobodyClassified() {
        assertThatThrownBy(() -> Classification.assertComplete(shop.consent.catalog()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Customer.bsn")
                .hasMessageContaining("Customer.colour")
                .hasMessageNotContaining("Customer.email");
        try (TestUnit school = new TestUnit(
                TestDatabase.H2.freshUrl(),
                Map.of(),
                List.of(
                        Pupil.class,
                        Invoice.class,
                        dev.consent.jpa.model.Evaluation.class,
                        dev.consent.jpa.model.Attachment.class))) {
            assertThatThrownBy(() -> Classification.assertComplete(school.consent.catalog()))
                    .hasMessageContaining("Attachment.content");
        }
        try (TestUnit tidy = new TestUnit(TestDatabase.H2.freshUrl(), Map.of(), List.of(Shop.Login.class))) {
            assertThatCode(() -> Classification.assertComplete(tidy.consent.catalog()))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void theRecordOfProcessingSaysWhatArticle30Asks() {
        RecordOfProcessing record = shop.consent.recordOfProcessing();
        Activity advice = record.activities().stream()
                .filter(activity -> activity.purpose().code().equals("advice"))
                .findFirst()
                .orElseThrow();
        assertThat(advice.special()).isTrue();
        assertThat(advice.subjects()).containsExactly("Customer");
        assertThat(advice.audiences()).containsOnlyKeys("Ghosts", "Pharmacist");
        assertThat(advice.retention()).containsExactly(Map.entry("Question", "P1Y"));

        JsonNode json = JsonMapper.shared().readTree(record.json());
        assertThat(json.at("/controller/name").asString()).isEqualTo("The <Shop>");
        assertThat(json.at("/activities/0/purpose").asString()).isEqualTo("advice");
        assertThat(json.at("/activities/0/categories/0").asString()).isEqualTo("HEALTH");
        assertThat(json.at("/activities/0/erasedWithinAfterItsEnd").asString()).isEqualTo("PT24H");
        assertThat(json.at("/activities/0/recipients/0/agreement").asString()).isEqualTo("PA-7");
        assertThat(record.csv()).contains("\"The laboratory (PROCESSOR, PA-7, 2025-03-01)\"");
        assertThat(json.at("/securityMeasures").values())
                .extracting(JsonNode::asString)
                .contains("Disks are encrypted", "Staff sign a statement");
    }

    @Test
    void noTextBecomesAFormulaOrMarkup() {
        RecordOfProcessing record = shop.consent.recordOfProcessing();
        assertThat(record.csv())
                .contains("orders,\"'=Orders, delivered\",CONTRACT")
                .contains("\r\n");
        assertThat(record.html(Locale.ENGLISH))
                .startsWith("<!DOCTYPE html>\n<html lang=\"en\">")
                .contains("Advice on &lt;health&gt;", "The &lt;Shop&gt;", "<caption", "scope=\"col\"")
                .doesNotContain("<Shop>", "<script");
        assertThat(record.html(Locale.forLanguageTag("nl-NL")))
                .contains("<html lang=\"nl\">", "Register van verwerkingsactiviteiten", "gezondheid *");
    }
}
