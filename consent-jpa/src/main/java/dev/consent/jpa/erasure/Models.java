package dev.consent.jpa.erasure;

import dev.consent.jpa.transaction.OwnChanges;
import dev.consent.jpa.transaction.OwnTransactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keeps nodes of an older version of the application from marking as done what they know only a part of. Each version
 * leaves a digest of what it erases for each cause when it first starts. What a newer one erases otherwise is left to its
 * nodes, as long as any of them was at work lately.
 */
final class Models {

    /** The number of the version that came last. Each erasing transaction looks whether it is still the same. */
    static final String LATEST = "(select max(m.generation) from " + ErasureModelRow.NAME + " m)";

    /** How long a version counts as running after one of its nodes has started or swept. */
    static final Duration COUNTS = Duration.ofHours(6);

    private static final Duration NOTED = Duration.ofMinutes(10);

    private final SessionFactory factory;
    private final SortedMap<String, String> mine;
    private final String fingerprint;
    private final Clock clock;
    private volatile long generation;
    private volatile @Nullable Instant counts;
    private volatile @Nullable Left last;

    /** @param mine digests of what this node erases, by cause */
    Models(SessionFactory factory, SortedMap<String, String> mine, Clock clock) {
        this.factory = factory;
        this.mine = mine;
        this.clock = clock;
        this.fingerprint = Causes.digest(mine.entrySet().stream()
                .map(one -> one.getKey() + "\n" + one.getValue())
                .collect(Collectors.joining("\n")));
    }

    /**
     * What is left to others at a moment.
     *
     * @param latest the number of the version that came last
     * @param causes for what it is left
     * @param seen when the nodes it is left to were last at work, or {@code null} when nothing is left
     */
    record Left(long latest, Set<String> causes, @Nullable Instant seen) {

        static final Left NOTHING = new Left(0, Set.of(), null);

        Left {
            causes = new TreeSet<>(causes);
        }
    }

    /** The version of this node starts; when it was not running, it is the newest from now on. */
    void start() {
        if (!mine.isEmpty()) {
            Long known = OwnTransactions.call(factory, this::running);
            if (known == null) {
                takeOver();
            } else {
                generation = known;
                seen();
            }
        }
    }

    /** The number of the version of this node, if it counts as running. */
    private @Nullable Long running(Session session) {
        return session.createSelectionQuery(
                        "select max(m.generation) from " + ErasureModelRow.NAME
                                + " m where m.fingerprint = :mine and m.countsUntil > :now",
                        Long.class)
                .setParameter("mine", fingerprint)
                .setParameter("now", clock.instant())
                .getSingleResultOrNull();
    }

    /** Makes the version of this node the newest, between the erasing transactions of all nodes. */
    void takeOver() {
        generation = SweepLock.alone(factory, session -> {
            Instant now = clock.instant();
            Long latest =
                    session.createSelectionQuery("select " + LATEST, Long.class).getSingleResultOrNull();
            OwnChanges.make(session.createMutationQuery("delete from " + ErasureModelRow.NAME
                            + " m where m.fingerprint = :mine or m.countsUntil <= :now")
                    .setParameter("mine", fingerprint)
                    .setParameter("now", now));
            long next = (latest == null ? 0 : latest) + 1;
            mine.forEach((cause, digest) ->
                    session.persist(new ErasureModelRow(fingerprint, next, cause, digest, now.plus(COUNTS))));
            return next;
        });
        counts = clock.instant().plus(COUNTS);
        last = null;
    }

    /** A node of this version is at work. It is not noted each time. */
    void seen() {
        Instant now = clock.instant();
        Instant until = counts;
        if (!mine.isEmpty() && (until == null || !until.isAfter(now.plus(COUNTS).minus(NOTED)))) {
            OwnTransactions.run(
                    factory,
                    session -> OwnChanges.make(session.createMutationQuery("update " + ErasureModelRow.NAME
                                    + " m set m.countsUntil = :until where m.fingerprint = :mine")
                            .setParameter("until", now.plus(COUNTS))
                            .setParameter("mine", fingerprint)));
            counts = now.plus(COUNTS);
        }
    }

    /**
     * What is to be left to nodes of newer versions, without looking when there was none: when one comes, the next erasing
     * transaction notices.
     */
    Left presumed() {
        Left known = last;
        return known == null || known.latest() > generation ? left() : known;
    }

    /** What is to be left to nodes of newer versions. */
    Left left() {
        Left now = OwnTransactions.call(factory, this::left);
        last = now;
        return now;
    }

    Left left(Session session) {
        Long latest =
                session.createSelectionQuery("select " + LATEST, Long.class).getSingleResultOrNull();
        if (latest == null || latest <= generation) {
            return new Left(latest == null ? 0 : latest, Set.of(), null);
        }
        List<ErasureModelRow> newer = session.createSelectionQuery(
                        "from " + ErasureModelRow.NAME + " m where m.generation > :mine and m.countsUntil > :now",
                        ErasureModelRow.class)
                .setParameter("mine", generation)
                .setParameter("now", clock.instant())
                .setReadOnly(true)
                .getResultList();
        List<ErasureModelRow> otherwise = newer.stream()
                .filter(row -> !row.digest.equals(mine.get(row.cause)))
                .toList();
        return new Left(
                latest,
                otherwise.stream().map(row -> row.cause).collect(Collectors.toSet()),
                otherwise.stream()
                        .map(row -> row.countsUntil.minus(COUNTS))
                        .max(Comparator.naturalOrder())
                        .orElse(null));
    }
}
