package dev.consent.jpa.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.erasure.HoldBasis;
import dev.consent.erasure.HoldRequest;
import dev.consent.jpa.ConsentSettings;
import dev.consent.jpa.database.TestDatabase;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A person with very many rows, on PostgreSQL: in bounded transactions, in little memory, and through crashes. */
class LargePersonTest {

    /** What {@link Mail#plant} gives everybody. */
    private static final long LETTERS = 2;

    private static final long HISTORY = 6;

    private final String url = TestDatabase.POSTGRESQL.freshUrl();
    private Mail mail;

    @BeforeEach
    void open() {
        mail = new Mail(url, "create");
        mail.plant(2);
        mail.watchTransactions();
    }

    @AfterEach
    void close() {
        mail.close();
    }

    /** A hold on a row of somebody else makes it look at every single row, which takes longer. */
    @ParameterizedTest
    @CsvSource({"100000, false", "30000, true"})
    void veryManyRowsGoInBoundedTransactionsAndLittleMemory(int letters, boolean oneByOne) throws Exception {
        mail.plantMore(letters);
        if (oneByOne) {
            Long others = mail.number("select min(id) from Letter where person_id = 2");
            mail.consent
                    .erasure()
                    .holds()
                    .place(HoldRequest.row(Mail.Letter.class, others, HoldBasis.LEGAL_CLAIMS, "case 12"));
        }
        Sweeping node = new Sweeping(List.of("-Xmx80m"), url, Sweeping.SWEEP, Map.of());
        node.begin();
        long began = System.nanoTime();
        assertThat(node.finishes(Duration.ofMinutes(3))).isTrue();
        System.out.printf(
                "%,d rows and as many of history%s: %d transactions of at most %,d rows, %d ms, in a heap of 80 MB%n",
                letters,
                oneByOne ? ", one by one" : "",
                mail.transactions(),
                mail.largestTransaction(),
                (System.nanoTime() - began) / 1_000_000);

        assertThat(mail.largestTransaction()).isBetween(15_000L, 20_000L);
        assertErased(letters);
        assertThat(mail.number("select count(*) from Letter")).isEqualTo(oneByOne ? 1 : 0);
        assertThat(mail.sql("select state from consent_obligation where subject_key = '2'"))
                .containsExactly(oneByOne ? "HELD" : "DONE");
    }

    @Test
    void aCrashBetweenTheStepsOfALargePersonContinuesWhereItWas() throws Exception {
        int letters = 10_000;
        mail.plantMore(letters);
        Random random = new Random(20_261_126);
        Sweeping next = inSmallSteps();
        for (int kill = 1; kill <= 3; kill++) {
            Sweeping node = next;
            next = inSmallSteps(); // starts while the other one works
            long before = mail.transactions();
            node.begin();
            for (int i = 0; i < 12_000 && mail.transactions() <= before + 1; i++) {
                Thread.sleep(1);
            }
            Thread.sleep(random.nextInt(10));
            assertThat(node.kill()).as("what it said when it was killed").doesNotContain(Sweeping.FINISHED);
            assertThat(mail.transactions()).as("killed between the steps").isGreaterThan(before);
            assertThat(mail.sql(
                            "select state from consent_obligation where subject_key = '1' and receipt_id is null and"
                                    + " erasing_since is not null"))
                    .containsExactly("PENDING");
            assertThat(mail.number("select count(*) from Letter where person_id = 1") + erased("Letter"))
                    .as("what is left and what was counted")
                    .isEqualTo(letters + LETTERS);
            assertThat(mail.number("select count(*) from Letter_AUD where person_id = 1 and text is not null")
                            + erased("Letter_AUD"))
                    .isEqualTo(letters + HISTORY);
        }
        next.begin();
        assertThat(next.finishes(Duration.ofMinutes(3))).isTrue();
        assertThat(mail.largestTransaction()).isLessThanOrEqualTo(1_000);
        assertErased(letters);
    }

    private Sweeping inSmallSteps() throws IOException {
        return new Sweeping(List.of(), url, Sweeping.SWEEP, Map.of(ConsentSettings.SWEEP_ROWS_PER_TRANSACTION, "1000"));
    }

    private long erased(String table) {
        return mail.number("select coalesce((cast(erased_so_far as json) ->> '" + table + "')::bigint, 0) from"
                + " consent_obligation where subject_key = '1'");
    }

    /** Everything about the person is gone, and one receipt says so. */
    private void assertErased(int letters) {
        assertThat(mail.number("select count(*) from Letter where person_id = 1"))
                .isZero();
        assertThat(mail.number("select count(*) from Letter_AUD where person_id = 1 and text is not null"))
                .isZero();
        assertThat(mail.sql("select state from consent_obligation where subject_key = '1'"))
                .containsExactly("DONE");
        assertThat(mail.<Long>read(em -> mail.consent.erasure().receipts(em, 10).stream()
                        .filter(receipt -> receipt.rows().getOrDefault("Letter", 0L) == letters + LETTERS
                                && receipt.rows().getOrDefault("Letter_AUD", 0L) == letters + HISTORY)
                        .count()))
                .as("one receipt with everything")
                .isEqualTo(1);
        assertThat(mail.consent.erasure().checkReceipts().intact()).isTrue();
    }

    @Test
    void aPaceLeavesMostOfTheTimeToOthers() {
        mail.plantMore(5_000);
        try (Mail paced = new Mail(
                url,
                "none",
                Map.of(ConsentSettings.SWEEP_PACE, "0.25", ConsentSettings.SWEEP_ROWS_PER_TRANSACTION, "1000"))) {
            paced.clock.advance(Sweeping.LATER);
            assertThat(paced.consent.erasure().sweep().done()).isEqualTo(2);
        }
        // Of four parts of the time it works one; after its last transaction it need not rest.
        assertThat(mail.number("select cast(extract(epoch from max(ended) - min(began)) * 1000 as bigint) from taken"))
                .isGreaterThan(2
                        * mail.number(
                                "select cast(sum(extract(epoch from ended - began)) * 1000 as bigint) from (select"
                                        + " min(began) as began, max(ended) as ended from taken where rows > 0"
                                        + " group by transaction) t"));
    }
}
