package dev.consent.decision;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.Wording;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One act of deciding about one purpose for one person. A value: it is built, refined with the {@code …} methods, and
 * takes effect when it is handed to consent. What no database can keep is refused here, with an
 * {@link IllegalArgumentException}: texts with control characters, and moments outside the years 1 to 9999.
 *
 * @param subject whom the data is about
 * @param purpose the marker type of the purpose
 * @param state what was decided; never {@link ConsentState#UNKNOWN}
 * @param grantor who decided
 * @param channel where it was decided, such as {@code "web"} or {@code "paper"}; at most 64 characters
 * @param wording what was shown, or {@code null} when nothing was
 * @param evidence a reference to a signed form or a recording, at most 255 characters, never its content
 * @param validUntil when the grant runs out, to the microsecond, or {@code null} for no end
 * @param madeAt when it was decided, or {@code null} for the moment at which it is recorded; see {@link #madeAt(Instant)}
 * @param unchangedSince the moment at which whoever decided saw what held, or {@code null}; see {@link #unchangedSince(Instant)}
 */
public record Decision(
        SubjectId subject,
        Class<?> purpose,
        ConsentState state,
        Grantor grantor,
        String channel,
        @Nullable Wording wording,
        @Nullable String evidence,
        @Nullable Instant validUntil,
        @Nullable Instant madeAt,
        @Nullable Instant unchangedSince) {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    public Decision {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(grantor, "grantor");
        Objects.requireNonNull(channel, "channel");
        if (state == ConsentState.UNKNOWN) {
            throw new IllegalArgumentException("UNKNOWN is the absence of a decision and cannot be decided");
        }
        if (channel.isBlank() || channel.length() > 64) {
            throw new IllegalArgumentException("the channel of a decision must have 1 to 64 characters");
        }
        if (evidence != null && evidence.length() > 255) {
            throw new IllegalArgumentException("the evidence of a decision is a reference of at most 255 characters");
        }
        if (validUntil != null && !state.granted()) {
            throw new IllegalArgumentException("only a grant has an end date");
        }
        requireText("channel", channel);
        requireText("evidence", evidence);
        requireMoment("end date", validUntil);
        requireMoment("date", madeAt);
        // What is compared with what was stored must be what a database can store.
        validUntil = validUntil == null ? null : validUntil.truncatedTo(ChronoUnit.MICROS);
        madeAt = madeAt == null ? null : madeAt.truncatedTo(ChronoUnit.MICROS);
    }

    private static void requireText(String what, @Nullable String text) {
        if (text != null && text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the " + what + " of a decision must not have control characters");
        }
    }

    private static void requireMoment(String what, @Nullable Instant moment) {
        if (moment != null && (moment.isBefore(FIRST) || moment.isAfter(LAST))) {
            throw new IllegalArgumentException("the " + what + " of a decision must be in the years 1 to 9999");
        }
    }

    /** The person, or whoever decides for them, says yes. */
    public static Decision given(SubjectId subject, Class<?> purpose, Grantor by) {
        return of(subject, purpose, ConsentState.GIVEN, by);
    }

    /** The person, or whoever decides for them, was asked and says no. */
    public static Decision refused(SubjectId subject, Class<?> purpose, Grantor by) {
        return of(subject, purpose, ConsentState.REFUSED, by);
    }

    /** The person, or whoever decides for them, takes it back. */
    public static Decision withdrawn(SubjectId subject, Class<?> purpose, Grantor by) {
        return of(subject, purpose, ConsentState.WITHDRAWN, by);
    }

    /** The controller ends the purpose, for example because a contract is over. */
    public static Decision revoked(SubjectId subject, Class<?> purpose, Grantor by) {
        return of(subject, purpose, ConsentState.REVOKED, by);
    }

    /** The question is put; whoever is named is shown it. It changes nothing about a grant that holds. */
    public static Decision requested(SubjectId subject, Class<?> purpose, Grantor shownTo) {
        return of(subject, purpose, ConsentState.REQUESTED, shownTo);
    }

    /** Whoever was asked wants to decide later. It changes nothing about a grant that holds. */
    public static Decision deferred(SubjectId subject, Class<?> purpose, Grantor by) {
        return of(subject, purpose, ConsentState.DEFERRED, by);
    }

    /** The controller finds that a grant was never valid, for example because the wrong person gave it. */
    public static Decision invalidated(SubjectId subject, Class<?> purpose, Grantor by) {
        return of(subject, purpose, ConsentState.INVALIDATED, by);
    }

    /**
     * The answer to a question on a page. A yes grants. A no is a refusal where nobody has said yes yet, and else takes
     * the yes back.
     *
     * @param standing what held when the question was put
     */
    public static Decision answered(SubjectId subject, Class<?> purpose, boolean yes, Standing standing, Grantor by) {
        if (yes) {
            return given(subject, purpose, by);
        }
        ConsentState held = standing.state();
        boolean open = held == ConsentState.UNKNOWN || held == ConsentState.REFUSED || held.open();
        return open ? refused(subject, purpose, by) : withdrawn(subject, purpose, by);
    }

    private static Decision of(SubjectId subject, Class<?> purpose, ConsentState state, Grantor by) {
        return new Decision(subject, purpose, state, by, "application", null, null, null, null, null);
    }

    /** The same decision, made through this channel. Default: {@code "application"}. */
    public Decision through(String newChannel) {
        return new Decision(
                subject, purpose, state, grantor, newChannel, wording, evidence, validUntil, madeAt, unchangedSince);
    }

    /** The same decision, made on reading this text. */
    public Decision shown(Wording newWording) {
        return new Decision(
                subject, purpose, state, grantor, channel, newWording, evidence, validUntil, madeAt, unchangedSince);
    }

    /** The same decision, proven by what this reference points to. */
    public Decision provenBy(String reference) {
        return new Decision(
                subject, purpose, state, grantor, channel, wording, reference, validUntil, madeAt, unchangedSince);
    }

    /**
     * The same grant, valid until this moment. A moment that has passed is no error, because consents from before may have
     * run out since: the grant is recorded and over at once, so that nothing comes into force, what was in force ends, and
     * what was kept for the purpose is to be erased.
     */
    public Decision until(Instant end) {
        return new Decision(subject, purpose, state, grantor, channel, wording, evidence, end, madeAt, unchangedSince);
    }

    /**
     * The same decision, made at this earlier moment: a signed form that is recorded later, a consent from before consent
     * was here. It takes effect when it is recorded, never in the past. It is refused when the moment is still to come,
     * and when something else was decided about the purpose after it.
     */
    public Decision madeAt(Instant moment) {
        return new Decision(
                subject, purpose, state, grantor, channel, wording, evidence, validUntil, moment, unchangedSince);
    }

    /**
     * The same decision, made on a page that showed what held at this moment. It is refused as
     * {@linkplain DecisionRefusedException.Reason#STALE stale} when something else was decided about the purpose since.
     * Default: it holds whatever was decided before.
     */
    public Decision unchangedSince(Instant seen) {
        return new Decision(subject, purpose, state, grantor, channel, wording, evidence, validUntil, madeAt, seen);
    }
}
