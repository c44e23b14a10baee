package dev.consent.jpa.effect;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.consent.SubjectId;
import dev.consent.decision.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a person, remembered for a moment: until this node decides about them, until it would end by itself, or
 * until it is too old, whichever comes first. Nothing is loaded under a lock, so a slow database holds up nobody else.
 */
public final class RememberedStandings {

    private static final int MOST_PEOPLE = 100_000;

    /** Enough that decisions about others seldom make an answer be read twice. A power of two. */
    private static final int STRIPES = 256;

    private final Duration staleness;
    private final Cache<SubjectId, Map<Class<?>, Answer>> answers;
    private final AtomicLongArray decisions = new AtomicLongArray(STRIPES);

    private record Answer(Standing standing, Instant from, Instant before) {}

    /** @param staleness how long an answer may be remembered; nothing is with zero */
    public RememberedStandings(Duration staleness) {
        this.staleness = staleness;
        this.answers = Caffeine.newBuilder()
                .maximumSize(staleness.isZero() ? 0 : MOST_PEOPLE)
                // By the time that passes, whatever clock the application has; the instants below count on its clock.
                .expireAfterWrite(staleness)
                .build();
    }

    /** What is remembered and true at this moment, or {@code null}. */
    public @Nullable Standing get(SubjectId subject, Class<?> purpose, Instant now) {
        Map<Class<?>, Answer> known = answers.getIfPresent(subject);
        Answer answer = known == null ? null : known.get(purpose);
        return answer != null && !now.isBefore(answer.from()) && now.isBefore(answer.before())
                ? answer.standing()
                : null;
    }

    /** To be asked before an answer is read from the database, and handed to {@link #put}. */
    public long ticket(SubjectId subject) {
        return decisions.get(stripe(subject));
    }

    /** Remembers an answer that was read at this moment, unless this node has decided about the person meanwhile. */
    public void put(SubjectId subject, Class<?> purpose, Standing standing, Instant read, long ticket) {
        if (staleness.isZero()) {
            return;
        }
        Instant before = read.plus(staleness);
        Instant until = standing.until();
        Answer answer = new Answer(standing, read, until != null && until.isBefore(before) ? until : before);
        Map<Class<?>, Answer> known = answers.get(subject, fresh -> new ConcurrentHashMap<>());
        known.put(purpose, answer);
        // A decision that is not in the answer comes either before this look, and is found, or after it, and forgets.
        if (decisions.get(stripe(subject)) != ticket) {
            answers.invalidate(subject);
        }
    }

    /** Forgets what is known about one person. */
    public void forget(SubjectId subject) {
        decisions.incrementAndGet(stripe(subject));
        answers.invalidate(subject);
    }

    private static int stripe(SubjectId subject) {
        int hash = subject.hashCode();
        return (hash ^ (hash >>> 16)) & (STRIPES - 1);
    }
}
