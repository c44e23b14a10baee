package dev.consent.samples.parentportal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.consent.gate.Scope;
import dev.consent.samples.parentportal.purpose.ServiceOffice;
import dev.consent.testing.MovableClock;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.support.TransactionTemplate;

/** Whoever asks, and whatever is sent: a clear answer, nothing changed, nothing told. */
@PortalTest
class AccessTest {

    /** Children no story is about. */
    private static final long SOMEBODY = 100;

    private static final long SOMEBODY_ELSE = 150;

    @Autowired
    private MockMvc web;

    @Autowired
    private UserDetailsService accounts;

    @Autowired
    private EntityManager entities;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcTemplate database;

    @Autowired
    private MovableClock clock;

    @ParameterizedTest
    @ValueSource(strings = {"/", "/family", "/family/1", "/group", "/office", "/office/tracking", "/audit", "/demo"})
    void withoutLoggingInThereIsOnlyTheLogInPage(String path) throws Exception {
        web.perform(get(path)).andExpect(status().isFound()).andExpect(redirectedUrl("/login"));
    }

    @ParameterizedTest
    @CsvSource({
        "parent1,/group",
        "parent1,/office",
        "parent1,/office/tracking",
        "parent1,/audit",
        "parent1,/audit/receipts.csv",
        "child4,/family",
        "child4,/family/3",
        "group1,/office",
        "group1,/office/children/1",
        "group1,/family/1",
        "group1,/audit",
        "office1,/group",
        "office1,/audit/children/1",
        "auditor,/office/children/1",
        "auditor,/family/1",
        "auditor,/group"
    })
    void eachRoleHasItsOwnPagesOnly(String account, String path) throws Exception {
        as(account, get(path)).andExpect(status().isForbidden());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/choices", "/receipt", "/observations"})
    void aChildThatDoesNotExistIsRefusedLikeSomebodyElses(String page) throws Exception {
        as("parent1", get("/family/" + SOMEBODY + page)).andExpect(status().isForbidden());
        as("parent1", get("/family/999999" + page)).andExpect(status().isForbidden());
        as("parent1", post("/family/" + SOMEBODY + "/data.zip")).andExpect(status().isForbidden());
    }

    @Test
    void aGroupSeesItsOwnChildrenOnly() throws Exception {
        as("group1", get("/group/children/1")).andExpect(status().isOk());
        as("group3", get("/group/children/1")).andExpect(status().isForbidden());
        as("group1", get("/group/children/2")).andExpect(status().isForbidden());
    }

    @Test
    void whatIsForTheServiceOfficeIsMissingFromEveryQueryOfOthers() {
        String medical = "select count(child) from Child child where child.medicalDetails is not null";
        String fee = "select count(child) from Child child where child.monthlyFee > 0";
        String benefits = "select count(child) from Child child where child.benefits like 'Kinder%'";
        String account = "select count(parent) from Parent parent where parent.iban like 'NL%'";
        for (String query : List.of(medical, fee, benefits, account)) {
            assertThat(count(Scope.none(), query)).isZero();
            assertThat(count(Scope.none().withAudience(ServiceOffice.class), query))
                    .isGreaterThan(100);
        }
    }

    @Test
    void nobodyChoosesForSomebodyElsesChild() throws Exception {
        long decisions = decisions(SOMEBODY);
        as("parent1", answer(SOMEBODY, "grades", "no")).andExpect(status().isForbidden());
        as("group1", answer(SOMEBODY, "grades", "no")).andExpect(status().isForbidden());
        as("office1", answer(SOMEBODY, "grades", "no")).andExpect(status().isForbidden());
        assertThat(decisions(SOMEBODY)).isEqualTo(decisions);
    }

    @Test
    void aChoiceNeedsAPurposeThatIsAskedATextThatWasPublishedAndAnAnswer() throws Exception {
        String parent = parentOf(SOMEBODY_ELSE);
        as(parent, get("/family/{id}/choices", SOMEBODY_ELSE)).andExpect(status().isOk());
        long decisions = decisions(SOMEBODY_ELSE);
        as(parent, answer(SOMEBODY_ELSE, "enrolment", "no")).andExpect(status().isNotFound());
        as(parent, answer(SOMEBODY_ELSE, "nonsense", "yes")).andExpect(status().isNotFound());
        as(parent, answer(SOMEBODY_ELSE, "grades", "perhaps")).andExpect(status().isUnprocessableContent());
        as(parent, answer(SOMEBODY_ELSE, "grades", "yes", "1066-1")).andExpect(status().isNotFound());
        as(parent, answer(SOMEBODY_ELSE, "social-media-photos", "yes", "2025-1"))
                .andExpect(status().isConflict())
                .andExpect(content().string(containsString("The text has changed while you were reading")));
        as(parent, post("/family/{id}/choices", SOMEBODY_ELSE)).andExpect(status().isBadRequest());
        web.perform(answer(SOMEBODY_ELSE, "grades", "no").with(user(accounts.loadUserByUsername(parent))))
                .andExpect(status().isForbidden());
        assertThat(decisions(SOMEBODY_ELSE)).isEqualTo(decisions);
    }

    @Test
    void sayingTheSameTwiceIsOneDecision() throws Exception {
        long child = SOMEBODY + 1;
        String parent = parentOf(child);
        as(parent, get("/family/{id}/choices", child)).andExpect(status().isOk());
        long decisions = decisions(child);
        for (int time = 0; time < 3; time++) {
            as(parent, answer(child, "group-photos", "no")).andExpect(status().isFound());
        }
        assertThat(decisions(child) - decisions).isBetween(0L, 2L);
    }

    @Test
    void aDayThatIsNoneAndAChildThatIsNoneSaySo() throws Exception {
        as("auditor", get("/audit/children/999999")).andExpect(status().isNotFound());
        as("auditor", get("/audit/children/1").param("on", "yesterday")).andExpect(status().isBadRequest());
        as("office1", get("/office").param("group", "999999")).andExpect(status().isNotFound());
    }

    @Test
    void onlyTheStepsThatAreOfferedMoveTheClock() throws Exception {
        Duration ahead = clock.ahead();
        as("parent1", post("/demo/clock").param("step", "-7d")).andExpect(status().isFound());
        assertThat(clock.ahead()).isEqualTo(ahead);
    }

    private ResultActions as(String account, MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(
                request.with(user(accounts.loadUserByUsername(account))).with(csrf()));
    }

    private MockHttpServletRequestBuilder answer(long child, String purpose, String answer) {
        return answer(child, purpose, answer, "2026-1");
    }

    private MockHttpServletRequestBuilder answer(long child, String purpose, String answer, String version) {
        return post("/family/{id}/choices", child)
                .param("purpose", purpose)
                .param("version", version)
                .param("shownIn", "en")
                .param("seen", now().toString())
                .param("answer", answer);
    }

    private Instant now() {
        return clock.instant();
    }

    private long count(Scope scope, String query) {
        return scope.get(() -> Objects.requireNonNull(transaction.execute(
                status -> entities.createQuery(query, Long.class).getSingleResult())));
    }

    private String parentOf(long child) {
        return database.queryForObject(
                "select min(parent.account) from parent join child_parents on parents_id = parent.id where child_id = ?",
                String.class,
                child);
    }

    private long decisions(long child) {
        return Objects.requireNonNull(database.queryForObject(
                "select count(*) from consent_record_aud where subject_key = ?", Long.class, String.valueOf(child)));
    }
}
