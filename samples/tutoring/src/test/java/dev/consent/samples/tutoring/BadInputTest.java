package dev.consent.samples.tutoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.consent.SubjectId;
import dev.consent.jpa.Consent;
import dev.consent.samples.tutoring.pupil.Pupil;
import dev.consent.samples.tutoring.pupil.Pupils;
import dev.consent.testing.MovableClock;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.support.TransactionTemplate;

/** Whatever is sent: a clear answer, nothing changed, nothing told. */
@SpringBootTest(
        properties = {"spring.datasource.url=jdbc:h2:mem:badinput;DB_CLOSE_DELAY=-1", "consent.sweep.enabled=false"})
@AutoConfigureMockMvc
@ExtendWith(OutputCaptureExtension.class)
class BadInputTest {

    private static final String TEXT = "Een zin van meer dan twintig tekens <script>alert(1)</script>.";

    @Autowired
    private MockMvc web;

    @Autowired
    private UserDetailsService accounts;

    @Autowired
    private Pupils pupils;

    @Autowired
    private Consent consent;

    @Autowired
    private EntityManager entities;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcTemplate database;

    @Autowired
    private MovableClock clock;

    @ParameterizedTest
    @ValueSource(strings = {"/", "/coach", "/family", "/me", "/overview", "/outbox", "/quality", "/evaluations.csv"})
    void withoutLoggingInThereIsOnlyTheLogInPage(String path) throws Exception {
        web.perform(get(path)).andExpect(status().isFound()).andExpect(redirectedUrl("/login"));
    }

    @ParameterizedTest
    @CsvSource({
        "parent1,/coach",
        "parent1,/quality",
        "parent1,/overview",
        "parent1,/evaluations.csv",
        "parent1,/me",
        "coach1,/quality",
        "coach1,/family",
        "pupil1,/family",
        "pupil1,/outbox",
        "pupil1,/coach",
        "quality,/coach"
    })
    void eachRoleHasItsOwnPagesOnly(String account, String path) throws Exception {
        as(account, get(path)).andExpect(status().isForbidden());
    }

    @Test
    void nobodyChoosesForSomebodyElsesChild() throws Exception {
        Long child = pupil("pupil4");
        int decisions = decisions(child);
        as(
                        "parent1",
                        post("/family/{id}/choices", child)
                                .param("purpose", "progress-reports")
                                .param("answer", "no"))
                .andExpect(status().isForbidden());
        as(
                        "pupil4",
                        post("/family/{id}/choices", child)
                                .param("purpose", "progress-reports")
                                .param("answer", "no"))
                .andExpect(status().isForbidden());
        assertThat(decisions(child)).isEqualTo(decisions);
    }

    @Test
    void aChildThatDoesNotExistIsRefusedLikeSomebodyElses() throws Exception {
        as("parent1", get("/family/{id}", 999_999L)).andExpect(status().isForbidden());
        as("parent1", get("/family/{id}", pupil("pupil4"))).andExpect(status().isForbidden());
    }

    @Test
    void aChoiceNeedsAPurposeThatIsAskedAndAnAnswer() throws Exception {
        Long child = pupil("pupil1");
        int decisions = decisions(child);
        choose(child, "guidance", "no").andExpect(status().isNotFound());
        choose(child, "nonsense", "yes").andExpect(status().isNotFound());
        choose(child, "progress-reports", "perhaps").andExpect(status().isUnprocessableContent());
        as("parent1", post("/family/{id}/choices", child)).andExpect(status().isBadRequest());
        assertThat(decisions(child)).isEqualTo(decisions);
    }

    @Test
    void aFormWithoutItsTokenChangesNothing() throws Exception {
        Long child = pupil("pupil1");
        int decisions = decisions(child);
        web.perform(post("/family/{id}/choices", child)
                        .param("purpose", "progress-reports")
                        .param("answer", "no")
                        .with(user(accounts.loadUserByUsername("parent1"))))
                .andExpect(status().isForbidden());
        assertThat(decisions(child)).isEqualTo(decisions);
    }

    @Test
    void sayingTheSameTwiceIsOneDecision() throws Exception {
        Long child = pupil("pupil8");
        String parent = parentOf(child);
        for (int time = 0; time < 3; time++) {
            as(
                            parent,
                            post("/family/{id}/choices", child)
                                    .param("purpose", "school-contact")
                                    .param("answer", "yes"))
                    .andExpect(status().isFound());
        }
        assertThat(decisions(child)).isEqualTo(3);
    }

    @Test
    void anEvaluationForAPupilWithoutConsentIsNotStoredAndNotLost() throws Exception {
        Long before = evaluations();
        as("coach1", write(pupil("pupil2"), TEXT, "4"))
                .andExpect(status().isConflict())
                .andExpect(content().string(containsString("Een zin van meer dan twintig tekens")))
                .andExpect(content().string(not(containsString("<script>"))));
        assertThat(evaluations()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "Te kort,4",
        "Een zin van meer dan twintig tekens.,",
        "Een zin van meer dan twintig tekens.,9",
        "Een zin van meer dan twintig tekens.,veel"
    })
    void anIncompleteEvaluationComesBackAsItWasTyped(String text, @Nullable String effort) throws Exception {
        Long before = evaluations();
        as("coach1", write(pupil("pupil1"), text, effort == null ? "" : effort))
                .andExpect(status().isUnprocessableContent())
                .andExpect(content().string(containsString(text)));
        assertThat(evaluations()).isEqualTo(before);
    }

    @Test
    void anEvaluationThatIsTooLongComesBackAsItWasTyped() throws Exception {
        as("coach1", write(pupil("pupil1"), "lang ".repeat(1000), "3"))
                .andExpect(status().isUnprocessableContent())
                .andExpect(content().string(containsString("lang lang")));
    }

    @Test
    void aCoachWritesAboutOwnPupilsOnly() throws Exception {
        as("coach2", write(pupil("pupil1"), TEXT, "4")).andExpect(status().isForbidden());
        as("coach2", get("/coach/pupils/{id}", pupil("pupil1"))).andExpect(status().isForbidden());
    }

    @Test
    void somebodyElsesEvaluationIsNotThere() throws Exception {
        Long evaluation = database.queryForObject(
                "select min(id) from evaluation where pupil_id = ?", Long.class, pupil("pupil1"));
        for (String account : List.of("coach2", "parent4", "pupil4")) {
            as(account, get("/evaluations/{id}", evaluation)).andExpect(status().isNotFound());
            as(account, post("/evaluations/{id}/send", evaluation)).andExpect(status().isNotFound());
        }
        as("parent1", post("/evaluations/{id}/send", evaluation)).andExpect(status().isNotFound());
        as("parent1", get("/evaluations/{id}", evaluation)).andExpect(status().isOk());
    }

    @Test
    void aHiddenEvaluationIsNotThereForAnybody() throws Exception {
        Long evaluation = database.queryForObject(
                "select min(id) from evaluation where pupil_id = ?", Long.class, pupil("pupil3"));
        assertThat(evaluation).as("hidden, and still in the database").isNotNull();
        for (String account : List.of("coach1", "parent3", "pupil3", "quality")) {
            as(account, get("/evaluations/{id}", evaluation)).andExpect(status().isNotFound());
        }
    }

    @Test
    void aForgedLinkOpensNothing() throws Exception {
        web.perform(get("/link/{token}", "A".repeat(75)))
                .andExpect(status().isNotFound())
                .andExpect(header().string("Referrer-Policy", "no-referrer"));
        web.perform(post("/link/{token}", "A".repeat(75)).with(csrf())).andExpect(status().isNotFound());
    }

    @Test
    void aPeriodThatIsNotThereSaysSo() throws Exception {
        as("coach1", get("/overview").param("period", "999")).andExpect(status().isNotFound());
        as("coach1", get("/overview").param("period", "vorige")).andExpect(status().isBadRequest());
    }

    @Test
    void onlyTheStepsThatAreOfferedMoveTheClock() throws Exception {
        Duration ahead = clock.ahead();
        as("quality", post("/demo/clock").param("step", "-5d")).andExpect(status().isFound());
        as("coach1", post("/demo/clock").param("step", "5d")).andExpect(status().isForbidden());
        as("coach1", post("/demo/sweep")).andExpect(status().isForbidden());
        assertThat(clock.ahead()).isEqualTo(ahead);
    }

    @Test
    void anUnknownLanguageIsEnglish() throws Exception {
        for (String language : List.of("xx", "nl-<b>", "de")) {
            web.perform(get("/login").param("lang", language))
                    .andExpect(status().isOk())
                    .andExpect(content().string(containsString("lang=\"en\"")));
        }
    }

    @Test
    void theExportHasNothingOfThoseWhoWithdrew() throws Exception {
        String csv = as("quality", get("/evaluations.csv"))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
        Long visible = database.queryForObject(
                "select count(*) from evaluation where pupil_id not in (?, ?, ?)",
                Long.class,
                pupil("pupil3"),
                pupil("pupil45"),
                pupil("pupil77"));
        assertThat(csv.lines().count() - 1).isEqualTo(visible).isLessThan(evaluations());
    }

    @Test
    void logsTellNothingAboutAnybody(CapturedOutput output) throws Exception {
        as("coach1", write(pupil("pupil2"), TEXT, "4"));
        as("coach1", get("/evaluations/{id}", "Constantijn"));
        as("parent1", get("/family/{id}", "Constantijn"));
        assertThat(output.getAll()).doesNotContain("Een zin van meer", "Constantijn", "familiepost.example");
    }

    private ResultActions as(String account, MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(
                request.with(user(accounts.loadUserByUsername(account))).with(csrf()));
    }

    private ResultActions choose(Long child, String purpose, String answer) throws Exception {
        return as(
                "parent1",
                post("/family/{id}/choices", child).param("purpose", purpose).param("answer", answer));
    }

    private static MockHttpServletRequestBuilder write(Long child, String text, String effort) {
        return post("/coach/pupils/{id}/evaluation", child).param("text", text).param("effort", effort);
    }

    private Long pupil(String account) {
        return pupils.findByAccount(account).map(Pupil::getId).orElseThrow();
    }

    private String parentOf(Long child) {
        return database.queryForObject(
                "select min(parent.account) from parent join pupil_parents on parents_id = parent.id where pupil_id = ?",
                String.class,
                child);
    }

    private int decisions(Long child) {
        Integer count = transaction.execute(status ->
                consent.history(entities, SubjectId.of(Pupil.class, child)).size());
        return Objects.requireNonNull(count);
    }

    private Long evaluations() {
        return database.queryForObject("select count(*) from evaluation", Long.class);
    }
}
