package dev.consent.erasure;

import dev.consent.LegalBasis;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why one element of personal data, a row or a field, is kept, and until when. The only place where that is computed:
 * the sweep erases what this does not keep, and the answer to "why is this still here" is the same one.
 *
 * @param reasons which purposes need it; empty when none does any more
 * @param holds what keeps some or all of it from being erased although no purpose needs it
 * @param limit when it goes whatever else holds, because the last of its terms is over, and the last hold; {@code null}
 *     when it has no term, or one that has not begun, or nobody knows when a hold ends
 */
public record Keeping(
        List<Reason> reasons, List<Held> holds, @Nullable Instant limit) {

    public Keeping {
        reasons = List.copyOf(reasons);
        holds = List.copyOf(holds);
    }

    /**
     * A hold, which keeps data and does not show it.
     *
     * @param hold its number
     * @param basis on which ground
     * @param reason the reason in words
     * @param count how many of the rows or values it keeps
     * @param until when it ends by itself, or {@code null} when it stays until it is released
     */
    public record Held(
            long hold,
            HoldBasis basis,
            String reason,
            long count,
            @Nullable Instant until) {}

    /**
     * One reason.
     *
     * @param purpose the code of the purpose
     * @param basis its legal basis
     * @param cause whether the purpose is in force, or has ended and a term runs
     * @param until when the reason ends by itself, or {@code null} when nobody knows yet
     */
    public record Reason(
            String purpose,
            LegalBasis basis,
            Cause cause,
            @Nullable Instant until) {}

    /** What makes a purpose keep data. */
    public enum Cause {
        /** The purpose is in force. */
        IN_FORCE,
        /** The purpose has ended, and the term after it is not over. */
        TERM
    }

    /**
     * A purpose the element serves.
     *
     * @param until when a purpose in force ends by itself, or {@code null}
     */
    public record Use(
            String purpose,
            LegalBasis basis,
            boolean inForce,
            @Nullable Instant until) {}

    /**
     * A term that has begun, or will when a purpose in force ends.
     *
     * @param purpose the code of the purpose after which it is counted, or {@code null} when it is counted from a date
     * @param basis the legal basis of that purpose, or {@code null}
     * @param end when it is over, or {@code null} while the purpose is in force
     */
    public record Term(
            @Nullable String purpose,
            @Nullable LegalBasis basis,
            @Nullable Instant end) {}

    /**
     * Computes what keeps an element. While a purpose it serves is in force, that does; after its end, a term counted
     * from it does. When the last of all terms is over, nothing does.
     */
    public static Keeping of(List<Use> uses, List<Term> terms, Instant now) {
        Instant limit = limit(terms);
        if (limit != null && !limit.isAfter(now)) {
            return new Keeping(List.of(), List.of(), limit);
        }
        List<Reason> reasons = new ArrayList<>();
        for (Use use : uses) {
            if (use.inForce()) {
                Instant end = use.until();
                boolean limited = limit != null && (end == null || limit.isBefore(end));
                reasons.add(new Reason(use.purpose(), use.basis(), Cause.IN_FORCE, limited ? limit : end));
            }
        }
        for (Term term : terms) {
            if (term.end() != null && term.end().isAfter(now)) {
                uses.stream()
                        .filter(use -> use.purpose().equals(term.purpose()))
                        .forEach(use -> reasons.add(new Reason(use.purpose(), use.basis(), Cause.TERM, term.end())));
            }
        }
        return new Keeping(reasons, List.of(), limit);
    }

    /** The same while these holds are in force. */
    public Keeping with(List<Held> more) {
        Instant last = limit;
        for (Held held : more) {
            Instant until = held.until();
            if (last == null || until == null) {
                last = null;
            } else if (until.isAfter(last)) {
                last = until;
            }
        }
        List<Held> all = new ArrayList<>(holds);
        all.addAll(more);
        return new Keeping(reasons, all, last);
    }

    /** When the last of what keeps it ends by itself, or {@code null} when nothing keeps it or nobody knows. */
    public @Nullable Instant keptUntil() {
        if (limit != null || !kept()) {
            return limit;
        }
        Instant last = Instant.MIN;
        for (Instant end : (Iterable<Instant>) Stream.concat(
                reasons.stream().map(Reason::until), holds.stream().map(Held::until))::iterator) {
            if (end == null) {
                return null;
            }
            last = end.isAfter(last) ? end : last;
        }
        return last;
    }

    /** Whether anything keeps it. */
    public boolean kept() {
        return !reasons.isEmpty() || !holds.isEmpty();
    }

    private static @Nullable Instant limit(List<Term> terms) {
        Instant last = null;
        for (Term term : terms) {
            Instant end = term.end();
            if (end == null) {
                return null;
            }
            last = last == null || end.isAfter(last) ? end : last;
        }
        return last;
    }
}
