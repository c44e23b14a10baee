package dev.consent.samples.parentportal;

import static dev.consent.samples.parentportal.TestBrowser.press;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.consent.jpa.Consent;
import dev.consent.samples.parentportal.family.Child;
import dev.consent.samples.parentportal.grade.Grade;
import dev.consent.testing.Classification;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The story of the sample in a real Chromium. The chapters share one application and its clock only moves forward, so
 * they have an order; each has children of its own.
 */
@PortalTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BrowserStoryTest {

    private static final String PLANTED = "Over de kikkers in de fietstas schreven we nergens anders een woord.";

    @Autowired
    private JdbcTemplate database;

    @Autowired
    private EntityManager entities;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Consent consent;

    @LocalServerPort
    private int port;

    private TestBrowser browser;

    @BeforeAll
    void openBrowser() {
        browser = new TestBrowser(port);
    }

    @AfterAll
    void closeBrowser() {
        browser.close();
    }

    @Test
    @Order(1)
    void everyDataTableIsGuardedAndEveryFieldLookedAt() {
        consent.assertGuarded();
        Classification.assertComplete(consent.catalog());
    }

    @Test
    @Order(2)
    void everyPurposeIsAskedOnItsOwn() {
        Page visitor = browser.anonymous();
        browser.go(visitor, "/login");
        browser.look(visitor, "login");
        Page mother = browser.as("parent1");
        browser.go(mother, "/family");
        browser.look(mother, "family");
        Page father = browser.as("parent2");
        browser.go(father, "/family/2/choices");

        // Nothing is selected, and both answers look the same.
        browser.go(mother, "/family/2/choices");
        browser.look(mother, "choices-open");
        assertThat(mother.locator("article.choice input[type=radio]").count()).isEqualTo(10);
        assertThat(mother.locator("article.choice input:checked").count()).isZero();
        assertThat(style(mother, "#grades label:has([value=yes])"))
                .isEqualTo(style(mother, "#grades label:has([value=no])"));
        assertThat(mother.locator("#grades").innerText())
                .contains("May we keep and show the grades of your child?", "This is text 2026-1.");

        // No answer is no answer.
        assertThat(press(mother.locator("#grades"), "Save this choice")).isEqualTo(422);
        assertThat(mother.locator("#grades").innerText()).contains("Please choose yes or no");

        // Each stands on its own, except for what rests on another.
        answer(mother, "medical-details", "No");
        answer(mother, "grades", "Yes");
        assertThat(badge(mother, "grades")).isEqualTo("agreed");
        assertThat(badge(mother, "medical-details")).isEqualTo("not agreed");
        assertThat(badge(mother, "learning-progress")).isEqualTo("not answered yet");
        choose(mother, "social-media-photos", "Yes");
        assertThat(press(mother.locator("#social-media-photos"), "Save this choice"))
                .isEqualTo(409);
        assertThat(mother.locator("#social-media-photos").innerText()).contains("rests on another choice");
        browser.look(mother, "choices-refused");
        answer(mother, "group-photos", "Yes");
        answer(mother, "social-media-photos", "Yes");
        assertThat(badge(mother, "social-media-photos")).isEqualTo("you agreed, the other parent has not yet");
        browser.look(mother, "choices-waiting");

        // The father has read a page that is no longer true; the next one is.
        choose(father, "grades", "No");
        assertThat(press(father.locator("#grades"), "Save this choice")).isEqualTo(409);
        assertThat(father.locator("#grades").innerText()).contains("Somebody else decided about this");
        assertThat(badge(father, "grades")).isEqualTo("agreed");
        father.locator("#grades summary").click();
        assertThat(father.locator("#grades .history").innerText())
                .contains("given", "a parent, website, version 2026-1 in en", "asked");

        // For photos on social media both have to agree, and a no of one is enough.
        assertThat(badge(father, "social-media-photos")).isEqualTo("not answered yet");
        answer(father, "social-media-photos", "Yes");
        assertThat(badge(father, "social-media-photos")).isEqualTo("agreed");
        answer(father, "social-media-photos", "No");
        browser.go(mother, "/family/2/choices");
        assertThat(badge(mother, "social-media-photos")).isEqualTo("taken back");
        assertThat(badge(mother, "group-photos")).isEqualTo("agreed");

        browser.go(mother, "/family/2/choices?lang=nl");
        assertThat(mother.locator("#grades").innerText()).contains("Mogen we de cijfers van uw kind bewaren");
        browser.look(mother, "choices-dutch");
        browser.go(mother, "/family/2/choices?lang=en");
    }

    @Test
    @Order(3)
    void withdrawnGradesVanishComeBackAndAreForgotten() {
        plant();
        Page mother = browser.as("parent1");
        Page father = browser.as("parent2");
        Page group = browser.as("group1");
        browser.go(group, "/group");
        browser.look(group, "roster");
        isEverywhere();
        browser.go(mother, "/family/1");
        browser.look(mother, "child");
        browser.go(group, "/group/children/1");
        browser.look(group, "group-child");

        // The father withdraws, and nobody sees them any more.
        browser.go(father, "/family/1/choices");
        answer(father, "grades", "No");
        assertThat(father.locator("#grades").innerText())
                .contains("Hidden for everybody now.", "Gone for good on", "in 23 hours", "You can undo this until");
        browser.look(father, "choices-withdrawn");
        isNowhere();
        browser.go(mother, "/family/1");
        assertThat(mother.locator("#grades").innerText()).contains("there is no consent for grades");
        assertThat(mother.locator("#observations tbody tr").count())
                .as("something else")
                .isPositive();
        browser.look(mother, "child-withdrawn");

        // Thinking again brings everything back; the mother may do so too.
        browser.go(mother, "/family/1/choices");
        answer(mother, "grades", "Yes");
        isEverywhere();

        // Withdrawn for good.
        answer(mother, "grades", "No");
        assertThat(columnsWith(PLANTED)).isNotEmpty();
        advance(mother, "+13 hours");
        browser.go(mother, "/family/1/choices");
        assertThat(mother.locator("#grades").innerText()).contains("erased with the next sweep");
        sweep(mother);
        browser.look(mother, "demo");
        assertThat(columnsWith(PLANTED)).isEmpty();
        isNowhere();
        browser.go(mother, "/family/1/choices");
        assertThat(mother.locator("#grades").innerText()).contains("Gone for good.", "history included", "Receipt");
        browser.look(mother, "choices-erased");

        // Saying yes again starts from nothing.
        answer(mother, "grades", "Yes");
        isNowhere();
    }

    @Test
    @Order(4)
    void theFeedStoresNothingWithoutConsentAndDeliversAgain() {
        Page office = browser.as("office1");
        Page parent = browser.as("parent5");
        browser.go(office, "/office/tracking");
        browser.look(office, "tracking");
        long stored = count(office, "stored");
        Locator first = office.locator("main table").first().locator("tbody tr").last();
        assertThat(first.locator("[data-reason=NOT_IN_FORCE]").innerText())
                .isEqualTo(String.valueOf(3 * (count(office, "children") - count(office, "permitted"))));
        assertThat(first.locator("[data-reason=UNKNOWN_SUBJECT]").innerText()).isEqualTo("12");
        assertThat(first.locator("[data-reason=MALFORMED]").innerText()).isEqualTo("2");
        // One comes twice; those of a child are there already if its consent was heard of before.
        assertThat(Integer.parseInt(first.locator("[data-reason=DUPLICATE]").innerText()) % 3)
                .isEqualTo(1);
        assertThat(columnsWith("observation-5-")).as("nothing of this child").isEmpty();
        browser.go(parent, "/family/5");
        assertThat(parent.locator("#observations").innerText()).contains("Nothing of this is stored");

        // Consent makes the feed deliver again, and the page shows it by itself.
        browser.go(parent, "/family/5/choices");
        answer(parent, "learning-progress", "Yes");
        browser.go(parent, "/family/5");
        PlaywrightAssertions.assertThat(parent.locator("#observations tbody tr"))
                .hasCount(3, new LocatorAssertions.HasCountOptions().setTimeout(20_000));
        browser.look(parent, "child-delivered");
        browser.go(office, "/office/tracking");
        assertThat(count(office, "stored")).isEqualTo(stored + 3);
        assertThat(office.locator("#again tbody tr").first().innerText()).contains("Child 5", "done");

        // A school day brings something new, for those with consent only.
        press(office, "Let a school day pass");
        assertThat(office.locator("[role=status]").innerText()).containsPattern("Taken in: 2[56] records came");
        assertThat(count(office, "stored")).isGreaterThan(stored + 3);
        browser.look(office, "tracking-day");
    }

    @Test
    @Order(5)
    void theHardSideIsForTheServiceOfficeOnly() {
        Page office = browser.as("office1");
        Page group = browser.as("group1");
        browser.go(office, "/office");
        browser.look(office, "office");
        browser.go(office, "/office/children/1");
        browser.look(office, "office-child");
        assertThat(office.locator("main").innerText())
                .contains("Pinda-allergie", "Kinderopvangtoeslag", "€", "NL00 DEMO");
        for (String page : List.of("/group", "/group/children/1", "/group/grades.csv")) {
            assertThat(text(group, page)).doesNotContain("Pinda", "Kinderopvangtoeslag", "€", "NL00");
        }
        assertThat(browser.go(group, "/office/children/1")).isEqualTo(403);
        browser.look(group, "error-403");

        // The audience is one lock; the consent is another.
        Page mother = browser.as("parent1");
        browser.go(mother, "/family/1/choices");
        answer(mother, "medical-details", "No");
        browser.go(office, "/office/children/1");
        assertThat(office.locator("#hard").innerText()).contains("no consent").doesNotContain("Pinda");
    }

    @Test
    @Order(6)
    void theAuditorSeesWhatWasDecidedOnWhichTextAndWhatWasErased() {
        Page auditor = browser.as("auditor");
        browser.go(auditor, "/audit");
        assertThat(auditor.locator("[data-count=share]").innerText()).isEqualTo(shareWithdrawn());
        assertThat(count(auditor, "open")).isPositive();
        assertThat(count(auditor, "overdue")).isZero();
        assertThat(auditor.locator("#duties").innerText()).contains("Child 1", "Medical details");
        assertThat(auditor.locator("#receipts tbody").innerText()).contains("Grades and results", "grade");
        press(auditor.locator("#receipts"), "Verify the chains");
        assertThat(auditor.locator("[role=status]").innerText())
                .contains("are there as they were written", "Last link");
        browser.look(auditor, "audit");

        browser.go(auditor, "/audit/children/2");
        assertThat(auditor.locator("#questions tbody").innerText())
                .contains("a parent (1)", "a parent (2)", "Photos on social media", "asked");
        auditor.locator("#questions summary").first().click();
        browser.look(auditor, "audit-questions");

        browser.go(auditor, "/audit");
        auditor.getByLabel("Number of the child").fill("1");
        auditor.locator("form[action='/audit/children'] button").click();
        assertThat(auditor.locator("#history").innerText())
                .contains("taken back", "given", "paper form", "intake-form-1", "recorded by parent2");
        auditor.locator("#history summary").first().click();
        assertThat(auditor.locator("#history").innerText()).contains("what a doctor would want to know");
        browser.look(auditor, "audit-child");

        // What held three months ago is told as it was then.
        assertThat(held(auditor, "medical-details")).isEqualTo("not in force");
        auditor.getByLabel("Date").fill(LocalDate.now().minusDays(30).toString());
        auditor.locator("#standing button").click();
        assertThat(held(auditor, "medical-details")).isEqualTo("in force");
        assertThat(auditor.locator("main").innerText()).doesNotContain(name(1L));
    }

    @Test
    @Order(7)
    void aFamilyTakesItsDataHome() throws IOException {
        Page mother = browser.as("parent1");
        browser.go(mother, "/family/1");
        Download download = mother.waitForDownload(
                () -> mother.getByText("Download everything (zip)").click());
        Path page = Path.of("target", "screenshots", "export.html").toAbsolutePath();
        try (ZipFile zip = new ZipFile(download.path().toFile())) {
            Files.createDirectories(page.getParent());
            Files.write(page, zip.getInputStream(zip.getEntry("index.html")).readAllBytes());
            String data =
                    new String(zip.getInputStream(zip.getEntry("data.json")).readAllBytes(), StandardCharsets.UTF_8);
            // What is hidden for the family too is theirs to take home.
            assertThat(data)
                    .contains("Pinda-allergie", "Child/1", "medical-details")
                    .doesNotContain(PLANTED);
        }
        Page reader = browser.anonymous();
        reader.navigate("file://" + page);
        browser.look(reader, "export");
        browser.go(mother, "/family/1/receipt");
        assertThat(mother.content()).contains("May we keep and show the grades of your child?");
        browser.look(mother, "receipt");
        Page auditor = browser.as("auditor");
        assertThat(text(auditor, "/audit/privileged-uses.csv")).contains("access request of the family", "parent1");
    }

    @Test
    @Order(8)
    void everythingWorksWithoutJavaScript() {
        Page parent = browser.withoutJavaScript("parent5");
        browser.go(parent, "/family/5/choices");
        answer(parent, "group-photos", "Yes");
        assertThat(badge(parent, "group-photos")).isEqualTo("agreed");
        browser.go(parent, "/family/5");
        assertThat(parent.locator("#observations tbody tr").count()).isEqualTo(3);
    }

    @Test
    @Order(9)
    void theKeyboardReachesEveryAnswer() {
        Page parent = browser.as("parent5");
        browser.go(parent, "/family/5/choices");
        parent.keyboard().press("Tab");
        assertThat(parent.evaluate("document.activeElement.textContent")).isEqualTo("Skip to the content");
        parent.locator("#medical-details input[value=no]").focus();
        parent.keyboard().press("ArrowLeft");
        assertThat(parent.locator("#medical-details input[value=yes]").isChecked())
                .isTrue();
        parent.keyboard().press("Tab");
        parent.keyboard().press("Enter");
        PlaywrightAssertions.assertThat(parent.locator("#medical-details header .badge"))
                .hasText("agreed");
    }

    @Test
    @Order(10)
    void atSixteenTheChildDecidesAndNobodyElse() {
        Page child = browser.as("child4");
        Page mother = browser.as("parent3");
        browser.go(child, "/family/4/choices");
        assertThat(child.locator("main").innerText()).contains("Until you are sixteen, your parents decide");
        browser.look(child, "choices-child");
        answer(child, "learning-progress", "No");
        choose(child, "learning-progress", "Yes");
        assertThat(press(child.locator("#learning-progress"), "Save this choice"))
                .isEqualTo(409);
        assertThat(child.locator("#learning-progress").innerText()).contains("only your parents can say yes");
        browser.go(mother, "/family/4/choices");
        answer(mother, "learning-progress", "Yes");
        choose(mother, "medical-details", "No");

        // The birthday comes while the mother is reading. What she said before counts for a while.
        advance(child, "+3 days");
        assertThat(press(mother.locator("#medical-details"), "Save this choice"))
                .isEqualTo(409);
        assertThat(mother.locator("main").innerText()).contains("is sixteen and decides now");
        assertThat(mother.locator("main form").count()).isZero();
        browser.look(mother, "choices-of-age-parent");
        browser.go(child, "/family/4/choices");
        assertThat(child.locator("#grades").innerText()).contains("Your parents said yes to this. That counts until");
        assertThat(child.locator("#grades input:checked").count()).isZero();
        browser.look(child, "choices-of-age");
        answer(child, "learning-progress", "Yes");
        assertThat(child.locator("#learning-progress").innerText()).doesNotContain("That counts until");
        answer(child, "medical-details", "No");

        // What was not answered in time has run out; what was answered goes on.
        advance(child, "+7 days");
        browser.go(child, "/family/4/choices");
        assertThat(badge(child, "grades")).isEqualTo("run out");
        assertThat(badge(child, "learning-progress")).isEqualTo("agreed");
        assertThat(badge(child, "medical-details")).isEqualTo("taken back");
        browser.go(mother, "/family/4");
        assertThat(mother.locator("#grades").innerText()).contains("there is no consent for grades");
    }

    @Test
    @Order(11)
    void theServiceOfficeEndsThatAParentDecides() {
        Page office = browser.as("office1");
        Page father = browser.as("parent2");
        Page mother = browser.as("parent1");
        browser.go(father, "/family/2/choices");
        answer(father, "learning-progress", "Yes");
        browser.go(mother, "/family/2/choices");
        assertThat(badge(mother, "learning-progress")).isEqualTo("agreed");

        browser.go(office, "/office/children/2");
        browser.look(office, "office-child-parents");
        office.locator("a[href='/office/children/2/parents/2/leaving']").click();
        assertThat(office.locator("main").innerText())
                .contains("What only they had agreed to is hidden at once")
                .doesNotContain("Nobody decides");
        browser.look(office, "office-leaving");
        assertThat(office.locator("main").innerText()).doesNotContain("??");
        assertThat(press(office, "Yes, end it")).isEqualTo(302);
        assertThat(office.locator(".notice").innerText()).contains("That is recorded");
        assertThat(office.locator("main tbody tr").count()).isEqualTo(1);

        // The father sees nothing of the child any more, and what only he had agreed to has ended.
        assertThat(browser.go(father, "/family/2")).isEqualTo(403);
        browser.go(mother, "/family/2/choices");
        assertThat(badge(mother, "learning-progress")).isNotEqualTo("agreed");
        answer(mother, "learning-progress", "Yes");
        assertThat(badge(mother, "learning-progress")).isEqualTo("agreed");
        assertThat(browser.go(office, "/office/children/2/parents/2/leaving")).isEqualTo(404);
    }

    @Test
    @Order(100)
    void noPageAsksAnythingOfAnotherHostAndTheConsoleIsClean() {
        assertThat(browser.hosts()).containsOnly("localhost");
        assertThat(browser.complaints()).isEmpty();
    }

    private void plant() {
        transaction.executeWithoutResult(status -> entities.persist(new Grade(
                entities.find(Child.class, 1L),
                "Taal",
                BigDecimal.TEN,
                PLANTED,
                LocalDate.now().minusDays(1))));
    }

    private void isEverywhere() {
        assertThat(text(browser.as("parent1"), "/family/1")).contains(PLANTED);
        assertThat(text(browser.as("parent2"), "/family/1")).contains(PLANTED);
        assertThat(text(browser.as("group1"), "/group/children/1")).contains(PLANTED);
        assertThat(text(browser.as("group1"), "/group/grades.csv")).contains(PLANTED);
    }

    private void isNowhere() {
        assertThat(text(browser.as("parent1"), "/family/1")).doesNotContain(PLANTED);
        assertThat(text(browser.as("parent2"), "/family/1")).doesNotContain(PLANTED);
        assertThat(text(browser.as("group1"), "/group/children/1")).doesNotContain(PLANTED);
        assertThat(text(browser.as("group1"), "/group/grades.csv")).doesNotContain(PLANTED);
    }

    /** What a page or a download says, asked with the cookies of this page. */
    private String text(Page page, String path) {
        return page.request().get("http://localhost:" + port + path).text();
    }

    private static void choose(Page page, String purpose, String answer) {
        page.locator("#" + purpose)
                .getByLabel(answer, new Locator.GetByLabelOptions().setExact(true))
                .check();
    }

    private static void answer(Page page, String purpose, String answer) {
        choose(page, purpose, answer);
        press(page.locator("#" + purpose), "Save this choice");
        PlaywrightAssertions.assertThat(page.locator("[role=status]")).containsText("Saved");
    }

    private static String badge(Page page, String purpose) {
        return page.locator("#" + purpose + " header .badge").innerText();
    }

    private static String held(Page page, String purpose) {
        return page.locator("#standing [data-purpose=" + purpose + "] .badge").innerText();
    }

    /** How something looks, but for where it stands. */
    private static Object style(Page page, String selector) {
        return page.evaluate(
                "selector => { const style = getComputedStyle(document.querySelector(selector));"
                        + " return ['color', 'backgroundColor', 'borderColor', 'borderWidth', 'fontSize', 'fontWeight',"
                        + " 'padding', 'minWidth'].map(name => style[name]).join(' '); }",
                selector);
    }

    private static long count(Page page, String which) {
        return Long.parseLong(
                page.locator("[data-count=" + which + "]").innerText().replaceAll("\\D", ""));
    }

    private void advance(Page page, String step) {
        browser.go(page, "/demo");
        press(page, step);
    }

    private void sweep(Page page) {
        browser.go(page, "/demo");
        press(page, "Erase what is due now");
    }

    /** The same share, counted by hand. */
    private String shareWithdrawn() {
        String people = "select count(distinct subject_key || ' ' || purpose) from consent_record_aud where state in ";
        Long given = database.queryForObject(people + "('GIVEN', 'RENEWED')", Long.class);
        Long withdrawn = database.queryForObject(people + "('WITHDRAWN')", Long.class);
        return String.format(Locale.ENGLISH, "%.1f%%", 100.0 * withdrawn / given);
    }

    private String name(Long child) {
        return database.queryForObject("select given_name from child where id = ?", String.class, child);
    }

    /** Every column of every table in which this text stands. */
    private List<String> columnsWith(String text) {
        return database
                .queryForList(
                        "select table_name || '.' || column_name from information_schema.columns"
                                + " where table_schema = 'PUBLIC' and data_type = 'CHARACTER VARYING'",
                        String.class)
                .stream()
                .filter(column -> {
                    String[] parts = column.split("\\.");
                    Long found = database.queryForObject(
                            "select count(*) from \"" + parts[0] + "\" where \"" + parts[1] + "\" like ?",
                            Long.class,
                            "%" + text + "%");
                    return found != null && found > 0;
                })
                .toList();
    }
}
