package dev.consent.jpa.erasure;

import dev.consent.catalog.DeclaredPurpose;
import dev.consent.erasure.Keeping;
import dev.consent.jpa.mapping.Guard;
import dev.consent.jpa.mapping.RetentionRule;
import dev.consent.jpa.mapping.SubjectEntity;
import dev.consent.jpa.mapping.TermAfter;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Which data of some people is still needed, at one moment. */
final class Needs {

    /** A term from a date, which is another one in each row. */
    private static final Keeping.Term UNKNOWN = new Keeping.Term(null, null, null);

    private final Session session;
    private final SubjectEntity subject;
    private final Map<String, Long> masks;
    private final boolean forgetting;
    private final ToLongFunction<List<DeclaredPurpose>> bits;
    private final PurposeEnds ends;
    private final Clock clock;
    private final Map<String, Map<String, Instant>> ended = new HashMap<>();
    private final Map<String, Instant> keptUntil = new HashMap<>();

    /**
     * @param masks the masks of the people, by key
     * @param forgetting whether somebody asks to be forgotten: then no term counts but one after a duty
     */
    Needs(
            Session session,
            SubjectEntity subject,
            Map<String, Long> masks,
            boolean forgetting,
            ToLongFunction<List<DeclaredPurpose>> bits,
            PurposeEnds ends,
            Clock clock) {
        this.session = session;
        this.subject = subject;
        this.masks = masks;
        this.forgetting = forgetting;
        this.bits = bits;
        this.ends = ends;
        this.clock = clock;
    }

    /** The identifiers of those people for whom nothing keeps data with this guard and these terms. */
    Keys unneeded(Guard guard, List<TermAfter> after) {
        return unneeded(guard, after, List.of());
    }

    /**
     * The same for data that has terms from dates, too. These are not looked at here: what they alone let go is found by
     * them.
     */
    Keys unneeded(Guard guard, List<TermAfter> after, List<RetentionRule> dated) {
        List<String> people = new ArrayList<>();
        if (after.isEmpty()) {
            long wanted = bits.applyAsLong(guard.purposes());
            masks.forEach((key, mask) -> {
                if ((mask & wanted) == 0) {
                    people.add(key);
                }
            });
            return Keys.of(subject, people);
        }
        for (String key : masks.keySet()) {
            Keeping keeping = keeping(key, guard, after, dated.isEmpty() ? null : UNKNOWN);
            if (!keeping.kept()) {
                people.add(key);
            } else if (keeping.limit() != null) {
                comeBack(key, keeping.limit());
            } else {
                keeping.reasons().stream()
                        .filter(reason -> reason.cause() == Keeping.Cause.TERM && reason.until() != null)
                        .forEach(reason -> comeBack(key, reason.until()));
            }
        }
        return Keys.of(subject, people);
    }

    /**
     * The people for whom nothing keeps data any more whose terms from dates are over.
     *
     * @return their keys
     */
    List<String> over(Guard guard, List<TermAfter> after) {
        Keeping.Term ended = new Keeping.Term(null, null, clock.instant());
        return masks.keySet().stream()
                .filter(key -> !keeping(key, guard, after, ended).kept())
                .toList();
    }

    private Keeping keeping(String key, Guard guard, List<TermAfter> after, Keeping.@Nullable Term dated) {
        List<Keeping.Use> uses = new ArrayList<>();
        for (DeclaredPurpose purpose : guard.purposes()) {
            uses.add(new Keeping.Use(purpose.code(), purpose.basis(), inForce(key, purpose), null));
        }
        List<Keeping.Term> terms = terms(key, after);
        if (dated != null) {
            terms.add(dated);
        }
        return Keeping.of(uses, terms, clock.instant());
    }

    /** The terms that have begun for a person, or will. */
    List<Keeping.Term> terms(String key, List<TermAfter> after) {
        List<Keeping.Term> terms = new ArrayList<>();
        for (TermAfter term : after) {
            DeclaredPurpose purpose = term.purpose();
            if (inForce(key, purpose)) {
                terms.add(new Keeping.Term(purpose.code(), purpose.basis(), null));
                continue;
            }
            if (forgetting && !purpose.basis().isDuty()) {
                continue;
            }
            Instant end = ended.computeIfAbsent(
                            purpose.code(), code -> ends.of(session, subject.type(), purpose, masks.keySet()))
                    .get(key);
            if (end != null) {
                terms.add(new Keeping.Term(
                        purpose.code(), purpose.basis(), term.term().endOf(end, clock.getZone())));
            }
        }
        return terms;
    }

    private boolean inForce(String key, DeclaredPurpose purpose) {
        return (masks.get(key) & bits.applyAsLong(List.of(purpose))) != 0;
    }

    /** Notes that something of a person stays for now. */
    void comeBack(String key, Instant when) {
        keptUntil.merge(key, when, (one, other) -> one.isBefore(other) ? one : other);
    }

    /** The people of whom something stays for now, and when to come back. */
    Map<String, Instant> keptUntil() {
        return keptUntil;
    }
}
