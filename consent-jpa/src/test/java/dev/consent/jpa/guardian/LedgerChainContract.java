package dev.consent.jpa.guardian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.decision.Decision;
import dev.consent.decision.DecisionRefusedException;
import dev.consent.decision.PastDecision;
import dev.consent.evidence.ChainCheck;
import dev.consent.evidence.ChainCheck.Fault;
import dev.consent.evidence.ChainCheck.Kind;
import dev.consent.evidence.DecisionLink;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.database.TestUnit;
import dev.consent.jpa.guardian.Playgroup.Child;
import dev.consent.jpa.guardian.Playgroup.Photos;
import dev.consent.jpa.guardian.Playgroup.Trips;
import jakarta.persistence.PessimisticLockException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.hibernate.FlushMode;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The chain over the history of decisions, with a database client in the hands of somebody who means no good. */
abstract class LedgerChainContract {

    private static final Grantor MOTHER = Grantor.parent("m1");
    private static final Grantor FATHER = Grantor.parent("f2");

    private final TestDatabase database;
    private TestUnit unit;
    private SubjectId anna;

    LedgerChainContract(TestDatabase database) {
        this.database = database;
    }

    /** Four links: the mother says yes and no to a purpose that any guardian may decide about. */
    @BeforeEach
    void open() {
        unit = new TestUnit(database.freshUrl(), Map.of("consent.age-of-consent", 15), List.of(Child.class));
        anna = child();
        decide(Decision.given(anna, Photos.class, MOTHER).provenBy("form 7: überprüft"));
        decide(Decision.requested(anna, Photos.class, FATHER));
        decide(Decision.withdrawn(anna, Photos.class, MOTHER));
    }

    private long histories() {
        return count("consent_record_AUD") + count("consent_voice_AUD") + count("consent_question_AUD");
    }

    private SubjectId child() {
        SubjectId child = unit.read(em -> {
            Child born = new Child(LocalDate.of(2016, 5, 20), "NL");
            em.persist(born);
            return SubjectId.of(Child.class, born.id);
        });
        unit.write(em -> unit.consent.guardians().appoint(em, child, MOTHER));
        unit.write(em -> unit.consent.guardians().appoint(em, child, FATHER));
        return child;
    }

    private void decide(Decision... decisions) {
        unit.clock.advance(Duration.ofSeconds(1));
        unit.write(em -> unit.consent.decide(em, List.of(decisions)));
    }

    @AfterEach
    void close() {
        unit.close();
    }

    @Test
    void isIntactAfterWhateverWasDecided() {
        decide(Decision.given(anna, Trips.class, MOTHER), Decision.given(anna, Photos.class, FATHER));
        decide(Decision.given(anna, Trips.class, FATHER));
        decide(Decision.given(anna, Trips.class, FATHER)); // which says nothing new
        unit.write(em -> unit.consent.guardians().remove(em, anna, FATHER));
        decide(Decision.given(anna, Photos.class, MOTHER)
                .until(unit.clock.instant().plusSeconds(60)));
        unit.clock.advance(Duration.ofMinutes(2));
        unit.consent.erasure().sweep();
        ChainCheck check = check();
        assertThat(check.faults()).isEmpty();
        assertThat(check.links()).isEqualTo(histories()).isGreaterThan(8);
        List<DecisionLink> links = unit.consent.audit().decisionLinks().all();
        assertThat(links).hasSize((int) check.links());
        assertThat(links.get(links.size() - 1).hash()).isEqualTo(check.lastHash());
    }

    @Test
    void countsWhatOneTransactionDecidesTwiceOnce() {
        unit.write(em -> {
            unit.consent.decide(em, Decision.given(anna, Photos.class, MOTHER));
            unit.consent.decide(em, Decision.withdrawn(anna, Photos.class, MOTHER));
        });
        assertThat(check().faults()).isEmpty();
        assertThat(check().links()).isEqualTo(histories());
    }

    @Test
    void knowsNothingOfWhatWasRolledBackOrRefused() {
        long links = check().links();
        assertThatThrownBy(() -> unit.write(em -> {
                    unit.consent.decide(em, Decision.given(anna, Photos.class, MOTHER));
                    throw new IllegalStateException("the rest of the work failed");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> decide(Decision.given(anna, Photos.class, Grantor.parent("somebody"))))
                .isInstanceOf(DecisionRefusedException.class);
        assertThat(check()).extracting(ChainCheck::links, ChainCheck::intact).containsExactly(links, true);
        decide(Decision.given(anna, Photos.class, MOTHER));
        assertThat(check().intact()).isTrue();
    }

    @Test
    void isWrittenInASessionThatIsNeverFlushedByItself() {
        unit.write(em -> {
            em.unwrap(Session.class).setHibernateFlushMode(FlushMode.MANUAL);
            unit.consent.decide(em, Decision.given(anna, Photos.class, MOTHER));
        });
        assertThat(check().faults()).isEmpty();
        assertThat(check().links()).isEqualTo(7);
    }

    @Test
    void isWrittenInASessionWithAnInspectorOfItsOwn() {
        unit.close();
        // In a process that has decided nothing yet.
        unit = new TestUnit(database.freshUrl(), Map.of("consent.age-of-consent", 15), List.of(Child.class));
        anna = child();
        for (Grantor guardian : List.of(MOTHER, FATHER)) {
            unit.clock.advance(Duration.ofSeconds(1));
            try (Session session = unit.factory
                    .unwrap(SessionFactory.class)
                    .withOptions()
                    .statementInspector(UnaryOperator.identity())
                    .openSession()) {
                session.beginTransaction();
                unit.consent.decide(session, Decision.given(anna, Trips.class, guardian));
                session.getTransaction().commit();
            }
        }
        assertThat(check().faults()).isEmpty();
        assertThat(check().links()).isEqualTo(histories());
    }

    @Test
    void goesOnBehindANewEndWhenAnotherNodeDecided() {
        String url = database.freshUrl();
        try (TestUnit one = new TestUnit(url, Map.of(), List.of(Child.class));
                TestUnit two = new TestUnit(url, Map.of(), List.of(Child.class))) {
            SubjectId child = one.read(em -> {
                Child born = new Child(LocalDate.of(2000, 1, 1), "NL");
                em.persist(born);
                return SubjectId.of(Child.class, born.id);
            });
            Grantor herself = Grantor.subject(child.key());
            for (int i = 0; i < 4; i++) {
                for (TestUnit node : List.of(one, two)) {
                    for (Decision decision : List.of(
                            Decision.given(child, Photos.class, herself),
                            Decision.withdrawn(child, Photos.class, herself))) {
                        one.clock.advance(Duration.ofSeconds(1));
                        two.clock.advance(Duration.ofSeconds(1));
                        node.write(em -> node.consent.decide(em, decision));
                    }
                }
            }
            assertThat(two.consent.audit().checkDecisions().faults()).isEmpty();
            assertThat(two.consent.audit().checkDecisions().links()).isEqualTo(16);
            // Revisions of two nodes come from two portions of a sequence.
            assertThat(two.consent.audit().history(child).all())
                    .extracting(PastDecision::decidedAt)
                    .hasSize(16)
                    .isSorted();
        }
    }

    /** Decisions of several threads, and checks beside them, which must not take half of one for a fault. */
    @Test
    void isCheckedWhileDecisionsGoOn() throws Exception {
        List<SubjectId> children = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            children.add(child());
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> work = new ArrayList<>();
            for (SubjectId child : children) {
                work.add(threads.submit(() -> {
                    for (int i = 0; i < 25; i++) {
                        decideInTheEnd(Decision.given(child, Photos.class, MOTHER));
                        decideInTheEnd(Decision.withdrawn(child, Photos.class, MOTHER));
                    }
                }));
            }
            while (work.stream().anyMatch(thread -> !thread.isDone())) {
                assertThat(check().faults()).isEmpty();
            }
            for (Future<?> thread : work) {
                thread.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(check().faults()).isEmpty();
        assertThat(check().links()).isEqualTo(histories());
    }

    @Test
    void tellsAChangedDecision() {
        tamper("update consent_record_AUD set state = 'GIVEN' where state = 'WITHDRAWN'");
        assertThat(check().faults()).singleElement().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(Kind.CHANGED);
            assertThat(fault.item()).matches("what decision \\d says");
        });
    }

    @Test
    void tellsAChangeOfAnythingThatWasSaid() {
        for (String change : List.of(
                "subject_key = '99'",
                "purpose = 'trips'",
                "grantor_id = 'f2'",
                "grantor_role = 'LEGAL_GUARDIAN'",
                "recorded_by = 'somebody'",
                "channel = 'paper'",
                "wording_version = '9'",
                "evidence = null",
                "valid_until = decided_at",
                "made_at = decided_at")) {
            String column = change.substring(0, change.indexOf(' '));
            String row = " where state = 'GIVEN'";
            List<String> before = unit.sql("select " + column + " from consent_voice_AUD" + row);
            tamper("update consent_voice_AUD set " + change + row);
            assertThat(check().faults()).as(change).hasSize(1);
            tamper("update consent_voice_AUD set " + column + " = "
                    + (before.get(0) == null ? "null" : "'" + before.get(0) + "'") + row);
            assertThat(check().faults()).as("undone: " + change).isEmpty();
        }
    }

    @Test
    void tellsWhatChangedOfAQuestion() {
        tamper("update consent_question_AUD set grantor_id = 'f3'");
        assertThat(check().faults()).extracting(Fault::kind).containsExactly(Kind.CHANGED);
        tamper("delete from consent_question_AUD");
        assertThat(check().faults()).extracting(Fault::kind).containsExactly(Kind.REMOVED);
    }

    @Test
    void tellsWhatHoldsNowWithoutADecision() {
        // The history says that it was taken back; whoever changes what the gate reads is found out.
        tamper("update consent_record set state = 'GIVEN'");
        assertThat(check().faults()).singleElement().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(Kind.CHANGED);
            assertThat(fault.item()).matches("row \\d+ of consent_record, which says what holds now,");
        });
        tamper("delete from consent_record");
        tamper("delete from consent_voice");
        assertThat(check().faults()).extracting(Fault::kind).containsExactly(Kind.REMOVED, Kind.REMOVED);
        decide(Decision.given(anna, Trips.class, MOTHER));
        assertThat(check().faults()).hasSize(2);
    }

    @Test
    void tellsARemovedDecision() {
        tamper("delete from consent_record_AUD where state = 'GIVEN'");
        assertThat(check().faults()).extracting(Fault::kind).containsExactly(Kind.REMOVED);
    }

    @Test
    void tellsThatAllDecisionsAboutSomebodyWereRemoved() {
        tamper("delete from consent_record_AUD");
        tamper("delete from consent_voice_AUD");
        tamper("delete from consent_question_AUD");
        assertThat(check().faults()).extracting(Fault::kind).containsOnly(Kind.REMOVED);
        assertThat(check().faults()).hasSize((int) check().links());
    }

    @Test
    void tellsADecisionThatNobodyMade() {
        tamper("insert into consent_record_AUD select * from (" + elsewhere() + ") copied");
        assertThat(check().faults()).singleElement().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(Kind.INSERTED);
            assertThat(fault.item()).matches("revision -?\\d+ of row 777 of consent_record");
        });
    }

    /** A row of the history, as the only one of another record. */
    private String elsewhere() {
        List<String> columns = unit.columns("consent_record_AUD");
        return "select "
                + String.join(
                        ", ",
                        columns.stream()
                                .map(name -> name.equals("id") ? "777" : name)
                                .toList())
                + " from consent_record_AUD where state = 'GIVEN'";
    }

    @Test
    void tellsThatDecisionAndLinkWereRemovedTogether() {
        decide(Decision.given(anna, Photos.class, MOTHER));
        long links = check().links();
        tamper("delete from consent_record_AUD where state = 'WITHDRAWN'");
        tamper("delete from consent_ledger_link where id = 4");
        assertThat(check().faults()).contains(new Fault(Kind.REMOVED, "decision 4"));
        tamper("delete from consent_ledger_link where id = " + links);
        assertThat(check().faults()).contains(new Fault(Kind.REMOVED, "decision " + links));
    }

    @Test
    void tellsThatTheEndOfTheChainIsGoneForEver() {
        tamper("delete from consent_chain where id = 'consent_ledger_link'");
        assertThat(check().intact()).isFalse();
        decide(Decision.given(anna, Photos.class, MOTHER));
        assertThat(check().faults()).extracting(Fault::kind).contains(Kind.REMOVED);
    }

    @Test
    void canBeRecomputedFromTheExportAndTheTablesAlone() throws Exception {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        unit.consent.audit().decisionLinks().json(written);
        JsonNode links = JsonMapper.builder().build().readTree(written.toByteArray());
        String previous = "0".repeat(64);
        for (JsonNode link : links) {
            previous = sha256(String.join(
                    "\n",
                    previous,
                    link.get("id").asString(),
                    link.get("table").asString(),
                    link.get("row").asString(),
                    link.get("revision").asString(),
                    link.get("contentHash").asString()));
            assertThat(link.get("hash").asString()).isEqualTo(previous);
        }
        assertThat(previous).isEqualTo(check().lastHash());
        String evidence = "form 7: überprüft";
        String at = TestUnit.START.plusSeconds(1).toString();
        List<String> values = new ArrayList<>(
                List.of("Child", anna.key(), "photos", "GIVEN", "m1", "PARENT", "tester", "application"));
        values.addAll(Arrays.asList(null, null, null, evidence, null, at, null, at));
        StringBuilder text = new StringBuilder();
        for (String value : values) {
            text.append(value == null ? "-" : value.getBytes(StandardCharsets.UTF_8).length + ":" + value)
                    .append('\n');
        }
        assertThat(links.get(0).get("contentHash").asString()).isEqualTo(sha256(text.toString()));
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** As applications do on MariaDB, which ends one of two transactions that lock ranges of the same index. */
    private void decideInTheEnd(Decision decision) {
        while (true) {
            try {
                unit.write(em -> unit.consent.decide(em, decision));
                return;
            } catch (PessimisticLockException deadlock) {
                assertThat(database).isEqualTo(TestDatabase.MARIADB);
            }
        }
    }

    private ChainCheck check() {
        return unit.consent.audit().checkDecisions();
    }

    private long count(String table) {
        return Long.parseLong(unit.sql("select count(*) from " + table).get(0));
    }

    private void tamper(String sql) {
        assertThat(unit.execute(sql)).isPositive();
    }
}
