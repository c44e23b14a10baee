package dev.consent.jpa.derived;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.ConsentException;
import dev.consent.Grantor;
import dev.consent.erasure.Backlog;
import dev.consent.erasure.CopiesBacklog;
import dev.consent.erasure.CopiesGivenUp;
import dev.consent.erasure.CopiesReport;
import dev.consent.erasure.DerivedDataHandler;
import dev.consent.erasure.ErasedOriginals;
import dev.consent.erasure.HoldBasis;
import dev.consent.erasure.HoldRequest;
import dev.consent.erasure.Obligation;
import dev.consent.erasure.ObligationQuery;
import dev.consent.erasure.ObligationReason;
import dev.consent.erasure.ObligationState;
import dev.consent.erasure.Receipt;
import dev.consent.erasure.WaitingCopies;
import dev.consent.jpa.ConsentSettings;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.derived.Blog.Address;
import dev.consent.jpa.derived.Blog.Author;
import dev.consent.jpa.derived.Blog.Draft;
import dev.consent.jpa.derived.Blog.LongRead;
import dev.consent.jpa.derived.Blog.OldIndex;
import dev.consent.jpa.derived.Blog.PictureFiles;
import dev.consent.jpa.derived.Blog.Post;
import dev.consent.jpa.derived.Blog.Posting;
import dev.consent.jpa.derived.Blog.Profile;
import dev.consent.jpa.derived.Blog.Remark;
import dev.consent.jpa.derived.Blog.SearchIndex;
import dev.consent.jpa.derived.Blog.Visit;
import dev.consent.jpa.derived.Blog.VisitId;
import dev.consent.jpa.derived.Blog.Vote;
import dev.consent.jpa.derived.Blog.VoteId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

abstract class DerivedDataContract {

    private final TestDatabase database;
    private final Keeper index = new Keeper(SearchIndex.class);
    private final Keeper files = new Keeper(PictureFiles.class);
    private final Keeper old = new Keeper(OldIndex.class);
    private Blog blog;
    private Long anna;

    DerivedDataContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        blog = new Blog(database.freshUrl(), Map.of(ConsentSettings.SWEEP_ROWS_PER_TRANSACTION, 1_000));
        anna = blog.author("anna");
    }

    @AfterEach
    void close() {
        blog.close();
    }

    private Copies copies() {
        return blog.consent.erasure().copies();
    }

    private CopiesReport erase() {
        return copies().erase(List.of(index, files, old));
    }

    private void sweep() {
        blog.clock.advance(Duration.ofHours(13));
        assertThat(blog.consent.erasure().sweep().failed()).isZero();
    }

    private Obligation owed(Long author) {
        List<Obligation> all = blog.read(em -> blog.consent.erasure().obligations(em, blog.subject(author)));
        return all.get(0);
    }

    private Backlog backlog() {
        return blog.consent.erasure().backlog();
    }

    private List<Receipt> receipts() {
        return blog.read(em -> blog.consent.erasure().receipts(em, 10));
    }

    private List<WaitingCopies> waiting() {
        return blog.read(em -> copies().waiting(em, 100));
    }

    @Test
    void anObligationAwaitsTheCopiesOfRowsAndIsDoneWhenTheyAreGone() {
        Long post = blog.post(anna, Post.class);
        Long read = blog.post(anna, LongRead.class);
        Long remark = blog.read(em -> {
            Remark added = new Remark();
            added.post = em.find(Post.class, post);
            em.persist(added);
            return added.id;
        });
        blog.withdraw(anna, Posting.class);
        assertThat(erase()).as("nothing is erased yet").isEqualTo(new CopiesReport(0, 0));
        sweep();

        assertThat(owed(anna).state()).isEqualTo(ObligationState.AWAITING);
        assertThat(backlog().awaiting()).isEqualTo(1);
        assertThat(backlog().copies().waiting()).isEqualTo(3);
        assertThat(waiting()).allSatisfy(copies -> {
            assertThat(copies.attributes()).isEmpty();
            assertThat(copies.reasons()).containsExactly(ObligationReason.PURPOSE_ENDED);
            assertThat(copies.dueAt()).isEqualTo(owed(anna).dueAt());
            assertThat(copies.attempts()).isZero();
        });
        assertThat(blog.consent.audit().copies().all()).hasSize(3);
        assertThat(index.told).as("never within the transaction that erases").isEmpty();

        blog.clock.advance(Duration.ofMinutes(1));
        assertThat(erase()).isEqualTo(new CopiesReport(3, 0));

        assertThat(index.keys(LongRead.class)).contains(read);
        assertThat(index.keys(Remark.class)).containsExactly(remark);
        assertThat(files.keys(Post.class)).containsExactlyInAnyOrder(post, read);
        assertThat(index.told).allSatisfy(gone -> {
            assertThat(gone.whole()).isTrue();
            assertThat(gone.reasons()).containsExactly(ObligationReason.PURPOSE_ENDED);
            assertThat(gone.attempt()).isEqualTo(1);
            assertThat(gone.toString()).doesNotContain(gone.keys().toString());
        });
        assertThat(owed(anna).state()).isEqualTo(ObligationState.DONE);
        assertThat(blog.waiting()).isZero();
        assertThat(blog.sql("select count(*) from consent_derived_erasure")).containsExactly("0");
        assertThat(receipts()).hasSize(2);
        Receipt gone = receipts().get(0);
        assertThat(gone.rule()).isEqualTo("posting");
        assertThat(gone.subjects()).isEqualTo(1);
        assertThat(gone.rows()).isEqualTo(Map.of("copies in search-index", 3L, "copies in picture-files", 2L));
        assertThat(gone.startedAt()).isEqualTo(receipts().get(1).finishedAt());
        assertThat(gone.finishedAt()).isEqualTo(blog.clock.instant());
        assertThat(owed(anna).receipt()).isEqualTo(receipts().get(1).id());
        assertThat(blog.consent.erasure().checkReceipts().intact()).isTrue();
        assertThat(erase()).isEqualTo(new CopiesReport(0, 0));
    }

    @Test
    void valuesAndCollectionsAreToldByTheirAttributes() {
        blog.write(em -> {
            Author author = em.find(Author.class, anna);
            author.portrait = "planted-file";
            author.interests.addAll(Set.of("planted-chess", "planted-judo"));
            author.address = new Address();
            author.address.town = "planted-town";
        });
        Long other = blog.author("ben");
        blog.withdraw(anna, Profile.class);
        blog.withdraw(other, Profile.class);
        sweep();
        erase();
        assertThat(index.told).hasSize(2);
        assertThat(index.told)
                .filteredOn(gone -> gone.keys().contains(anna))
                .singleElement()
                .satisfies(gone -> {
                    assertThat(gone.entity()).isEqualTo(Author.class);
                    assertThat(gone.keys()).containsExactly(anna);
                    assertThat(gone.attributes()).containsExactly("interests", "name", "portrait");
                    assertThat(gone.whole()).isFalse();
                });
        assertThat(index.told)
                .filteredOn(gone -> gone.keys().contains(other))
                .singleElement()
                .satisfies(gone -> assertThat(gone.attributes())
                        .as("of the other nothing else was there")
                        .containsExactly("name"));
        assertThat(files.told).singleElement().satisfies(gone -> {
            assertThat(gone.attributes()).containsExactly("portrait");
            assertThat(gone.keys()).containsExactly(anna);
        });
        assertThat(old.told)
                .singleElement()
                .satisfies(gone -> assertThat(gone.attributes()).containsExactly("address.town"));
        assertThat(owed(anna).state()).isEqualTo(ObligationState.DONE);
        assertThat(blog.whereIs("planted-anna")).isEmpty();
    }

    @Test
    void whatHasNoCopiesWaitsForNobody() {
        Long carl = blog.read(em -> {
            Author author = new Author();
            em.persist(author);
            return author.id;
        });
        blog.grant(carl, Profile.class);
        blog.write(em -> em.find(Author.class, carl).mood = "planted-mood");
        blog.withdraw(carl, Profile.class);
        assertThat(blog.consent.erasure().plan().obligations()).isZero();
        blog.clock.advance(Duration.ofHours(13));
        assertThat(blog.consent.erasure().plan().obligations()).isEqualTo(1);
        assertThat(blog.consent.erasure().sweep().done()).isEqualTo(1);
        assertThat(owed(carl).state()).isEqualTo(ObligationState.DONE);
        assertThat(blog.waiting()).isZero();
        assertThat(backlog().copies()).isEqualTo(CopiesBacklog.NONE);
        assertThat(receipts()).hasSize(1);
    }

    @Test
    void aLookAtWhatWouldGoWritesNothingDown() {
        blog.post(anna, LongRead.class);
        blog.withdraw(anna, Posting.class);
        blog.clock.advance(Duration.ofHours(13));
        assertThat(blog.consent.erasure().plan().obligations()).isEqualTo(1);
        assertThat(blog.waiting()).isZero();
    }

    @Test
    void termsTellOfRowsAndValuesWithKeysAsTheEntityHasThem() {
        VisitId visit = new VisitId(7, "north");
        VoteId vote = new VoteId();
        vote.visit = visit;
        vote.round = 2;
        Long draft = blog.read(em -> {
            Visit visited = new Visit();
            visited.id = visit;
            visited.visited = LocalDate.now(blog.clock);
            em.persist(visited);
            Vote cast = new Vote();
            cast.visit = visited;
            cast.round = 2;
            cast.castOn = LocalDate.now(blog.clock);
            em.persist(cast);
            Draft begun = new Draft();
            begun.author = em.find(Author.class, anna);
            begun.text = "planted-draft";
            begun.begun = LocalDate.now(blog.clock);
            em.persist(begun);
            return begun.id;
        });
        Instant begun = blog.clock.instant();
        blog.clock.advance(Duration.ofDays(3));
        sweep();
        assertThat(erase().failed()).isZero();
        assertThat(index.keys(Vote.class)).containsExactly(vote);
        assertThat(index.keys(Draft.class)).containsExactly(draft);
        assertThat(index.told)
                .filteredOn(gone -> gone.entity() == Draft.class)
                .singleElement()
                .satisfies(gone -> assertThat(gone.attributes()).containsExactly("text"));
        blog.clock.advance(Duration.ofDays(3));
        sweep();
        assertThat(waiting()).singleElement().satisfies(copies -> {
            assertThat(copies.reasons()).containsExactly(ObligationReason.TERM_FROM_DATE);
            assertThat(copies.erasedAt()).isAfter(begun);
            assertThat(copies.dueAt()).isEqualTo(copies.erasedAt().plus(Duration.ofHours(24)));
        });
        erase();
        assertThat(index.keys(Visit.class)).containsExactly(visit);
        assertThat(receipts().get(0)).satisfies(receipt -> {
            assertThat(receipt.rule()).isEqualTo("Visit");
            assertThat(receipt.subjects()).isZero();
            assertThat(receipt.rows()).isEqualTo(Map.of("copies in search-index", 1L));
        });
        assertThat(blog.whereIs("planted-draft")).isEmpty();
    }

    @Test
    void forgettingTellsOfEverything() {
        blog.post(anna, LongRead.class);
        blog.write(em -> blog.consent.erasure().forget(em, blog.subject(anna), Grantor.subject(anna)));
        sweep();
        erase();
        assertThat(index.keys(Author.class)).containsExactly(anna);
        assertThat(index.keys(LongRead.class)).hasSize(1);
        assertThat(blog.<List<Obligation>>read(em -> blog.consent.erasure().obligations(em, blog.subject(anna))))
                .allMatch(each -> each.state() == ObligationState.DONE);
    }

    @Test
    void whatIsHeldIsNotTold() {
        Long held = blog.post(anna, LongRead.class);
        Long free = blog.post(anna, LongRead.class);
        long hold = blog.consent
                .erasure()
                .holds()
                .place(HoldRequest.row(LongRead.class, held, HoldBasis.LEGAL_CLAIMS, "case 12"))
                .id();
        blog.withdraw(anna, Posting.class);
        sweep();
        erase();
        assertThat(index.keys(LongRead.class)).containsExactly(free);
        assertThat(owed(anna).state()).isEqualTo(ObligationState.HELD);
        blog.consent.erasure().holds().release(hold);
        sweep();
        erase();
        assertThat(index.keys(LongRead.class)).containsExactly(free, held);
        assertThat(owed(anna).state()).isEqualTo(ObligationState.DONE);
    }

    @Test
    void whatFailsComesAgainAfterPausesThatGrowAndIsSeenToFail() {
        blog.post(anna, LongRead.class);
        blog.withdraw(anna, Posting.class);
        sweep();
        files.fails = gone -> true;
        for (int minutes : List.of(1, 2, 4)) {
            erase();
            blog.clock.advance(Duration.ofMinutes(minutes).minusSeconds(1));
            assertThat(erase()).isEqualTo(new CopiesReport(0, 0));
            blog.clock.advance(Duration.ofSeconds(1));
        }
        assertThat(index.told).hasSize(1);
        assertThat(waiting()).singleElement().satisfies(copies -> {
            assertThat(copies.data()).isEqualTo("picture-files");
            assertThat(copies.attempts()).isEqualTo(3);
            assertThat(copies.lastError()).isEqualTo(IllegalStateException.class.getName());
        });
        assertThat(owed(anna)).satisfies(owed -> {
            assertThat(owed.state()).isEqualTo(ObligationState.AWAITING);
            assertThat(owed.lastError()).isEqualTo(IllegalStateException.class.getName());
        });
        assertThat(backlog()).satisfies(now -> {
            assertThat(now.failing()).isEqualTo(1);
            assertThat(now.copies().failing()).isEqualTo(1);
            assertThat(now.late()).isFalse();
            assertThat(now.willMiss()).isNull();
        });
        assertThat(blog.whereIs("planted-secret")).isEmpty();

        blog.clock.advance(
                Duration.between(blog.clock.instant(), owed(anna).dueAt()).minusMinutes(5));
        erase();
        assertThat(backlog().willMiss()).isEqualTo(Backlog.Miss.FAILING);
        blog.clock.advance(Duration.ofMinutes(10));
        assertThat(backlog()).satisfies(now -> {
            assertThat(now.late()).isTrue();
            assertThat(now.overdue()).isEqualTo(1);
            assertThat(now.copies().overdue()).isEqualTo(1);
            assertThat(now.copies().oldestDue()).isEqualTo(owed(anna).dueAt());
        });
        assertThat(blog.consent.audit().overdue().all()).hasSize(1);
        files.fails = gone -> false;
        blog.clock.advance(Duration.ofHours(1));
        assertThat(erase()).isEqualTo(new CopiesReport(1, 0));
        assertThat(owed(anna)).satisfies(owed -> {
            assertThat(owed.state()).isEqualTo(ObligationState.DONE);
            assertThat(owed.lastError()).isNull();
        });
        assertThat(backlog().late()).isFalse();
    }

    @Test
    void oneKeyThatCannotBeErasedHoldsUpNoOthersForLong() {
        List<Long> posts = IntStream.range(0, 8)
                .mapToObj(i -> blog.post(anna, LongRead.class))
                .toList();
        blog.withdraw(anna, Posting.class);
        sweep();
        Long poison = posts.get(5);
        index.fails = gone -> gone.keys().contains(poison);
        Set<Object> erased = new HashSet<>();
        for (int attempt = 0; attempt < 6; attempt++) {
            erase();
            blog.clock.advance(Duration.ofHours(1));
        }
        index.told.stream().filter(gone -> !index.fails.test(gone)).forEach(gone -> erased.addAll(gone.keys()));
        assertThat(erased).hasSize(7).doesNotContain(poison);
        assertThat(waiting())
                .singleElement()
                .satisfies(copies -> assertThat(copies.keys()).isEqualTo(1));
        assertThat(owed(anna).state()).isEqualTo(ObligationState.AWAITING);
        index.fails = gone -> false;
        erase();
        assertThat(owed(anna).state()).isEqualTo(ObligationState.DONE);
        assertThat(receipts().get(0).rows()).containsEntry("copies in search-index", 8L);
    }

    @Test
    void peopleWithVeryMuchDataAwaitTheCopiesOfAllSteps() {
        int posts = 600;
        blog.read(em -> {
            Author author = em.find(Author.class, anna);
            for (int i = 0; i < posts; i++) {
                LongRead post = new LongRead();
                post.author = author;
                post.picture = "planted-picture";
                em.persist(post);
            }
            return null;
        });
        blog.withdraw(anna, Posting.class);
        blog.clock.advance(Duration.ofHours(13));
        assertThat(blog.consent.erasure().sweep().done()).isEqualTo(1);
        assertThat(owed(anna)).satisfies(owed -> {
            assertThat(owed.erasingSince()).isNotNull();
            assertThat(owed.state()).isEqualTo(ObligationState.AWAITING);
        });
        erase();
        assertThat(index.keys(LongRead.class)).hasSize(posts).doesNotHaveDuplicates();
        assertThat(index.told).allMatch(gone -> gone.keys().size() <= ErasedOriginals.MOST_KEYS);
        assertThat(owed(anna).state()).isEqualTo(ObligationState.DONE);
        assertThat(receipts().get(0).rows()).containsEntry("copies in search-index", (long) posts);
        assertThat(blog.waiting()).isZero();
    }

    @Test
    void severalNodesDoNotEraseTheSameCopies() {
        int people = 12;
        for (int i = 0; i < people; i++) {
            Long author = blog.author("author " + i);
            blog.post(author, LongRead.class);
            blog.withdraw(author, Posting.class);
            blog.clock.advance(Duration.ofHours(13));
            blog.consent.erasure().sweep();
        }
        long batches = blog.waiting();
        List<CompletableFuture<CopiesReport>> nodes = IntStream.range(0, 3)
                .mapToObj(node -> CompletableFuture.supplyAsync(this::erase))
                .toList();
        int erased = nodes.stream()
                .mapToInt(node -> node.orTimeout(60, TimeUnit.SECONDS).join().erased())
                .sum();
        assertThat(erased + erase().erased()).isEqualTo((int) batches);
        assertThat(index.told).extracting(ErasedOriginals::id).doesNotHaveDuplicates();
        assertThat(files.told).extracting(ErasedOriginals::id).doesNotHaveDuplicates();
        assertThat(blog.<List<Obligation>>read(
                        em -> blog.consent.erasure().obligations(em, ObligationQuery.all(), 0, 100)))
                .hasSize(people)
                .allMatch(each -> each.state() == ObligationState.DONE);
        assertThat(blog.consent.erasure().checkReceipts().intact()).isTrue();
    }

    @Test
    void aCrashBetweenTheCallAndItsAcknowledgementCallsAgain() {
        blog.post(anna, LongRead.class);
        blog.withdraw(anna, Posting.class);
        sweep();
        DerivedDataHandler crashing = new DerivedDataHandler() {
            @Override
            public Class<?> data() {
                return SearchIndex.class;
            }

            @Override
            public void erase(ErasedOriginals gone) {
                index.told.add(gone);
                throw new OutOfMemoryError("the node dies here");
            }
        };
        assertThatThrownBy(() -> copies().erase(List.of(crashing))).isInstanceOf(OutOfMemoryError.class);
        assertThat(copies().erase(List.of(index)).erased()).isZero();
        blog.clock.advance(Duration.ofMinutes(5));
        assertThat(erase().erased()).isEqualTo(2);
        assertThat(index.told).extracting(ErasedOriginals::attempt).containsExactly(1, 2);
        assertThat(owed(anna).state()).isEqualTo(ObligationState.DONE);
    }

    @Test
    void whatNobodyHandlesWaitsIsLateAndCanBeGivenUpOnRecord() {
        blog.post(anna, LongRead.class);
        blog.withdraw(anna, Posting.class);
        sweep();
        copies().erase(List.of(index));
        blog.clock.advance(Duration.ofDays(1));
        assertThat(owed(anna).state()).isEqualTo(ObligationState.AWAITING);
        assertThat(backlog().late()).isTrue();
        assertThat(waiting()).extracting(WaitingCopies::data).containsExactly("picture-files");

        assertThatIllegalArgumentException().isThrownBy(() -> copies().giveUp("picture-files", " "));
        assertThat(copies().giveUp("search-index", "nothing waits there")).isZero();
        assertThat(copies().giveUp("picture-files", "the disk was destroyed, see file 12"))
                .isEqualTo(1);

        assertThat(owed(anna).state()).isEqualTo(ObligationState.DONE);
        assertThat(backlog().late()).isFalse();
        assertThat(receipts().get(0).rows())
                .isEqualTo(Map.of("copies in search-index", 1L, "given up in picture-files", 1L));
        assertThat(blog.<List<CopiesGivenUp>>read(em -> copies().givenUp(em, 0, 10)))
                .singleElement()
                .satisfies(given -> {
                    assertThat(given.data()).isEqualTo("picture-files");
                    assertThat(given.reason()).startsWith("the disk was destroyed");
                    assertThat(given.by()).isEqualTo("tester");
                    assertThat(given.at()).isEqualTo(blog.clock.instant());
                    assertThat(given.keys()).isEqualTo(1);
                });
        assertThat(blog.consent.audit().copiesGivenUp().all()).hasSize(1);
        assertThat(blog.consent.erasure().checkReceipts().intact()).isTrue();
    }

    @Test
    void refusesHandlersForNothingAndTwoForTheSame() {
        @dev.consent.DerivedData(code = "elsewhere", title = "Named by nobody")
        interface Elsewhere {}
        assertThatThrownBy(() -> copies().erase(List.of(new Keeper(Elsewhere.class))))
                .isInstanceOf(ConsentException.class)
                .hasMessageContaining("which no entity names");
        assertThatThrownBy(() -> copies().erase(List.of(new Keeper(Profile.class))))
                .isInstanceOf(ConsentException.class)
                .hasMessageContaining("not annotated with @DerivedData");
        assertThatThrownBy(() -> copies().erase(List.of(index, new Keeper(SearchIndex.class))))
                .isInstanceOf(ConsentException.class)
                .hasMessageContaining("two handlers");
    }

    @Test
    void copiesAreErasedAgainWhenABackupIsRestored(@TempDir Path directory) {
        Map<String, Object> logged = Map.of(
                ConsentSettings.CLOCK,
                blog.clock,
                ConsentSettings.ERASURE_LOG,
                directory.resolve("log"),
                ConsentSettings.ERASURE_LOG_KEY,
                "0123456789abcdef0123456789abcdef");
        Long post;
        Long author;
        try (Blog before = new Blog(database.freshUrl(), logged)) {
            author = before.author("dora");
            post = before.post(author, LongRead.class);
            before.withdraw(author, Posting.class);
            blog.clock.advance(Duration.ofHours(13));
            assertThat(before.consent.erasure().sweep().done()).isEqualTo(1);
            before.consent.erasure().copies().erase(List.of(index, files));
        }
        String restored = database.freshUrl();
        try (Blog backup = new Blog(restored, Map.of(ConsentSettings.CLOCK, blog.clock))) {
            assertThat(backup.author("dora")).isEqualTo(author);
            assertThat(backup.post(author, LongRead.class)).isEqualTo(post);
        }
        index.told.clear();
        try (Blog after = new Blog(restored, logged)) {
            assertThat(after.waiting()).isEqualTo(2);
            after.consent.erasure().copies().erase(List.of(index, files));
            assertThat(index.keys(LongRead.class)).containsExactly(post);
            assertThat(after.sql("select distinct state from consent_obligation"))
                    .containsExactly("DONE");
        }
    }
}
