package dev.consent.jpa.restriction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.DataSubject;
import dev.consent.LegalBasis;
import dev.consent.PersonalData;
import dev.consent.Purpose;
import dev.consent.SubjectId;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.database.TestUnit;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.hibernate.envers.Audited;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Somebody on a picture withdraws, so that it is erased; somebody else on it has processing restricted meanwhile, and
 * then it may not be. Whoever is told that it is restricted finds the picture as it was, or gone, and never going.
 */
class RestrictionRaceTest {

    private static final int ROUNDS = 250;

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final String url = TestDatabase.POSTGRESQL.freshUrl();
    private TestUnit unit;

    @Purpose(code = "pictures", title = "Pictures", basis = LegalBasis.CONSENT)
    interface Pictures {}

    @Entity(name = "Member")
    @Audited
    @DataSubject
    static class Member {
        @Id
        @GeneratedValue
        Long id;
    }

    @Entity(name = "Picture")
    @Audited
    @PersonalData(purpose = Pictures.class, subject = "members")
    static class Picture {
        @Id
        @GeneratedValue
        Long id;

        @ManyToMany
        Set<Member> members = new HashSet<>();

        String title;
    }

    @BeforeEach
    void open() {
        // Stamps would be copied to a row that another transaction holds, and that would be waited for anyway.
        unit = new TestUnit(url, Map.of("consent.guards", "lookup"), List.of(Member.class, Picture.class));
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        unit.close();
    }

    private SubjectId member() {
        SubjectId member = unit.read(em -> {
            Member added = new Member();
            em.persist(added);
            return SubjectId.of(Member.class, added.id);
        });
        unit.write(em -> unit.decideIn(em, member, true, Pictures.class));
        return member;
    }

    private void picture(SubjectId... members) {
        unit.write(em -> {
            Picture picture = new Picture();
            picture.title = "planted";
            for (SubjectId member : members) {
                picture.members.add(em.find(Member.class, Long.valueOf(member.key())));
            }
            em.persist(picture);
        });
    }

    private void withdraw(SubjectId member) {
        unit.write(em -> unit.decideIn(em, member, false, Pictures.class));
        unit.clock.advance(Duration.ofHours(13));
    }

    /** Restricts, and tells how many pictures are there when it says that it has. */
    private long restrict(SubjectId member) {
        unit.write(em -> unit.consent.restrict(em, member, "request 12"));
        return pictures();
    }

    private long pictures() {
        return Long.parseLong(unit.sql("select count(*) from Picture").get(0));
    }

    @Test
    void aSweepThatIsUnderWayIsWaitedFor() throws Exception {
        SubjectId anna = member();
        SubjectId ben = member();
        picture(anna, ben);
        withdraw(anna);
        Future<Integer> sweep;
        Future<Long> restriction;
        try (Connection besides = DriverManager.getConnection(url);
                Statement statement = besides.createStatement()) {
            besides.setAutoCommit(false);
            statement.execute("select id from Picture for update");
            sweep = threads.submit(() -> unit.consent.erasure().sweep().done());
            until("select 1 from pg_locks l join pg_stat_activity a on a.pid = l.pid"
                    + " where not l.granted and a.datname = current_database()"); // it is about to erase the
            // picture, past all holds
            restriction = threads.submit(() -> restrict(ben));
            until("select 1 from consent_hold");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            assertThat(restriction).isNotDone();
            besides.rollback();
        }
        assertThat(sweep.get(1, TimeUnit.MINUTES)).isEqualTo(1);
        assertThat(restriction.get(1, TimeUnit.MINUTES))
                .as("it was restricted when it was gone")
                .isZero();
        assertThat(unit.sql("select count(*) from consent_hold where in_force_at is null"))
                .containsExactly("0");
    }

    private void until(String found) {
        while (unit.sql(found).isEmpty()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void nothingOfWhoeverIsRestrictedGoesFromThenOn() throws Exception {
        int kept = 0;
        for (int round = 0; round < ROUNDS; round++) {
            SubjectId anna = member();
            SubjectId ben = member();
            picture(anna, ben);
            withdraw(anna);
            CountDownLatch restricted = new CountDownLatch(round == 0 ? 1 : 0); // the sweep comes second, for certain
            long pause = round % 4 == 0 ? 5_000_000 : 0;
            Future<Integer> sweep = threads.submit(() -> {
                assertThat(restricted.await(1, TimeUnit.MINUTES)).isTrue();
                LockSupport.parkNanos(pause);
                return unit.consent.erasure().sweep().failed();
            });
            if (round == 1) {
                sweep.get(1, TimeUnit.MINUTES); // and first
            }
            LockSupport.parkNanos(round % 4 == 1 ? 5_000_000 : round % 4 * 500_000L);
            long seen = restrict(ben);
            restricted.countDown();
            assertThat(sweep.get(1, TimeUnit.MINUTES)).isZero();
            assertThat(pictures()).isEqualTo(seen);
            kept = (int) seen;
        }
        assertThat(kept).as("both orders came up").isBetween(1, ROUNDS - 1);
        unit.consent.erasure().sweep();
        assertThat(pictures()).isEqualTo(kept);
        assertThat(unit.sql("select count(*) from consent_obligation where state = 'HELD'"))
                .containsExactly(String.valueOf(kept));
        assertThat(unit.sql("select count(*) from consent_obligation where state not in ('HELD', 'DONE')"))
                .containsExactly("0");
    }
}
