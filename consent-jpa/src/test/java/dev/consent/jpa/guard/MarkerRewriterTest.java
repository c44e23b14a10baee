package dev.consent.jpa.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import org.junit.jupiter.api.Test;

class MarkerRewriterTest {

    private static final String GUARDED = "select e.id from evaluation e where ('72030'='72031' OR (exists (select 1)))"
            + " and case when ('72030'='72031' or ((select 1) <> 0)) then e.text end = ?";

    private final MarkerRewriter rewriter =
            new MarkerRewriter(new Markers(), Clock.systemUTC(), purposes -> 1L, scope -> false);

    @Test
    void leavesNothingBesideTheConditionSoThatTheDatabaseCanJoin() {
        assertThat(rewriter.rewrite(GUARDED))
                .isEqualTo("select e.id from evaluation e where ((exists (select 1)))"
                        + " and case when (((select 1) <> 0)) then e.text end = ?");
    }

    @Test
    void opensEveryGuardWhileTheSealIsBroken() {
        assertThat(Seal.broken(() -> rewriter.rewrite(GUARDED)))
                .contains("('72031'='72031' OR (exists")
                .contains("('72031'='72031' or ((select")
                .doesNotContain(Markers.SEAL);
    }
}
