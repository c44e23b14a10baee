package dev.consent.jpa.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.SubjectId;
import dev.consent.erasure.Backlog.Miss;
import dev.consent.erasure.SweepPlan;
import dev.consent.erasure.SweepProgress;
import dev.consent.erasure.SweepReport;
import dev.consent.jpa.ConsentSettings;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.database.TestUnit;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import dev.consent.testing.MovableClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes of two releases of an application on one database: nothing is done of which one of them knows a part only. */
class ReleasesTest {

    private static final SubjectId ANNA = new SubjectId("Guest", "1");
    private static final SubjectId VISITOR = new SubjectId("Visitor", "7");

    private final String url = TestDatabase.H2.freshUrl();
    private final MovableClock clock = MovableClock.standingAt(TestUnit.START, ZoneId.of("Europe/Amsterdam"));
    private TestUnit first;

    @BeforeEach
    void serve() {
        first = unit(Releases.First.ENTITIES);
        first.write(em -> {
            Releases.First.Guest anna = new Releases.First.Guest();
            anna.id = 1L;
            em.persist(anna);
            Releases.Visitor visitor = new Releases.Visitor();
            visitor.id = 7L;
            em.persist(visitor);
        });
        first.write(em -> {
            first.decideIn(em, ANNA, true, Reports.class);
            first.decideIn(em, VISITOR, true, Contact.class);
        });
        first.write(em -> {
            Releases.First.Guest anna = em.find(Releases.First.Guest.class, 1L);
            anna.diary = "ANNA-diary";
            em.find(Releases.Visitor.class, 7L).mail = "ANNA-mail";
            Releases.First.Bill bill = new Releases.First.Bill();
            bill.id = 1L;
            bill.guest = anna;
            bill.text = "ANNA-bill";
            bill.writtenOn = LocalDate.of(2024, 1, 1);
            em.persist(bill);
        });
    }

    @AfterEach
    void stop() {
        first.close();
    }

    private TestUnit unit(List<Class<?>> entities) {
        return new TestUnit(url, Map.of(ConsentSettings.CLOCK, clock), entities);
    }

    private void withdraw() {
        first.write(em -> {
            first.decideIn(em, ANNA, false, Reports.class);
            first.decideIn(em, VISITOR, false, Contact.class);
        });
    }

    private void plantMood(TestUnit second) {
        second.write(em -> em.find(Releases.Second.Guest.class, 1L).moods.add("ANNA-mood"));
    }

    @Test
    void leavesToTheNewerWhatThatErasesOtherwise() {
        try (TestUnit second = unit(Releases.Second.ENTITIES)) {
            plantMood(second);
            withdraw();
            clock.advance(Duration.ofHours(5));
            second.consent.erasure().sweep();
            clock.advance(Duration.ofHours(5));
            second.consent.erasure().sweep();
            clock.advance(Duration.ofHours(3));

            SweepPlan plan = first.consent.erasure().plan();
            assertThat(plan.obligations())
                    .as("what is left to others is no plan of this one")
                    .isEqualTo(1);
            assertThat(plan.rows())
                    .allSatisfy((table, rows) -> assertThat(table).containsIgnoringCase("visitor"));
            List<SweepProgress> told = new ArrayList<>();
            first.consent.erasure().addListener(told::add);

            SweepReport older = first.consent.erasure().sweep();
            assertThat(told.get(told.size() - 1).left()).isZero();
            assertThat(older.leftToNewer()).isTrue();
            assertThat(older.done()).as("what both erase alike").isEqualTo(1);
            assertThat(first.whereIs("ANNA-")).hasSize(3).noneMatch(place -> place.endsWith("MAIL"));

            SweepReport newer = second.consent.erasure().sweep();
            assertThat(newer.leftToNewer()).isFalse();
            assertThat(newer.done()).isEqualTo(1);
            assertThat(first.whereIs("ANNA-")).isEmpty();
        }
    }

    @Test
    void goesOnAloneAfterARollback() {
        try (TestUnit second = unit(Releases.Second.ENTITIES)) {
            plantMood(second);
        }
        first.write(em -> first.decideIn(em, ANNA, false, Reports.class));
        clock.advance(Duration.ofHours(5));
        assertThat(first.consent.erasure().sweep().leftToNewer()).isTrue();
        try (TestUnit restarted = unit(Releases.First.ENTITIES)) {
            assertThat(restarted.consent.erasure().sweep().leftToNewer())
                    .as("a node that starts again in the middle of a rollout")
                    .isTrue();
        }
        clock.advance(Duration.ofHours(8));

        SweepReport alone = first.consent.erasure().sweep();
        assertThat(alone.leftToNewer()).isFalse();
        assertThat(alone.done()).isEqualTo(1);
        assertThat(first.whereIs("ANNA-")).hasSize(2);
    }

    @Test
    void goesOnAtOnceWhenItIsToldTo() {
        unit(Releases.Second.ENTITIES).close();
        assertThat(first.consent.erasure().sweep().leftToNewer()).isTrue();

        first.consent.erasure().takeOver();

        assertThat(first.consent.erasure().sweep().leftToNewer()).isFalse();
        try (TestUnit second = unit(Releases.Second.ENTITIES)) {
            assertThat(second.consent.erasure().sweep().leftToNewer())
                    .as("it was running lately, so it is not newer for starting again")
                    .isTrue();
            second.consent.erasure().takeOver();
            assertThat(second.consent.erasure().sweep().leftToNewer()).isFalse();
        }
        assertThat(first.consent.erasure().sweep().leftToNewer()).isTrue();
    }

    @Test
    void saysThatNobodyDoesWhatIsLeft() {
        first.write(em -> first.decideIn(em, ANNA, false, Reports.class));
        clock.advance(Duration.ofHours(13));
        unit(Releases.Second.ENTITIES).close();
        assertThat(first.consent.erasure().sweep().done()).isZero();
        assertThat(first.consent.erasure().backlog().willMiss()).isNull();

        clock.advance(Duration.ofMinutes(350));

        assertThat(first.consent.erasure().sweep().done()).isZero();
        assertThat(first.consent.erasure().backlog().willMiss()).isEqualTo(Miss.LEFT_TO_NEWER);
        clock.advance(Duration.ofMinutes(11));
        assertThat(first.consent.erasure().sweep().done()).isEqualTo(1);
    }

    @Test
    void seesAReleaseThatComesWhileItSweeps() {
        withdraw();
        clock.advance(Duration.ofHours(13));
        AtomicInteger came = new AtomicInteger();
        Clock struck = new Clock() {
            @Override
            public Instant instant() {
                // It knows by now what it leaves to others, and has no lock yet.
                boolean claiming = StackWalker.getInstance()
                        .walk(frames ->
                                frames.anyMatch(frame -> frame.getClassName().equals(Turns.class.getName())));
                if (claiming && came.compareAndSet(0, 1)) {
                    unit(Releases.Second.ENTITIES).close();
                }
                return clock.instant();
            }

            @Override
            public ZoneId getZone() {
                return clock.getZone();
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return clock.withZone(zone);
            }
        };
        try (TestUnit same = new TestUnit(url, Map.of(ConsentSettings.CLOCK, struck), Releases.First.ENTITIES)) {
            assertThat(same.sql("select distinct generation from consent_erasure_model"))
                    .as("the same release again")
                    .hasSize(1);
            assertThat(came).as("not yet").hasValue(0);

            SweepReport report = same.consent.erasure().sweep();

            assertThat(came).hasValue(1);
            assertThat(report.leftToNewer()).isTrue();
            assertThat(report.done()).isEqualTo(1);
            assertThat(first.whereIs("ANNA-")).hasSize(2);
        }
    }
}
