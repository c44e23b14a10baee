package dev.consent.samples.tutoring;

import static dev.consent.samples.tutoring.TestBrowser.press;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import dev.consent.SubjectId;
import dev.consent.gate.ConsentGate;
import dev.consent.jpa.Consent;
import dev.consent.samples.tutoring.pupil.Pupil;
import dev.consent.samples.tutoring.pupil.Pupils;
import dev.consent.samples.tutoring.purpose.ProgressReports;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The story of the sample in a real Chromium. The chapters share one application and its clock only moves forward, so
 * they have an order; each has pupils of its own.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"spring.datasource.url=jdbc:h2:mem:story;DB_CLOSE_DELAY=-1", "consent.sweep.enabled=false"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BrowserStoryTest {

    private static final String PLANTED = "Over de kikkers in de fietstas schreven we nergens anders een woord.";

    @Autowired
    private JdbcTemplate database;

    @Autowired
    private Pupils pupils;

    @Autowired
    private Consent consent;

    @Autowired
    private ConsentGate gate;

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
    void everyDataTableIsGuarded() {
        consent.assertGuarded();
    }

    @Test
    @Order(2)
    void anEvaluationIsWrittenSentOpenedWithdrawnAndForgotten() {
        Long child = pupil("pupil1");
        Page coach = browser.as("coach1");
        Page parent = browser.as("parent1");
        Page pupil = browser.as("pupil1");
        browser.go(coach, "/overview");
        Counts before = Counts.on(coach);

        // The coach writes, after a first attempt that was too short.
        browser.go(coach, "/coach");
        browser.look(coach, "coach-pupils");
        browser.go(coach, "/coach/pupils/" + child);
        browser.look(coach, "coach-pupil");
        coach.getByText("Write an evaluation").click();
        browser.look(coach, "evaluation-form");
        coach.locator("#text").fill("Te kort.");
        assertThat(press(coach, "Save the evaluation")).isEqualTo(422);
        assertThat(coach.locator("#text").inputValue()).isEqualTo("Te kort.");
        browser.look(coach, "evaluation-form-incomplete");
        coach.locator("#text").fill(PLANTED);
        coach.getByLabel("good").check();
        press(coach, "Save the evaluation");
        assertThat(coach.locator("main").innerText()).contains(PLANTED);
        browser.look(coach, "evaluation");
        String evaluation = coach.url();
        assertThat(counts(coach)).isEqualTo(before.plus(1, 0, 0, 1));

        // Sends it, and mail goes out to both parents.
        browser.go(coach, evaluation);
        press(coach, "Send to the parents");
        assertThat(coach.locator("[role=status]").innerText()).contains("2 parents");
        browser.go(coach, "/outbox");
        browser.look(coach, "outbox");
        browser.go(parent, "/outbox");
        assertThat(parent.locator("article.mail"))
                .satisfies(mails -> assertThat(mails.count()).isEqualTo(1));
        assertThat(parent.locator("main").innerText()).doesNotContain(PLANTED);
        String link = Objects.requireNonNull(TestBrowser.attribute(parent, "article.mail a", "href"));

        // Following the link opens nothing yet; the button does.
        Page mailProgram = browser.anonymous();
        assertThat(browser.go(mailProgram, link)).isEqualTo(200);
        assertThat(mailProgram.content()).doesNotContain(PLANTED);
        browser.look(mailProgram, "link-confirm");
        assertThat(counts(coach)).isEqualTo(before.plus(1, 1, 0, 1));
        assertThat(press(mailProgram, "Read the evaluation")).isEqualTo(200);
        assertThat(mailProgram.locator("main").innerText()).contains(PLANTED);
        browser.look(mailProgram, "link-opened");
        assertThat(counts(coach)).isEqualTo(before.plus(1, 1, 1, 1));
        browser.look(coach, "overview");

        // Everybody concerned sees it.
        browser.go(parent, "/family");
        browser.look(parent, "family");
        browser.go(parent, "/family/" + child);
        browser.look(parent, "child");
        int invoices = invoices(parent);
        assertThat(invoices).isPositive();
        browser.go(pupil, "/me");
        browser.look(pupil, "me");
        isEverywhere(child, evaluation);

        // A coach is writing another one while the parent withdraws.
        browser.go(coach, "/coach/pupils/" + child + "/evaluation");
        coach.locator("#text").fill("Deze tekst mag de coach niet kwijtraken, ook al is er geen toestemming meer.");
        coach.getByLabel("splendid").check();
        withdraw(parent, child);
        browser.look(parent, "choices-withdrawn");
        assertThat(parent.locator("#progress-reports").innerText())
                .contains("Hidden for everybody now", "Gone for good at the latest", "You can undo this until");
        assertThat(press(coach, "Save the evaluation")).isEqualTo(409);
        assertThat(coach.locator("#text").inputValue()).contains("mag de coach niet kwijtraken");
        assertThat(coach.locator("main").innerText()).contains("Nothing was stored", "Ask the parents");
        assertThat(coach.getByLabel("splendid").isChecked()).isTrue();
        browser.look(coach, "evaluation-form-refused");
        assertThat(columnsWith("niet kwijtraken")).isEmpty();

        // It is gone from every page, at once; the facts of the overview and the invoices are not.
        isNowhere(child, evaluation);
        assertThat(counts(coach)).isEqualTo(before.plus(1, 1, 1, 0));
        assertThat(browser.go(mailProgram, link)).isEqualTo(410);
        browser.look(mailProgram, "link-withdrawn");
        assertThat(mailProgram.content()).doesNotContain(PLANTED);
        browser.go(parent, "/family/" + child);
        assertThat(invoices(parent)).isEqualTo(invoices);
        browser.look(parent, "child-withdrawn");

        // Thinking again before the time is over brings everything back.
        agree(parent, child);
        isEverywhere(child, evaluation);
        assertThat(counts(coach)).isEqualTo(before.plus(1, 1, 1, 1));
        assertThat(browser.go(mailProgram, link)).isEqualTo(200);

        // Withdrawn for good: hidden until the sweep, then gone, history included.
        withdraw(parent, child);
        assertThat(columnsWith(PLANTED)).isNotEmpty();
        Page quality = browser.as("quality");
        sweep(quality);
        assertThat(columnsWith(PLANTED)).as("too early to erase").isNotEmpty();
        browser.look(quality, "quality");
        browser.go(quality, "/quality/pupils/" + child);
        browser.look(quality, "quality-pupil");
        advance(quality, "+13 hours");
        assertThat(quality.locator(".demo-time").innerText()).contains("Demo time");
        sweep(quality);
        browser.look(quality, "quality-swept");
        assertThat(columnsWith(PLANTED)).isEmpty();
        assertThat(database.queryForObject("select count(*) from evaluation where pupil_id = ?", Long.class, child))
                .isZero();
        assertThat(database.queryForObject(
                        "select count(*) from evaluation_aud where pupil_id = ? and text is not null",
                        Long.class,
                        child))
                .isZero();

        // What stays: the counts, the invoices, the ledger.
        isNowhere(child, evaluation);
        assertThat(counts(coach)).isEqualTo(before.plus(1, 1, 1, 0));
        browser.go(parent, "/family/" + child);
        assertThat(invoices(parent)).isEqualTo(invoices);
        browser.go(parent, "/family/" + child + "/choices");
        assertThat(parent.locator("#progress-reports").innerText()).contains("Gone for good.", "receipt");
        browser.look(parent, "choices-erased");
        browser.go(quality, "/quality/pupils/" + child);
        assertThat(quality.locator("main").innerText()).contains("withdrawn", "recorded by parent1");

        // Agreeing anew starts from nothing.
        agree(parent, child);
        isNowhere(child, evaluation);
    }

    @Test
    @Order(3)
    void aLinkWorksForTheParentItWasSentToOnly() {
        String link = sendEvaluation("coach1", "pupil4", "parent4");

        Page stranger = browser.as("parent1");
        assertThat(browser.go(stranger, link)).isEqualTo(403);
        assertThat(stranger.content()).doesNotContain("nergens anders");
        browser.look(stranger, "link-somebody-else");
        assertThat(browser.go(browser.as("coach1"), link)).isEqualTo(403);

        Page anybody = browser.anonymous();
        assertThat(browser.go(anybody, forge(link))).isEqualTo(404);
        browser.look(anybody, "link-forged");
        assertThat(browser.go(anybody, "/link/nonsense")).isEqualTo(404);

        assertThat(browser.go(browser.as("parent4"), link)).isEqualTo(200);
    }

    @Test
    @Order(4)
    void nobodyDecidesForSomebodyElsesChild() {
        Long child = pupil("pupil4");
        Page stranger = browser.as("parent1");

        assertThat(browser.go(stranger, "/family/" + child + "/choices")).isEqualTo(403);
        browser.look(stranger, "forbidden");

        browser.go(stranger, "/family/" + pupil("pupil2") + "/choices");
        String token = Objects.requireNonNull(TestBrowser.attribute(stranger, "input[name=_csrf]", "value"));
        int status = stranger.request()
                .post(
                        "http://localhost:" + port + "/family/" + child + "/choices",
                        RequestOptions.create()
                                .setForm(FormData.create()
                                        .set("_csrf", token)
                                        .set("purpose", "progress-reports")
                                        .set("answer", "no")))
                .status();
        assertThat(status).isEqualTo(403);
        assertThat(permits(child)).isTrue();
    }

    @Test
    @Order(5)
    void nothingIsSelectedThatNobodyChose() {
        Long child = pupil("pupil2");
        Page parent = browser.as("parent1");
        browser.go(parent, "/family/" + child + "/choices");
        Locator choice = parent.locator("#progress-reports");
        assertThat(choice.locator("input:checked").count()).isZero();
        assertThat(choice.innerText()).contains("not answered yet");
        browser.look(parent, "choices-undecided");

        assertThat(press(choice, "Save this choice")).isEqualTo(422);
        assertThat(parent.locator("#progress-reports").innerText()).contains("Please choose yes or no");
        browser.look(parent, "choices-unanswered");

        Page coach = browser.as("coach1");
        browser.go(coach, "/coach/pupils/" + child + "/evaluation");
        assertThat(coach.locator("main").innerText()).contains("have not agreed", "Ask the parents");
        browser.look(coach, "evaluation-form-closed");

        agree(parent, child);
        browser.go(coach, "/coach/pupils/" + child + "/evaluation");
        assertThat(coach.locator("#text").isVisible()).isTrue();
    }

    @Test
    @Order(6)
    void theStoryNeedsNoJavaScript() {
        Long child = pupil("pupil5");
        Page coach = browser.withoutJavaScript("coach1");
        browser.go(coach, "/coach/pupils/" + child + "/evaluation");
        coach.locator("#text").fill("Zonder script schrijft de coach precies hetzelfde.");
        coach.getByLabel("good").check();
        press(coach, "Save the evaluation");
        press(coach, "Send to the parents");

        Page parent = browser.withoutJavaScript("parent6");
        browser.go(parent, "/outbox");
        parent.locator("article.mail a").first().click();
        press(parent, "Read the evaluation");
        assertThat(parent.locator("main").innerText()).contains("Zonder script");
        withdraw(parent, child);
        browser.go(parent, "/family/" + child);
        assertThat(parent.content()).doesNotContain("Zonder script");
    }

    @Test
    @Order(7)
    void theChoicesNeedNoMouse() {
        Long child = pupil("pupil7");
        Page parent = browser.as("parent8");
        browser.go(parent, "/family/" + child + "/choices");
        parent.keyboard().press("Tab");
        assertThat(focused(parent, ".skip"))
                .as("the way past the menu comes first")
                .isTrue();
        for (int step = 0; step < 30 && !focused(parent, "#school-contact input"); step++) {
            parent.keyboard().press("Tab");
        }
        parent.keyboard().press("ArrowRight");
        parent.keyboard().press("Tab");
        assertThat(focused(parent, "#school-contact button")).isTrue();
        parent.keyboard().press("Enter");
        parent.waitForURL("**/choices#school-contact");
        assertThat(parent.locator("#school-contact").innerText()).contains("you withdrew");
    }

    private static boolean focused(Page page, String selector) {
        return page.locator(selector + ":focus").count() == 1;
    }

    @Test
    @Order(7)
    void thePagesSpeakDutchToo() {
        Page parent = browser.as("parent1");
        browser.go(parent, "/family");
        parent.getByText("Nederlands").click();
        assertThat(TestBrowser.attribute(parent, "html", "lang")).isEqualTo("nl");
        assertThat(parent.locator("h1").innerText()).isEqualTo("Mijn kinderen");
        browser.go(parent, "/family/" + pupil("pupil2") + "/choices");
        assertThat(TestBrowser.attribute(parent, "html", "lang")).isEqualTo("nl");
        browser.look(parent, "choices-dutch");
        parent.getByText("English").click();
        assertThat(TestBrowser.attribute(parent, "html", "lang")).isEqualTo("en");
    }

    @Test
    @Order(8)
    void whatWeKeepIsListedAndTheForgottenTableStandsOut() {
        Page quality = browser.as("quality");
        browser.go(quality, "/quality/kept");
        assertThat(quality.locator("main").innerText()).contains("OldContact", "unclassified", "Legal obligation");
        browser.look(quality, "kept");
        browser.go(quality, "/overview");
        browser.look(quality, "overview-all");
        int all = quality.locator("tbody tr").count();
        quality.getByLabel("Only pupils without one").check();
        quality.locator("main form button").click();
        assertThat(quality.locator("tbody tr").count())
                .isPositive()
                .isLessThan(all)
                .isEqualTo(Integer.parseInt(
                        quality.locator("[data-count=missing]").innerText().strip()));
        browser.look(quality, "overview-missing");
        browser.go(quality, "/outbox");
        browser.look(quality, "outbox-all");
    }

    @Test
    @Order(9)
    void aLinkDiesAfterFiveDays() {
        String link = sendEvaluation("coach2", "pupil17", null);
        Page anybody = browser.anonymous();
        assertThat(browser.go(anybody, link)).isEqualTo(200);

        advance(browser.as("quality"), "+5 days");
        assertThat(browser.go(anybody, link)).isEqualTo(410);
        assertThat(anybody.locator("h1").innerText()).contains("expired");
        browser.look(anybody, "link-expired");

        sweep(browser.as("quality"));
        assertThat(database.queryForObject("select count(*) from evaluation_link", Long.class))
                .isZero();
        assertThat(browser.go(anybody, link)).isEqualTo(410);
    }

    @Test
    @Order(10)
    void invoicesOutliveTheContract() {
        Long child = pupil("pupil4");
        String name = name("pupil4");
        Page quality = browser.as("quality");
        browser.go(quality, "/quality/pupils/" + child);
        int invoices = quality.locator("main table").last().locator("tbody tr").count();
        assertThat(invoices).isPositive();
        browser.look(quality, "quality-pupil-before");
        press(quality, "End the contract");
        assertThat(quality.locator("h1").innerText()).isEqualTo("Name no longer kept");
        browser.look(quality, "quality-pupil-ended");

        Page parent = browser.as("parent4");
        browser.go(parent, "/family/" + child);
        assertThat(parent.content()).doesNotContain(name);
        assertThat(invoices(parent)).isEqualTo(invoices);
        assertThat(parent.locator("main").innerText()).contains("There are no hours.");
        browser.look(parent, "child-ended");

        advance(quality, "+13 hours");
        sweep(quality);
        assertThat(rows("hours", child)).isZero();
        assertThat(rows("progress_overview", child)).isZero();
        assertThat(rows("invoice", child)).isEqualTo(invoices);
        assertThat(database.queryForObject(
                        "select count(*) from pupil where id = ? and family_name is not null", Long.class, child))
                .isZero();

        // Nobody can log in with an account that is not kept.
        Page former = browser.anonymous();
        browser.go(former, "/login");
        former.getByLabel("Account").fill("parent4");
        former.getByLabel("Password").fill("welcome");
        former.locator("main button").click();
        assertThat(former.url()).contains("/login?error");
        browser.look(former, "login-error");
    }

    @Test
    @Order(11)
    void pagesThatAreNotThereSaySo() {
        Page anybody = browser.anonymous();
        browser.go(anybody, "/login");
        browser.look(anybody, "login");
        Page parent = browser.as("parent1");
        assertThat(browser.go(parent, "/nowhere")).isEqualTo(404);
        browser.look(parent, "not-found");
        assertThat(browser.go(parent, "/quality")).isEqualTo(403);
        assertThat(browser.go(parent, "/evaluations/none")).isEqualTo(400);
        assertThat(parent.content()).doesNotContain("Exception", "at org.", "at dev.");
    }

    @Test
    @Order(12)
    void nothingComesFromAnotherHostAndTheBrowserHasNoComplaint() {
        assertThat(browser.hosts()).containsExactly("localhost");
        assertThat(browser.complaints()).isEmpty();
    }

    private void isEverywhere(Long child, String evaluation) {
        seenBy("parent1", "/family/" + child, true);
        seenBy("pupil1", "/me", true);
        seenBy("coach1", "/coach/pupils/" + child, true);
        for (String account : List.of("parent1", "pupil1", "coach1")) {
            assertThat(browser.go(browser.as(account), evaluation))
                    .as("direct address for %s", account)
                    .isEqualTo(200);
        }
        browser.go(browser.as("coach1"), "/overview");
        assertThat(browser.as("coach1").content()).contains(PLANTED.substring(0, 30));
        assertThat(export("coach1")).contains(PLANTED);
        assertThat(export("quality")).contains(PLANTED);
    }

    private void isNowhere(Long child, String evaluation) {
        seenBy("parent1", "/family/" + child, false);
        seenBy("pupil1", "/me", false);
        seenBy("coach1", "/coach/pupils/" + child, false);
        for (String account : List.of("parent1", "pupil1", "coach1", "quality")) {
            assertThat(browser.go(browser.as(account), evaluation))
                    .as("direct address for %s", account)
                    .isEqualTo(404);
        }
        browser.go(browser.as("coach1"), "/overview");
        assertThat(browser.as("coach1").content()).doesNotContain(PLANTED.substring(0, 30));
        browser.go(browser.as("parent1"), "/outbox");
        assertThat(browser.as("parent1").locator("article.mail").count()).isZero();
        assertThat(export("coach1")).doesNotContain(PLANTED);
        assertThat(export("quality")).doesNotContain(PLANTED);
    }

    private void seenBy(String account, String path, boolean visible) {
        Page page = browser.as(account);
        assertThat(browser.go(page, path)).isEqualTo(200);
        assertThat(page.content().contains(PLANTED))
                .as("%s sees the evaluation on %s", account, path)
                .isEqualTo(visible);
    }

    private String export(String account) {
        return browser.as(account)
                .request()
                .get("http://localhost:" + port + "/evaluations.csv")
                .text();
    }

    private Counts counts(Page coach) {
        browser.go(coach, "/overview");
        return Counts.on(coach);
    }

    private void withdraw(Page parent, Long child) {
        choose(parent, child, "No");
        assertThat(permits(child)).isFalse();
    }

    private void agree(Page parent, Long child) {
        choose(parent, child, "Yes");
        assertThat(permits(child)).isTrue();
    }

    private void choose(Page parent, Long child, String answer) {
        browser.go(parent, "/family/" + child + "/choices");
        Locator choice = parent.locator("#progress-reports");
        choice.getByLabel(answer).check();
        press(choice, "Save this choice");
        assertThat(parent.locator("[role=status]").innerText()).contains("Saved");
    }

    private void sweep(Page quality) {
        browser.go(quality, "/quality");
        press(quality, "Run the sweep now");
        assertThat(quality.locator("[role=status]").innerText()).contains("The sweep is done");
    }

    private void advance(Page quality, String step) {
        browser.go(quality, "/quality");
        press(quality, step);
    }

    /** Writes and sends an evaluation, and returns the link that was mailed. */
    private String sendEvaluation(String coachAccount, String pupilAccount, @Nullable String parent) {
        Page coach = browser.as(coachAccount);
        browser.go(coach, "/coach/pupils/" + pupil(pupilAccount) + "/evaluation");
        coach.locator("#text").fill("Deze zin staat nergens anders en hoort bij " + pupilAccount + ".");
        coach.getByLabel("sufficient").check();
        press(coach, "Save the evaluation");
        press(coach, "Send to the parents");
        Page reader = parent == null ? coach : browser.as(parent);
        browser.go(reader, "/outbox");
        return Objects.requireNonNull(TestBrowser.attribute(reader, "article.mail a", "href"));
    }

    private static String forge(String link) {
        char last = link.charAt(link.length() - 10);
        return link.substring(0, link.length() - 10) + (last == 'A' ? 'B' : 'A') + link.substring(link.length() - 9);
    }

    private static int invoices(Page parent) {
        return parent.locator("#invoices tbody tr").count();
    }

    private Long pupil(String account) {
        return pupils.findByAccount(account).map(Pupil::getId).orElseThrow();
    }

    private String name(String account) {
        return pupils.findByAccount(account).map(Pupil::getName).orElseThrow();
    }

    private boolean permits(Long child) {
        return gate.permits(SubjectId.of(Pupil.class, child), ProgressReports.class);
    }

    private long rows(String table, Long child) {
        Long count =
                database.queryForObject("select count(*) from " + table + " where pupil_id = ?", Long.class, child);
        return Objects.requireNonNull(count);
    }

    /** Every column of every table, history included, that holds this text anywhere. */
    private List<String> columnsWith(String text) {
        return database
                .queryForList("select table_name, column_name from information_schema.columns"
                        + " where table_schema = 'PUBLIC' and data_type like 'CHARACTER%'")
                .stream()
                .map(column -> column.get("TABLE_NAME") + "." + column.get("COLUMN_NAME"))
                .filter(column -> holds(column, text))
                .toList();
    }

    private boolean holds(String column, String text) {
        String table = column.substring(0, column.indexOf('.'));
        Long found = database.queryForObject(
                "select count(*) from " + table + " where " + column + " like ?", Long.class, "%" + text + "%");
        return found != null && found > 0;
    }

    /** The counts above an overview. */
    private record Counts(int pupils, int written, int sent, int opened, int readable) {

        static Counts on(Page page) {
            return new Counts(
                    read(page, "pupils"),
                    read(page, "written"),
                    read(page, "sent"),
                    read(page, "opened"),
                    read(page, "readable"));
        }

        Counts plus(int moreWritten, int moreSent, int moreOpened, int moreReadable) {
            return new Counts(
                    pupils, written + moreWritten, sent + moreSent, opened + moreOpened, readable + moreReadable);
        }

        private static int read(Page page, String count) {
            return Integer.parseInt(
                    page.locator("[data-count=" + count + "]").innerText().strip());
        }
    }
}
