package dev.consent.jpa.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.consent.SubjectId;
import dev.consent.erasure.CopiesReport;
import dev.consent.erasure.DerivedDataHandler;
import dev.consent.erasure.ErasedOriginals;
import dev.consent.erasure.Obligation;
import dev.consent.erasure.ObligationState;
import dev.consent.erasure.SweepReport;
import dev.consent.erasure.WaitingCopies;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.erasure.Players.Board;
import dev.consent.jpa.erasure.Players.League;
import dev.consent.notice.Notice;
import dev.consent.notice.NoticeHandler;
import dev.consent.notice.NoticeReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an application hands in may throw more than exceptions. It fails alone, unless the machine itself has failed. */
abstract class ErrorsContract {

    private final TestDatabase database;
    private Players players;

    ErrorsContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        players = new Players(database.freshUrl());
    }

    @AfterEach
    void close() {
        players.close();
    }

    private SweepReport sweep() {
        return players.consent.erasure().sweep();
    }

    private Obligation owed(SubjectId player) {
        return players.read(em -> players.consent.erasure().obligations(em, player))
                .get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "planted-deep, java.lang.StackOverflowError",
        "planted-assertion, java.lang.AssertionError",
        "planted-missing, java.lang.NoClassDefFoundError"
    })
    void anErrorOfAStrategyHoldsUpNobodyElse(String nickname, String error) {
        List<SubjectId> others = new ArrayList<>(List.of(players.withdrawn("planted-one")));
        SubjectId poison = players.withdrawn(nickname);
        others.add(players.withdrawn("planted-two"));
        players.clock.advance(Duration.ofHours(13));

        assertThat(sweep()).satisfies(report -> {
            assertThat(report.done()).isEqualTo(2);
            assertThat(report.failed()).isEqualTo(1);
        });
        assertThat(players.whereIs("planted-one")).isEmpty();
        assertThat(players.whereIs("planted-two")).isEmpty();
        assertThat(players.whereIs(nickname)).isNotEmpty();
        assertThat(others).allSatisfy(other -> assertThat(owed(other).state()).isEqualTo(ObligationState.AWAITING));
        // More often than there are connections.
        for (int attempt = 1; attempt < 6; attempt++) {
            int failed = attempt;
            assertThat(owed(poison)).satisfies(obligation -> {
                assertThat(obligation.state()).isEqualTo(ObligationState.FAILED);
                assertThat(obligation.attempts()).isEqualTo(failed);
                assertThat(obligation.lastError()).isEqualTo(error);
            });
            assertThat(sweep().failed()).as("it is left alone for a while").isZero();
            players.clock.advance(Duration.ofMinutes(1L << (attempt - 1)));
            assertThat(sweep().failed()).isEqualTo(1);
        }
        players.fixed = true;
        players.clock.advance(Duration.ofHours(1));
        assertThat(sweep().done()).isEqualTo(1);
        assertThat(players.whereIs(nickname)).isEmpty();
        assertThat(players.consent.erasure().checkReceipts().intact()).isTrue();
    }

    @Test
    void anErrorOfTheMachineEndsTheSweepAndLeavesNothingHalfDone() {
        SubjectId one = players.withdrawn("planted-one");
        SubjectId memory = players.withdrawn("planted-memory");
        players.clock.advance(Duration.ofHours(13));
        for (int often = 0; often < 5; often++) {
            assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(this::sweep);
        }
        assertThat(List.of(owed(one), owed(memory))).allSatisfy(obligation -> {
            assertThat(obligation.state()).isEqualTo(ObligationState.PENDING);
            assertThat(obligation.attempts()).isZero();
        });
        assertThat(players.whereIs("planted-one")).isNotEmpty();
        assertThat(players.sql("select count(*) from consent_receipt")).containsExactly("0");
        players.fixed = true;
        assertThat(sweep().done()).isEqualTo(2);
        assertThat(players.whereIs("planted-one")).isEmpty();
    }

    @Test
    void listenersMayThrowWhatTheyLike() {
        players.consent.addListener(decision -> {
            throw new AssertionError();
        });
        players.consent.erasure().addListener(progress -> {
            throw new StackOverflowError();
        });
        SubjectId one = players.withdrawn("planted-one");
        players.clock.advance(Duration.ofHours(13));
        assertThat(sweep().done()).isEqualTo(1);
        assertThat(owed(one).state()).isEqualTo(ObligationState.AWAITING);
    }

    @Test
    void aHandlerOfCopiesIsTriedAgainAfterAnError() {
        SubjectId one = players.withdrawn("planted-one");
        players.clock.advance(Duration.ofHours(13));
        assertThat(sweep().done()).isEqualTo(1);

        assertThat(erase(() -> new NoClassDefFoundError("planted-class"))).isEqualTo(new CopiesReport(0, 1));
        List<WaitingCopies> waiting =
                players.read(em -> players.consent.erasure().copies().waiting(em, 10));
        assertThat(waiting)
                .singleElement()
                .satisfies(copies -> assertThat(copies.lastError()).isEqualTo("java.lang.NoClassDefFoundError"));
        assertThat(players.whereIs("planted-class")).isEmpty();
        players.clock.advance(Duration.ofMinutes(1));
        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> erase(OutOfMemoryError::new));
        assertThat(erase(() -> null)).as("as after a crash").isEqualTo(new CopiesReport(0, 0));
        players.clock.advance(Duration.ofMinutes(5));
        assertThat(erase(() -> null)).isEqualTo(new CopiesReport(1, 0));
        assertThat(owed(one).state()).isEqualTo(ObligationState.DONE);
    }

    private CopiesReport erase(Supplier<Error> failure) {
        return players.consent.erasure().copies().erase(List.of(new DerivedDataHandler() {
            @Override
            public Class<?> data() {
                return Board.class;
            }

            @Override
            public void erase(ErasedOriginals gone) {
                Error thrown = failure.get();
                if (thrown != null) {
                    throw thrown;
                }
            }
        }));
    }

    @Test
    void aNoticeIsHandedOverAgainAfterAnError() {
        SubjectId one = players.withdrawn("planted-one");
        NoticeHandler broken = new NoticeHandler() {
            @Override
            public Class<?> party() {
                return League.class;
            }

            @Override
            public Delivery deliver(Notice notice) {
                throw new ExceptionInInitializerError("planted-host");
            }
        };
        // Of the nickname that was new, and of the withdrawal.
        assertThat(players.consent.notices().deliver(List.of(broken))).isEqualTo(new NoticeReport(0, 0, 2));
        List<Notice> notices = players.read(em -> players.consent.notices().of(em, one));
        assertThat(notices)
                .hasSize(2)
                .allSatisfy(notice ->
                        assertThat(notice.lastError()).isEqualTo(ExceptionInInitializerError.class.getName()));
        assertThat(players.whereIs("planted-host")).isEmpty();
    }
}
