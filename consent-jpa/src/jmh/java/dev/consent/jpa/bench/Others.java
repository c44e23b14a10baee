package dev.consent.jpa.bench;

import dev.consent.jpa.Consent;
import dev.consent.jpa.bench.Comparison.Estimate;
import dev.consent.jpa.bench.model.Essay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;

/** What other users get done while a sweep works beside them: two of them read and write without a break. */
final class Others {

    private static final int USERS = 2;
    private static final int PAIRS = 24;
    private static final long WINDOW = Duration.ofMillis(2_500).toNanos();

    /** The part of its time in which a paced sweep works. */
    private static final double PACE = 0.02;

    /** How many are owed in each window, whether a paced sweep is there or not; it does not get through them. */
    private static final int PACED_PEOPLE = 400;

    private final String url;
    private final EssayStock stock;

    /** @param paced what others get done during a paced sweep, of what they get done without */
    record Result(Estimate paced, String text) {}

    /** What was counted in a window. */
    private record Window(long works, long nanos, int erased) {

        /** Nanoseconds for each of the works. */
        long each() {
            return nanos / works;
        }
    }

    Others(String url, EssayStock stock) {
        this.url = url;
        this.stock = stock;
    }

    Result measure() {
        List<long[]> times = new ArrayList<>();
        int erased = 0;
        long nanos = 0;
        int full = (int) Math.min(stock.left() / 4, 20_000);
        Window fullSpeed;
        try (SessionFactory users = open(Map.of());
                SessionFactory fast = open(Map.of());
                SessionFactory paced = open(Map.of("consent.sweep.pace", String.valueOf(PACE)))) {
            window(users, null, PACED_PEOPLE);
            window(users, paced, PACED_PEOPLE);
            for (int i = 0; i < PAIRS; i++) {
                // In turn, so that what grows meanwhile is for nobody's benefit.
                Window before = window(users, i % 2 == 0 ? null : paced, PACED_PEOPLE);
                Window after = window(users, i % 2 == 0 ? paced : null, PACED_PEOPLE);
                Window beside = i % 2 == 0 ? after : before;
                erased += beside.erased();
                nanos += beside.nanos();
                times.add(new long[] {(i % 2 == 0 ? before : after).each(), beside.each()});
            }
            fullSpeed = window(users, fast, full);
        }
        Comparison comparison = new Comparison(new Samples(
                List.of("alone", "beside"),
                times.stream().map(each -> new long[][] {each}).toList()));
        Estimate ratio = comparison.ratio(0, 1);
        return new Result(
                ratio,
                String.format(
                        Locale.ROOT,
                        "%n### Others meanwhile%n%nTwo users who read and write without a break get done %s of their work"
                                + " while a sweep with a pace of %.2f erases %.0f people per second beside them. At full"
                                + " speed, with %,.0f people per second, they get done %.2f of it: there are two"
                                + " processors for all of them and the database.%n",
                        Erasures.ratio(ratio),
                        PACE,
                        erased / (nanos / 1e9),
                        fullSpeed.erased() / (fullSpeed.nanos() / 1e9),
                        comparison.median(0).value() / fullSpeed.each()));
    }

    private SessionFactory open(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("consent.guards", "lookup");
        return EssayStock.consent(url, "none", settings);
    }

    /** Lets the users work for a while while something is due, with a sweep beside them or with none. */
    private Window window(SessionFactory users, @Nullable SessionFactory sweeping, int due) {
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong works = new AtomicLong();
        stock.due(stock.take(due));
        CompletableFuture<?> sweep = sweeping == null
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.runAsync(
                        () -> Consent.of(sweeping).erasure().sweep());
        long doneBefore = done();
        long from = System.nanoTime();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < USERS; i++) {
            all.add(CompletableFuture.runAsync(() -> {
                while (!over.get()) {
                    work(users);
                    works.incrementAndGet();
                }
            }));
        }
        while (System.nanoTime() - from < WINDOW && !(sweeping != null && sweep.isDone())) {
            LockSupport.parkNanos(1_000_000);
        }
        long counted = works.get();
        long nanos = System.nanoTime() - from;
        int erased = (int) (done() - doneBefore);
        over.set(true);
        all.forEach(CompletableFuture::join);
        stock.forgetObligations(); // the sweep finds no more, and ends
        sweep.join();
        stock.settle();
        return new Window(counted, nanos, erased);
    }

    private long done() {
        return Long.parseLong(stock.rows("select count(*) from erased.consent_obligation where state = 'DONE'")
                .get(0)[0]);
    }

    private void work(SessionFactory users) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long pupil = random.nextLong(stock.firstStaying(), stock.lastStaying());
        users.inTransaction(session -> {
            List<Essay> essays = session.createSelectionQuery(
                            "from Essay e where e.pupil.id = :pupil order by e.id", Essay.class)
                    .setParameter("pupil", pupil)
                    .getResultList();
            if (essays.isEmpty()) {
                throw new IllegalStateException("nobody may hide or erase the rows of those who stay");
            }
            if (random.nextInt(10) == 0) {
                essays.get(0).score++;
            }
        });
    }
}
