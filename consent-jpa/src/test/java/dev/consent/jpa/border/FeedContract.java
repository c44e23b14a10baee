package dev.consent.jpa.border;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.ConsentException;
import dev.consent.SubjectId;
import dev.consent.jpa.border.Tracking.Child;
import dev.consent.jpa.border.Tracking.Mark;
import dev.consent.jpa.border.Tracking.News;
import dev.consent.jpa.border.Tracking.Progress;
import dev.consent.jpa.border.Tracking.PupilTracking;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.feed.AdmissionReport;
import dev.consent.jpa.feed.AdmissionReport.Reason;
import dev.consent.jpa.feed.Feed;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class FeedContract {

    private static final Feed<String[]> MARKS = Feed.<String[]>of(
                    PupilTracking.class,
                    Progress.class,
                    fields -> fields[1].isEmpty() ? null : SubjectId.of(Child.class, Long.valueOf(fields[1])))
            .identifiedBy(fields -> fields[0], fields -> Long.parseLong(fields[2]), FeedContract::stored);

    private final TestDatabase database;
    private Tracking portal;
    private SubjectId anna;
    private SubjectId ben;

    FeedContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        portal = new Tracking(database.freshUrl());
        anna = portal.enrol("Anna");
        ben = portal.enrol("Ben");
        portal.grant(anna, Progress.class);
    }

    @AfterEach
    void close() {
        portal.close();
    }

    private static Map<String, Long> stored(EntityManager em, Collection<String> keys) {
        return em.createQuery("select m.id, m.revision from Mark m where m.id in :keys", Object[].class)
                .setParameter("keys", keys)
                .getResultStream()
                .collect(Collectors.toMap(row -> (String) row[0], row -> (Long) row[1]));
    }

    private static void store(EntityManager em, List<String[]> records) {
        for (String[] fields : records) {
            Mark mark = em.find(Mark.class, fields[0]);
            if (mark == null) {
                mark = new Mark();
                mark.id = fields[0];
                mark.child = em.getReference(Child.class, Long.valueOf(fields[1]));
                em.persist(mark);
            }
            mark.revision = Long.parseLong(fields[2]);
            mark.grade = fields[3];
        }
    }

    private AdmissionReport deliver(String[]... records) {
        return portal.consent.admit(MARKS, Stream.of(records).iterator(), FeedContract::store);
    }

    private static String[] mark(String id, SubjectId child, long version, String grade) {
        return new String[] {id, child.key(), Long.toString(version), grade};
    }

    @Test
    void keepsWhatIsInForceAndStoresNothingOfTheRest() {
        AdmissionReport report = deliver(
                mark("a1", anna, 1, "ANNA-8"), mark("mark-of-ben", ben, 1, "BEN-7"), mark("b2", ben, 1, "BEN-6"));

        assertThat(report)
                .isEqualTo(new AdmissionReport("pupil-tracking", "progress", 3, 1, Map.of(Reason.NOT_IN_FORCE, 2L)));
        assertThat(portal.whereIs("ANNA-8")).isNotEmpty();
        assertThat(portal.whereIs("BEN-")).isEmpty();
        assertThat(portal.whereIs("mark-of-ben")).as("not even its key").isEmpty();
    }

    @Test
    void countsWhatCannotBeReadAndQuotesNothing() {
        AdmissionReport report = deliver(
                new String[] {"a1", "Anna", "1", "8"},
                new String[] {"a2", anna.key(), "first", "8"},
                new String[] {"", anna.key(), "1", "8"},
                new String[] {"a4"},
                new String[] {"a5", "", "1", "8"},
                new String[] {"a6", "987654", "1", "8"});

        assertThat(report.dropped()).isEqualTo(Map.of(Reason.MALFORMED, 4L, Reason.UNKNOWN_SUBJECT, 2L));
        assertThat(report.toString()).doesNotContain("Anna").doesNotContain("987654");
    }

    @Test
    void takesEachVersionOnceAndNoneAfterANewerOne() {
        assertThat(deliver(mark("a1", anna, 2, "8"), mark("a1", anna, 2, "8"), mark("a1", anna, 1, "5"))
                        .dropped())
                .isEqualTo(Map.of(Reason.DUPLICATE, 1L, Reason.OUT_OF_ORDER, 1L));
        AdmissionReport again = deliver(mark("a1", anna, 2, "8"), mark("a1", anna, 1, "5"), mark("a1", anna, 3, "9"));
        assertThat(again.admitted()).isEqualTo(1);
        assertThat(again.dropped()).isEqualTo(Map.of(Reason.DUPLICATE, 1L, Reason.OUT_OF_ORDER, 1L));
        assertThat(portal.sql("select grade from Mark")).containsExactly("9");
    }

    @Test
    void recognizesRecordsWithoutVersions() {
        Feed<String> feed = Feed.<String>of(PupilTracking.class, Progress.class, record -> anna)
                .identifiedBy(record -> record, (em, keys) -> List.of("stored", "stored"));
        AdmissionReport report = portal.consent.admit(
                feed,
                List.of("stored", "new", "new").iterator(),
                (em, records) -> assertThat(records).containsExactly("new"));
        assertThat(report.dropped()).isEqualTo(Map.of(Reason.DUPLICATE, 2L));
    }

    @Test
    void startsAgainWhereItFailed() {
        assertThatThrownBy(() -> portal.consent.admit(
                        MARKS,
                        Stream.iterate(0, i -> i < 700, i -> i + 1)
                                .map(i -> mark("a" + i, anna, 1, "8"))
                                .iterator(),
                        (em, records) -> {
                            store(em, records);
                            if (records.size() == 200) {
                                throw new IllegalStateException("disk full");
                            }
                        }))
                .hasMessage("disk full");
        assertThat(portal.sql("select count(*) from Mark")).containsExactly("500");
        AdmissionReport again = portal.consent.admit(
                MARKS,
                Stream.iterate(0, i -> i < 700, i -> i + 1)
                        .map(i -> mark("a" + i, anna, 1, "8"))
                        .iterator(),
                FeedContract::store);
        assertThat(again.admitted()).isEqualTo(200);
        assertThat(again.dropped(Reason.DUPLICATE)).isEqualTo(500);
    }

    @Test
    void storesNothingThatAWithdrawalInTheMiddleCouldMiss() throws Exception {
        CompletableFuture<Void> withdrawing = new CompletableFuture<>();
        AdmissionReport report = portal.consent.admit(
                MARKS, List.<String[]>of(mark("a1", anna, 1, "ANNA-8")).iterator(), (em, records) -> {
                    CompletableFuture.runAsync(() -> portal.withdraw(anna, Progress.class))
                            .whenComplete((done, failed) -> {
                                if (failed == null) {
                                    withdrawing.complete(null);
                                } else {
                                    withdrawing.completeExceptionally(failed);
                                }
                            });
                    pause();
                    assertThat(withdrawing).as("it waits for the part").isNotDone();
                    store(em, records);
                });
        withdrawing.get(30, TimeUnit.SECONDS);
        assertThat(report.admitted()).isEqualTo(1);
        portal.clock.advance(java.time.Duration.ofHours(13));
        portal.consent.erasure().sweep();
        assertThat(portal.whereIs("ANNA-8")).isEmpty();
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void refusesAFeedThatNobodyCouldAskToDeliverAgain() {
        Feed<String> feed = Feed.of(PupilTracking.class, News.class, record -> anna);
        assertThatThrownBy(() -> portal.consent.admit(feed, List.of("r").iterator(), (em, records) -> {}))
                .isInstanceOf(ConsentException.class)
                .hasMessageContaining("does not name");
        Feed<String> strangers = Feed.of(PupilTracking.class, Progress.class, record -> new SubjectId("Stranger", "1"));
        assertThatThrownBy(() -> portal.consent.admit(strangers, List.of("r").iterator(), (em, records) -> {}))
                .isInstanceOf(ConsentException.class)
                .hasMessageContaining("no kind of data subject");
    }
}
