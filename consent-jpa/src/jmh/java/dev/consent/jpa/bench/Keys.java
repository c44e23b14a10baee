package dev.consent.jpa.bench;

import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Which rows are worked on: random ones, that nobody hides, so that every candidate has the same amount of work. */
final class Keys {

    private final Random random;
    private final Withdrawn withdrawn;
    private final long pupils;
    private final long coaches;
    private final AtomicLong last;

    /**
     * @param last the highest identifier that is taken
     */
    Keys(long seed, Withdrawn withdrawn, Options options, long last) {
        this.random = new Random(seed);
        this.withdrawn = withdrawn;
        this.pupils = options.pupils();
        this.coaches = options.coaches();
        this.last = new AtomicLong(last);
    }

    long visiblePupil() {
        while (true) {
            long pupil = 1 + random.nextLong(pupils);
            if (!withdrawn.includes(pupil)) {
                return pupil;
            }
        }
    }

    long visibleRow() {
        return visiblePupil() + random.nextInt(Options.ROWS_OF_A_PUPIL) * pupils;
    }

    int coach() {
        return (int) random.nextLong(coaches);
    }

    long freshRow() {
        return last.incrementAndGet();
    }
}
