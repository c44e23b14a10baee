package dev.consent.jpa.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.consent.erasure.Receipt;
import dev.consent.evidence.ChainCheck;
import dev.consent.evidence.ChainCheck.Fault;
import dev.consent.evidence.ChainCheck.Kind;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Evaluation;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Reports;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

abstract class ReceiptChainContract {

    private final TestDatabase database;
    private School school;

    ReceiptChainContract(TestDatabase database) {
        this.database = database;
    }

    /** Five receipts. */
    @BeforeEach
    void open() {
        school = School.on(database);
        for (int i = 0; i < 5; i++) {
            eraseOnce();
        }
    }

    private void eraseOnce() {
        Long pupil = school.enrol("Anna");
        school.grant(pupil, Reports.class);
        school.write(em -> em.persist(new Evaluation(em.find(Pupil.class, pupil), "planted-text", 7)));
        school.withdraw(pupil, Reports.class);
        school.clock.advance(Duration.ofHours(13));
        assertThat(school.consent.erasure().sweep().receipts()).hasSize(1);
    }

    @AfterEach
    void close() {
        school.close();
    }

    @Test
    void isIntactAsTheSweepsWroteIt() {
        List<Receipt> receipts = school.read(em -> school.consent.erasure().receipts(em, 10));
        assertThat(check()).isEqualTo(new ChainCheck(5, receipts.get(0).hash(), List.of()));
        assertThat(school.consent.audit().checkReceipts()).isEqualTo(check());
        assertThat(receipts).extracting(Receipt::id).containsExactly(5L, 4L, 3L, 2L, 1L);
        assertThat(receipts.get(0).previousHash()).isEqualTo(receipts.get(1).hash());
    }

    @Test
    void goesOnBehindWhatAnotherNodeHasAppended() {
        // A node knows by itself where the chain ended after its own last receipt.
        ReceiptChain ofAnotherNode = new ReceiptChain();
        school.write(em -> ofAnotherNode.append(
                em.unwrap(Session.class),
                List.of(
                        new ReceiptRow(
                                UUID.randomUUID(), "elsewhere", List.of(), 1, Map.of(), School.START, School.START),
                        new ReceiptRow(
                                UUID.randomUUID(), "there", List.of(), 1, Map.of(), School.START, School.START))));
        eraseOnce();
        List<Receipt> receipts = school.read(em -> school.consent.erasure().receipts(em, 3));
        List<Object[]> owed = school.read(em -> em.createQuery(
                        "select o.receipt, o.attempts from consent_obligation o order by o.id desc", Object[].class)
                .setMaxResults(1)
                .getResultList());
        assertThat(check().intact()).isTrue();
        assertThat(receipts)
                .extracting(Receipt::id, Receipt::rule)
                .containsExactly(tuple(8L, "reports"), tuple(7L, "there"), tuple(6L, "elsewhere"));
        assertThat(owed.get(0)).containsExactly(8L, 1);
    }

    @Test
    void tellsAChangedCount() {
        tamper("update consent_receipt set subjects = 2 where id = 3");
        assertThat(check().faults()).containsExactly(new Fault(Kind.CHANGED, "receipt 3"));
    }

    @Test
    void tellsAChangedReceiptWhoseHashWasMadeToFit() {
        forge(3);
        assertThat(check().faults()).containsExactly(new Fault(Kind.CHANGED, "receipt 4"));
    }

    @Test
    void tellsAChangedLastReceiptWhoseHashWasMadeToFit() {
        forge(5);
        assertThat(check().faults()).containsExactly(new Fault(Kind.CHANGED, "receipt 5"));
    }

    @Test
    void tellsARemovedReceipt() {
        tamper("delete from consent_receipt where id = 2");
        assertThat(check().faults()).containsExactly(new Fault(Kind.REMOVED, "receipt 2"));
    }

    @Test
    void tellsThatTheLastReceiptsWereRemoved() {
        tamper("delete from consent_receipt where id > 3");
        assertThat(check().faults()).containsExactly(new Fault(Kind.REMOVED, "receipt 4"));
    }

    @Test
    void tellsAnInsertedReceipt() {
        tamper("insert into consent_receipt (id, reference, rule, reasons, subjects, erased_rows, started_at,"
                + " finished_at, version, previous_hash, hash) select 6, '7c9e6679-7425-40de-944b-e07fc1f90ae7', rule,"
                + " reasons, subjects, erased_rows, started_at, finished_at, version, hash, hash from consent_receipt"
                + " where id = 5");
        forge(6);
        assertThat(check().faults()).containsExactly(new Fault(Kind.INSERTED, "receipt 6"));
        tamper("update consent_receipt set id = 0 where id = 6");
        assertThat(check().faults()).contains(new Fault(Kind.INSERTED, "receipt 0"));
    }

    @Test
    void tellsThatTheEndOfTheChainIsGone() {
        tamper("delete from consent_chain where id = 'consent_receipt'");
        assertThat(check().intact()).isFalse();
    }

    @Test
    void tellsForEverThatTheLastReceiptsAndTheEndWereRemovedTogether() {
        tamper("delete from consent_receipt where id > 3");
        tamper("delete from consent_chain where id = 'consent_receipt'");
        eraseOnce();
        assertThat(check().faults()).containsExactly(new Fault(Kind.REMOVED, "receipt 4"));
    }

    @Test
    void canBeRecomputedFromTheExportAlone() throws Exception {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        school.consent.audit().receipts().json(written);
        JsonNode receipts = JsonMapper.builder().build().readTree(written.toByteArray());
        assertThat(receipts.size()).isEqualTo(5);
        String previous = "0".repeat(64);
        for (JsonNode receipt : receipts) {
            List<String> reasons = new ArrayList<>();
            receipt.get("reasons").forEach(reason -> reasons.add(reason.asString()));
            String text = String.join(
                    "\n",
                    previous,
                    receipt.get("id").asString(),
                    receipt.get("reference").asString(),
                    receipt.get("rule").asString(),
                    String.join(",", reasons),
                    receipt.get("subjects").asString(),
                    receipt.get("rows").toString(),
                    receipt.get("startedAt").asString(),
                    receipt.get("finishedAt").asString(),
                    receipt.get("version").asString());
            previous = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
            assertThat(receipt.get("hash").asString()).isEqualTo(previous);
        }
        assertThat(receipts.get(0).get("rule").asString()).isEqualTo("reports");
        assertThat(receipts.get(0).get("rows").get("Evaluation").asInt()).isEqualTo(1);
        assertThat(written.toString(StandardCharsets.UTF_8)).doesNotContain("planted-");
        assertThat(previous).isEqualTo(check().lastHash());
    }

    private ChainCheck check() {
        return school.consent.erasure().checkReceipts();
    }

    /** Changes a receipt and gives it a hash that fits, as somebody would who can read this code. */
    private void forge(long id) {
        tamper("update consent_receipt set subjects = 7 where id = " + id);
        String hash = school.read(em -> em.find(ReceiptRow.class, id)).computed();
        tamper("update consent_receipt set hash = '" + hash + "' where id = " + id);
    }

    private void tamper(String sql) {
        assertThat(school.execute(sql)).isPositive();
    }
}
