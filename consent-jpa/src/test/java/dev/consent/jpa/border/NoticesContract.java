package dev.consent.jpa.border;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.ConsentException;
import dev.consent.SubjectId;
import dev.consent.jpa.audit.Page;
import dev.consent.jpa.border.Tracking.Care;
import dev.consent.jpa.border.Tracking.Child;
import dev.consent.jpa.border.Tracking.Letter;
import dev.consent.jpa.border.Tracking.MailingHouse;
import dev.consent.jpa.border.Tracking.News;
import dev.consent.jpa.border.Tracking.Progress;
import dev.consent.jpa.border.Tracking.PupilTracking;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.notice.Notice;
import dev.consent.notice.NoticeBacklog;
import dev.consent.notice.NoticeHandler;
import dev.consent.notice.NoticeHandler.Delivery;
import dev.consent.notice.NoticeKind;
import dev.consent.notice.NoticeReport;
import dev.consent.notice.NoticeState;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class NoticesContract {

    private final TestDatabase database;
    private Tracking portal;
    private SubjectId anna;
    private SubjectId ben;

    NoticesContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        portal = new Tracking(database.freshUrl());
        anna = portal.enrol("Anna");
        ben = portal.enrol("Ben");
    }

    @AfterEach
    void close() {
        portal.close();
    }

    /** Remembers what it was given, and answers as it is told. */
    private static final class Post implements NoticeHandler {

        private final List<Notice> received = Collections.synchronizedList(new ArrayList<>());
        private Delivery answer = Delivery.SENT;
        private boolean broken;

        @Override
        public Class<?> party() {
            return MailingHouse.class;
        }

        @Override
        public Delivery deliver(Notice notice) {
            received.add(notice);
            if (broken) {
                throw new IllegalStateException("Anna, Station Road 1");
            }
            return answer;
        }
    }

    private List<NoticeKind> kinds(SubjectId child) {
        return notices(child).stream().map(Notice::kind).toList();
    }

    private List<Notice> notices(SubjectId child) {
        return portal.read(em -> portal.consent.notices().of(em, child));
    }

    private void change(SubjectId child, java.util.function.Consumer<Child> change) {
        portal.write(em -> change.accept(em.find(Child.class, Long.valueOf(child.key()))));
    }

    @Test
    void tellsOfAWithdrawalInTheTransactionThatWithdraws() {
        portal.grant(anna, News.class);
        assertThat(kinds(anna)).isEmpty();
        assertThatThrownBy(() -> portal.write(em -> {
                    portal.decideIn(em, anna, false, News.class);
                    throw new IllegalStateException("undone");
                }))
                .hasMessage("undone");
        assertThat(kinds(anna)).isEmpty();

        portal.withdraw(anna, News.class);

        assertThat(notices(anna)).singleElement().satisfies(notice -> {
            assertThat(notice.kind()).isEqualTo(NoticeKind.WITHDRAWAL);
            assertThat(notice.party()).isEqualTo("mailing-house");
            assertThat(notice.purpose()).isEqualTo("news");
            assertThat(notice.state()).isEqualTo(NoticeState.PENDING);
            assertThat(notice.dueAt()).isEqualTo(notice.createdAt().plus(Duration.ofHours(6)));
            assertThat(notice.toString()).doesNotContain("key=" + anna.key());
        });
        assertThat(kinds(ben)).isEmpty();
    }

    @Test
    void tellsNobodyOfRefusalsAndOfPurposesWithoutRecipients() {
        portal.refuse(anna, News.class);
        portal.grant(ben, Progress.class);
        portal.withdraw(ben, Progress.class);
        assertThat(kinds(anna)).isEmpty();
        assertThat(notices(ben)).allMatch(notice -> notice.state() == NoticeState.CANCELLED);
    }

    @Test
    void takesAWithdrawalBackThatNobodyHasHeardOf() {
        portal.grant(anna, News.class);
        portal.withdraw(anna, News.class);
        portal.grant(anna, News.class);
        assertThat(notices(anna)).extracting(Notice::state).containsExactly(NoticeState.CANCELLED);
        Post post = new Post();
        assertThat(portal.consent.notices().deliver(List.of(post))).isEqualTo(new NoticeReport(0, 0, 0));

        portal.withdraw(anna, News.class);
        portal.consent.notices().deliver(List.of(post));
        portal.grant(anna, News.class);
        assertThat(post.received).hasSize(1);
        assertThat(notices(anna)).extracting(Notice::state).contains(NoticeState.SENT);
    }

    @Test
    void tellsOfAnErasure() {
        portal.grant(anna, News.class);
        change(anna, child -> child.address = "Station Road 1");
        portal.withdraw(anna, News.class);
        portal.clock.advance(Duration.ofHours(13));
        assertThat(portal.consent.erasure().sweep().done()).isEqualTo(1);
        assertThat(kinds(anna))
                .containsExactlyInAnyOrder(NoticeKind.ERASURE, NoticeKind.WITHDRAWAL, NoticeKind.CORRECTION);
        assertThat(portal.whereIs("Station Road")).isEmpty();
    }

    @Test
    void tellsOfACorrectionOnceUntilItIsHandedOver() {
        portal.grant(anna, News.class);
        change(anna, child -> child.level = 3);
        change(anna, child -> child.name = "Anne");
        assertThat(kinds(anna)).as("nobody was told of these").isEmpty();

        change(anna, child -> child.address = "Station Road 1");
        change(anna, child -> child.address = "Station Road 2");
        change(anna, child -> child.hobbies.add("chess"));
        assertThat(kinds(anna)).containsExactly(NoticeKind.CORRECTION);

        portal.consent.notices().deliver(List.of(new Post()));
        change(anna, child -> child.hobbies.add("judo"));
        assertThat(kinds(anna)).containsExactly(NoticeKind.CORRECTION, NoticeKind.CORRECTION);
    }

    @Test
    void tellsOfCorrectionsOfRowsAndOnlyForPurposesInForce() {
        change(ben, child -> child.phone = "1");
        assertThat(kinds(ben)).as("kept for care alone").isEmpty();
        portal.grant(anna, News.class);
        Long id = portal.read(em -> {
            Letter letter = new Letter();
            letter.child = em.find(Child.class, Long.valueOf(anna.key()));
            letter.text = "first";
            em.persist(letter);
            return letter.id;
        });
        assertThat(kinds(anna)).as("what is new is no correction").isEmpty();
        portal.write(em -> em.find(Letter.class, id).text = "second");
        assertThat(kinds(anna)).containsExactly(NoticeKind.CORRECTION);
        portal.consent.notices().deliver(List.of(new Post()));
        portal.stateless(session -> {
            Letter letter = session.get(Letter.class, id);
            letter.text = "third";
            session.update(letter);
            return letter;
        });
        assertThat(kinds(anna)).containsExactly(NoticeKind.CORRECTION, NoticeKind.CORRECTION);
        portal.consent.notices().deliver(List.of(new Post()));
        change(anna, child -> child.phone = "2");
        assertThat(kinds(anna)).hasSize(3);
    }

    @Test
    void asksTheSourceToDeliverAgainWhenConsentComes() {
        portal.grant(anna, Progress.class);
        assertThat(notices(anna)).singleElement().satisfies(notice -> {
            assertThat(notice.kind()).isEqualTo(NoticeKind.DELIVER_AGAIN);
            assertThat(notice.party()).isEqualTo("pupil-tracking");
        });
        portal.withdraw(anna, Progress.class);
        assertThat(notices(anna)).extracting(Notice::state).containsExactly(NoticeState.CANCELLED);
    }

    @Test
    void triesAgainAfterPausesThatGrow() {
        portal.grant(anna, News.class);
        portal.withdraw(anna, News.class);
        Post post = new Post();
        post.broken = true;
        for (int minutes : List.of(1, 2, 4)) {
            assertThat(portal.consent.notices().deliver(List.of(post))).isEqualTo(new NoticeReport(0, 0, 1));
            portal.clock.advance(Duration.ofMinutes(minutes).minusSeconds(1));
            assertThat(portal.consent.notices().deliver(List.of(post))).isEqualTo(new NoticeReport(0, 0, 0));
            portal.clock.advance(Duration.ofSeconds(1));
        }
        assertThat(notices(anna)).singleElement().satisfies(notice -> {
            assertThat(notice.attempts()).isEqualTo(3);
            assertThat(notice.lastError()).isEqualTo(IllegalStateException.class.getName());
        });
        assertThat(portal.whereIs("Station Road")).isEmpty();
        post.broken = false;
        post.answer = Delivery.ACKNOWLEDGED;
        assertThat(portal.consent.notices().deliver(List.of(post))).isEqualTo(new NoticeReport(0, 1, 0));
        assertThat(notices(anna)).extracting(Notice::state).containsExactly(NoticeState.ACKNOWLEDGED);
        assertThat(post.received)
                .extracting(Notice::id)
                .containsOnly(post.received.get(0).id());
    }

    @Test
    void showsWhatIsLateUntilItIsAcknowledged() {
        portal.grant(anna, News.class);
        portal.withdraw(anna, News.class);
        Post post = new Post();
        assertThat(portal.consent.notices().backlog())
                .isEqualTo(new NoticeBacklog(1, 0, 0, notices(anna).get(0).dueAt()));
        assertThat(portal.consent.notices().deliver(List.of(post))).isEqualTo(new NoticeReport(1, 0, 0));
        assertThat(overdue()).isEmpty();
        portal.clock.advance(Duration.ofHours(7));
        assertThat(overdue()).singleElement().matches(notice -> notice.overdue(portal.clock.instant()));
        assertThat(portal.consent.notices().backlog().overdue()).isEqualTo(1);

        UUID id = post.received.get(0).id();
        for (int i = 0; i < 2; i++) {
            boolean there = portal.read(em -> portal.consent.notices().acknowledge(em, id));
            assertThat(there).isTrue();
        }
        boolean unknown = portal.read(em -> portal.consent.notices().acknowledge(em, UUID.randomUUID()));
        assertThat(unknown).isFalse();
        assertThat(overdue()).isEmpty();
        assertThat(portal.consent.notices().backlog()).isEqualTo(new NoticeBacklog(0, 0, 0, null));
        List<Notice> latest = portal.read(em -> portal.consent.notices().latest(em, "mailing-house", 5));
        assertThat(latest).hasSize(1);
    }

    @Test
    void auditorsReadAllOfThemPageByPage() {
        for (int often = 0; often < 3; often++) {
            portal.grant(anna, News.class);
            portal.withdraw(anna, News.class);
            portal.consent.notices().deliver(List.of(new Post()));
            portal.clock.advance(Duration.ofMinutes(often)); // the first two at the same moment
        }
        List<Notice> all = portal.consent.audit().notices().all();
        assertThat(all)
                .extracting(Notice::id)
                .containsExactlyInAnyOrderElementsOf(
                        notices(anna).stream().map(Notice::id).toList());
        assertThat(all).extracting(Notice::createdAt).isSorted();
        List<Notice> paged = new ArrayList<>();
        String after = null;
        do {
            Page<Notice> page = portal.consent.audit().notices().page(after, 1);
            paged.addAll(page.items());
            after = page.next();
        } while (after != null);
        assertThat(paged).isEqualTo(all);
        for (String foreign : List.of("", "/", "2026-03-02T09:00:00Z/x", "x/" + UUID.randomUUID())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> portal.consent.audit().notices().page(foreign, 1));
        }
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        portal.consent.audit().notices().csv(csv);
        List<String> lines = csv.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(all.size() + 1);
        assertThat(lines.get(0)).startsWith("id,kind,subjectType,subject,purpose,party,state,createdAt,dueAt");
        assertThat(lines.get(1)).contains(",WITHDRAWAL,", ",news,mailing-house,SENT,");
    }

    private List<Notice> overdue() {
        return portal.read(em -> portal.consent.notices().overdue(em, 10));
    }

    @Test
    void handsEachOverOnceHoweverManyNodesDoIt() {
        int people = 60;
        IntStream.range(0, people).forEach(i -> {
            SubjectId child = portal.enrol("Child " + i);
            portal.grant(child, News.class);
            portal.withdraw(child, News.class);
        });
        Post post = new Post();
        List<CompletableFuture<NoticeReport>> nodes = IntStream.range(0, 3)
                .mapToObj(node -> CompletableFuture.supplyAsync(
                        () -> portal.consent.notices().deliver(List.of(post))))
                .toList();
        int sent = nodes.stream()
                .mapToInt(node -> node.orTimeout(60, TimeUnit.SECONDS).join().sent())
                .sum();
        portal.consent.notices().deliver(List.of(post));
        assertThat(sent).isLessThanOrEqualTo(people);
        assertThat(post.received).hasSize(people);
        assertThat(post.received).extracting(Notice::id).doesNotHaveDuplicates();
    }

    @Test
    void handsOverAgainWhatACrashInterrupted() {
        portal.grant(anna, News.class);
        portal.withdraw(anna, News.class);
        NoticeHandler crashing = new NoticeHandler() {
            @Override
            public Class<?> party() {
                return MailingHouse.class;
            }

            @Override
            public Delivery deliver(Notice notice) {
                throw new OutOfMemoryError("the node dies here");
            }
        };
        assertThatThrownBy(() -> portal.consent.notices().deliver(List.of(crashing)))
                .isInstanceOf(OutOfMemoryError.class);
        Post post = new Post();
        assertThat(portal.consent.notices().deliver(List.of(post)).sent()).isZero();
        portal.clock.advance(Duration.ofMinutes(5));
        assertThat(portal.consent.notices().deliver(List.of(post)).sent()).isEqualTo(1);
    }

    @Test
    void withdrawalsDoNotWaitForASlowReceiver() {
        portal.grant(anna, News.class);
        portal.withdraw(anna, News.class);
        List<NoticeState> seen = new ArrayList<>();
        NoticeHandler slow = new NoticeHandler() {
            @Override
            public Class<?> party() {
                return MailingHouse.class;
            }

            @Override
            public Delivery deliver(Notice notice) {
                if (seen.isEmpty()) {
                    portal.grant(anna, News.class);
                    portal.withdraw(anna, News.class);
                }
                seen.addAll(notices(anna).stream().map(Notice::state).toList());
                return Delivery.ACKNOWLEDGED;
            }
        };
        portal.consent.notices().deliver(List.of(slow, new NoticeHandler() {
            @Override
            public Class<?> party() {
                return PupilTracking.class;
            }

            @Override
            public Delivery deliver(Notice notice) {
                return Delivery.SENT;
            }
        }));
        assertThat(seen).contains(NoticeState.PENDING);
    }

    @Test
    void refusesHandlersForNobodyAndTwoForTheSame() {
        NoticeHandler stranger = new NoticeHandler() {
            @Override
            public Class<?> party() {
                return Care.class;
            }

            @Override
            public Delivery deliver(Notice notice) {
                return Delivery.SENT;
            }
        };
        assertThatThrownBy(() -> portal.consent.notices().deliver(List.of(stranger)))
                .isInstanceOf(ConsentException.class)
                .hasMessageContaining("which no purpose names");
        assertThatThrownBy(() -> portal.consent.notices().deliver(List.of(new Post(), new Post())))
                .isInstanceOf(ConsentException.class)
                .hasMessageContaining("two handlers");
    }
}
