package dev.consent.jpa.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.consent.ConsentException;
import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.Wording;
import dev.consent.decision.ConsentState;
import dev.consent.decision.Decision;
import dev.consent.decision.PastDecision;
import dev.consent.erasure.Obligation;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.database.TestUnit;
import dev.consent.jpa.model.Evaluation;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

abstract class AuditContract {

    private static final Instant START = TestUnit.START;

    private final TestDatabase database;
    private School school;
    private SubjectId anna;
    private SubjectId ben;

    AuditContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        school = School.on(database);
        anna = SubjectId.of(Pupil.class, school.enrol("Anna"));
        ben = SubjectId.of(Pupil.class, school.enrol("Ben"));
    }

    @AfterEach
    void close() {
        school.close();
    }

    private void decide(Decision decision) {
        school.write(em -> school.consent.decide(em, decision));
    }

    private static Instant day(int number) {
        return START.plus(Duration.ofDays(number));
    }

    /** Day 0: granted. Day 2: withdrawn. Day 4: granted for three days, which end on day 7. */
    private void live() {
        Wording text = Wording.of("1", Locale.ENGLISH, "May we send reports?");
        decide(Decision.given(anna, Reports.class, Grantor.parent(7))
                .shown(text)
                .provenBy("=cmd|' /C calc'!A0"));
        decide(Decision.given(ben, Reports.class, Grantor.parent(8)));
        school.clock.advance(Duration.ofDays(2));
        decide(Decision.withdrawn(anna, Reports.class, Grantor.subject(1)));
        school.clock.advance(Duration.ofDays(2));
        decide(Decision.given(anna, Reports.class, Grantor.parent(7)).until(day(7)));
        school.clock.advance(Duration.ofDays(6));
        school.consent.expireGrants();
    }

    @Test
    void theHistoryOfAPersonIsReadPageByPage() {
        live();
        Answer<PastDecision> history = school.consent.audit().history(anna);
        List<ConsentState> states = new ArrayList<>();
        String after = null;
        do {
            Page<PastDecision> page = history.page(after, 2);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(2);
            page.items().forEach(decision -> states.add(decision.state()));
            after = page.next();
        } while (after != null);
        assertThat(states)
                .containsExactly(ConsentState.GIVEN, ConsentState.WITHDRAWN, ConsentState.GIVEN, ConsentState.EXPIRED);
        assertThat(history.all()).isEqualTo(school.read(em -> school.consent.history(em, anna)));
        assertThatThrownBy(() -> history.page("x", 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> history.page(null, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingIsKnownAboutNobody() {
        SubjectId nobody = SubjectId.of(Pupil.class, 999_999L);
        assertThat(school.consent.audit().standing(nobody, day(1)).all())
                .hasSizeGreaterThan(2)
                .noneMatch(standing -> standing.standing().inForce());
        assertThat(school.consent
                        .audit()
                        .whoCouldSee(Pupil.class, "name", nobody, day(1))
                        .all())
                .isEmpty();
    }

    @Test
    void whatIsWrittenCarriesNoFormula() {
        live();
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        school.consent.audit().history(anna).csv(csv);
        List<String> lines = csv.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(5);
        assertThat(lines.get(0)).startsWith("subjectType,subject,purpose,state,decidedAt");
        assertThat(lines.get(1)).contains("'=cmd|").endsWith("'=cmd|' /C calc'!A0");

        ByteArrayOutputStream json = new ByteArrayOutputStream();
        school.consent.audit().history(anna).json(json);
        JsonNode rows = JsonMapper.shared().readTree(json.toByteArray());
        assertThat(rows.size()).isEqualTo(4);
        assertThat(rows.at("/0/state").asString()).isEqualTo("GIVEN");
        assertThat(rows.at("/0/role").asString()).isEqualTo("PARENT");
        assertThat(rows.at("/0/wordingVersion").asString()).isEqualTo("1");
        assertThat(rows.at("/0/decidedAt").asString()).isEqualTo("2026-03-02T09:00:00Z");
        assertThat(rows.at("/1/evidence").isNull()).isTrue();
    }

    @Test
    void theStandingOnADateIsRecomputedFromTheLedger() {
        live();
        assertThat(reportsOn(START.minusSeconds(1))).isEqualTo(ConsentState.UNKNOWN);
        assertThat(reportsOn(START)).isEqualTo(ConsentState.GIVEN);
        assertThat(reportsOn(day(3))).isEqualTo(ConsentState.WITHDRAWN);
        assertThat(reportsOn(day(6))).isEqualTo(ConsentState.GIVEN);
        assertThat(reportsOn(day(7))).isEqualTo(ConsentState.EXPIRED);
        assertThat(school.consent.audit().standing(anna, day(3)).all())
                .extracting(PurposeStanding::purpose)
                .containsExactly("bookkeeping", "contact", "enrolment", "reports");
        assertThatThrownBy(() -> school.consent.audit().standing(new SubjectId("Teacher", "1"), START))
                .isInstanceOf(ConsentException.class);
    }

    private ConsentState reportsOn(Instant moment) {
        return school.consent.audit().standing(anna, moment).all().stream()
                .filter(standing -> standing.purpose().equals("reports"))
                .map(standing -> standing.standing().state())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whoCouldSeeAFieldIsAnsweredWithTheReason() {
        live();
        Audit audit = school.consent.audit();
        assertThat(audit.whoCouldSee(Evaluation.class, "text", anna, day(1)).all())
                .singleElement()
                .satisfies(viewer -> {
                    assertThat(viewer.kind()).isEqualTo(Viewer.Kind.EVERYBODY);
                    assertThat(viewer.purpose()).isEqualTo("reports");
                    assertThat(viewer.decision().grantor().role()).isEqualTo(Grantor.Role.PARENT);
                });
        assertThat(audit.whoCouldSee(Evaluation.class, "text", anna, day(3)).all())
                .isEmpty();
        assertThat(audit.whoCouldSee(Pupil.class, "name", anna, day(3)).all())
                .extracting(Viewer::purpose)
                .containsExactly("enrolment");
        school.consent.privileged("request 4711", Duration.ofMinutes(5));
        assertThat(audit.whoCouldSee(Evaluation.class, "text", anna, day(10)).all())
                .extracting(Viewer::kind, Viewer::who, Viewer::reason)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Viewer.Kind.PRIVILEGED, "tester", "request 4711"));
        assertThat(audit.whoCouldSee(Evaluation.class, "text", anna, day(10).plus(Duration.ofMinutes(5)))
                        .all())
                .isEmpty();
        assertThatThrownBy(() -> audit.whoCouldSee(Pupil.class, "level", anna, START))
                .isInstanceOf(ConsentException.class)
                .hasMessageContaining("Pupil.level");
    }

    @Test
    void theShareWithdrawnIsCountedInPeople() {
        live();
        PurposeShare share = school.consent.audit().decisions(START, day(30)).all().stream()
                .filter(one -> one.purpose().equals("reports"))
                .findFirst()
                .orElseThrow();
        assertThat(share.granted()).isEqualTo(3);
        assertThat(share.withdrawn()).isEqualTo(1);
        assertThat(share.subjectsGranted()).isEqualTo(2);
        assertThat(share.shareWithdrawn()).isCloseTo(0.5, within(0.0001));
        assertThat(school.consent.audit().decisions(day(20), day(30)).all()).isEmpty();
        assertThatThrownBy(() -> school.consent.audit().decisions(day(2), day(2)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void dutiesReceiptsAndPrivilegesAreAnswered() {
        decide(Decision.given(anna, Contact.class, Grantor.parent(7)));
        decide(Decision.withdrawn(anna, Contact.class, Grantor.parent(7)));
        decide(Decision.refused(ben, Contact.class, Grantor.parent(8)));
        Audit audit = school.consent.audit();
        Page<Obligation> first = audit.obligations().page(null, 1);
        assertThat(first.items()).extracting(Obligation::subject).containsExactly(anna);
        assertThat(audit.obligations().page(first.next(), 1).items())
                .extracting(Obligation::subject)
                .containsExactly(ben);
        assertThat(audit.overdue().all()).isEmpty();
        school.clock.advance(Duration.ofHours(25));
        assertThat(school.consent.audit().overdue().all()).hasSize(2);
        school.consent.erasure().sweep();
        assertThat(school.consent.audit().overdue().all()).isEmpty();
        assertThat(audit.receipts().all()).isNotEmpty();
        school.consent.privileged("file 1", Duration.ofMinutes(1));
        school.consent.privileged("file 2", Duration.ofMinutes(1));
        assertThat(audit.privilegedUses().all()).extracting(use -> use.reason()).containsExactly("file 1", "file 2");
    }

    @Test
    void anIncidentExposesWhatWasInForceThen() {
        live();
        Audit audit = school.consent.audit();
        assertThat(audit.exposed(day(1), day(20)).all())
                .filteredOn(exposure -> exposure.purpose().equals("reports"))
                .containsExactlyInAnyOrder(
                        new Exposure(anna, "reports", day(1), day(2)),
                        new Exposure(anna, "reports", day(4), day(7)),
                        new Exposure(ben, "reports", day(1), day(20)));
        assertThat(audit.exposed(day(1), day(20)).all())
                .filteredOn(exposure -> exposure.purpose().equals("contact"))
                .isEmpty();
        List<Exposure> paged = new ArrayList<>();
        String after = null;
        do {
            Page<Exposure> page = audit.exposed(day(1), day(20)).page(after, 1);
            paged.addAll(page.items());
            after = page.next();
        } while (after != null);
        assertThat(paged).isEqualTo(audit.exposed(day(1), day(20)).all());
    }

    @Test
    void aPeriodMayBeAllTimeThereIs() {
        live();
        Audit audit = school.consent.audit();
        assertThat(audit.decisions(Instant.MIN, Instant.MAX).all())
                .isEqualTo(audit.decisions(START, day(30)).all())
                .isNotEmpty();
        assertThat(audit.exposed(Instant.MIN, Instant.MAX).all())
                .filteredOn(exposure -> exposure.purpose().equals("reports"))
                .extracting(Exposure::from, Exposure::until)
                .containsExactlyInAnyOrder(
                        tuple(START, day(2)),
                        tuple(day(4), day(7)),
                        tuple(START, Instant.parse("9999-12-31T23:59:59Z")));
        for (Instant never : List.of(Instant.MIN, Instant.MAX)) {
            assertThat(audit.whoCouldSee(Pupil.class, "name", anna, never).all())
                    .extracting(Viewer::purpose)
                    .containsExactly("enrolment");
            assertThat(audit.standing(anna, never).all()).isNotEmpty();
        }
    }

    @Test
    void bulkStatementsOnTheLedgerAreRefused() {
        live();
        String history = "dev.consent.jpa.decision.ConsentRecord_AUD";
        for (String statement : List.of(
                "delete from " + history,
                "update " + history + " h set h.grantorId = 'x'",
                "delete from consent_record",
                "update consent_record r set r.grantorId = 'x'",
                "delete from consent_privileged_use")) {
            assertThatThrownBy(
                            () -> school.write(em -> em.createQuery(statement).executeUpdate()))
                    .as(statement)
                    .isInstanceOf(ConsentException.class)
                    .hasMessageContaining("written by consent alone");
        }
        assertThat(school.consent.audit().history(anna).all()).hasSize(4);
    }
}
