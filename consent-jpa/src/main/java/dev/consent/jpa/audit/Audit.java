package dev.consent.jpa.audit;

import dev.consent.ConsentException;
import dev.consent.SubjectId;
import dev.consent.catalog.DataCatalog.Entry;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.decision.ConsentState;
import dev.consent.decision.Guardianship;
import dev.consent.decision.PastDecision;
import dev.consent.decision.Standing;
import dev.consent.erasure.CopiesGivenUp;
import dev.consent.erasure.Hold;
import dev.consent.erasure.Obligation;
import dev.consent.erasure.ObligationQuery;
import dev.consent.erasure.Receipt;
import dev.consent.erasure.WaitingCopies;
import dev.consent.evidence.ChainCheck;
import dev.consent.evidence.DecisionLink;
import dev.consent.gate.PrivilegedUse;
import dev.consent.jpa.decision.PastDecisions;
import dev.consent.jpa.hibernate.ConsentEngine;
import dev.consent.jpa.transaction.OwnTransactions;
import dev.consent.notice.Notice;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * The questions auditors ask. Answers hold keys of people, which are pseudonyms, and no personal value; who may ask is
 * left to the application. Everything about the past is recomputed from the ledger by the same rule that decides, with
 * the purposes and the mapping of today.
 */
public final class Audit {

    /** Before and after these nothing is on record, and some databases do not know such moments. */
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private static final Standing NOTHING_KNOWN = new Standing(ConsentState.UNKNOWN, false, null);

    private final ConsentEngine engine;
    private final PastDecisions past;

    /** For consent itself. */
    public Audit(ConsentEngine engine) {
        this.engine = engine;
        this.past = engine.pastDecisions();
    }

    /** Everything that was decided about one person, oldest first. */
    public Answer<PastDecision> history(SubjectId subject) {
        engine.requireSubject(subject);
        return new Answer<>(Answer.whole(() -> read(session -> decisions(session, subject))), Columns.DECISION);
    }

    /**
     * What each guardian of a child, and the child, has said, oldest first. {@link #history} has what followed from it:
     * where several have to agree, a purpose is in force when the last of them has.
     */
    public Answer<PastDecision> voices(SubjectId subject) {
        engine.requireSubject(subject);
        return new Answer<>(
                Answer.whole(() ->
                        read(session -> engine.pastVoices().of(session, subject.type(), List.of(subject.key())))),
                Columns.DECISION);
    }

    /**
     * To whom which question was put about a person, and who wanted to decide later, oldest first: also while a grant held,
     * of which {@link #history} says nothing, as a question changes no grant. The same question to the same person counts
     * once until something is decided.
     */
    public Answer<PastDecision> questions(SubjectId subject) {
        engine.requireSubject(subject);
        return new Answer<>(
                Answer.whole(() ->
                        read(session -> engine.pastQuestions().of(session, subject.type(), List.of(subject.key())))),
                Columns.DECISION);
    }

    /** Who decides or decided for a person, in the order in which they were appointed. */
    public Answer<Guardianship> guardians(SubjectId subject) {
        engine.requireSubject(subject);
        return new Answer<>(
                Answer.whole(() -> read(session -> engine.ledger().guardians(session, subject))), Columns.GUARDIANSHIP);
    }

    /**
     * What held for one person at a moment, one per purpose in the order of their codes. Purposes that are not known here,
     * and about which something had been decided, stand last, with that decision. About somebody who is not stored nothing
     * is known, as at the gate.
     */
    public Answer<PurposeStanding> standing(SubjectId subject, Instant at) {
        engine.requireSubject(subject);
        return new Answer<>(
                Answer.whole(() -> {
                    return read(session -> {
                        List<PastDecision> history = decisions(session, subject);
                        List<PurposeStanding> standings = new ArrayList<>();
                        if (!engine.isRegistered(session, subject)) {
                            purposes()
                                    .forEach(purpose -> standings.add(
                                            new PurposeStanding(purpose.code(), purpose.basis(), NOTHING_KNOWN, null)));
                            return List.copyOf(standings);
                        }
                        List<Hold> restrictions = restrictions(session, subject);
                        purposes()
                                .forEach(purpose ->
                                        standings.add(new Timeline(Footing.of(session, purpose), history, restrictions)
                                                .standing(at)));
                        standings.addAll(unknown(history, at));
                        return List.copyOf(standings);
                    });
                }),
                Columns.STANDING);
    }

    private List<PurposeStanding> unknown(List<PastDecision> history, Instant at) {
        Map<String, PastDecision> last = new TreeMap<>();
        history.stream()
                .filter(past -> !engine.purposes().containsKey(past.purpose())
                        && !past.decidedAt().isAfter(at))
                .forEach(past -> last.put(past.purpose(), past));
        return last.entrySet().stream()
                .map(one -> new PurposeStanding(one.getKey(), null, NOTHING_KNOWN, one.getValue()))
                .toList();
    }

    /**
     * Who could see a field of one person at a moment, and why: the work of the application or its audiences, by each
     * purpose that was in force, and the accounts that had leave to read past the guards. Empty when nobody could. A term
     * that was over by then is not looked at: it is a matter of each row.
     *
     * @param attribute the path of the attribute with dots, or {@code null} for the row
     * @throws ConsentException when the mapping does not have it, or it is not personal data
     */
    public Answer<Viewer> whoCouldSee(Class<?> entity, @Nullable String attribute, SubjectId subject, Instant at) {
        engine.requireSubject(subject);
        Entry entry = engine.catalog().personal().stream()
                .filter(candidate -> candidate.entity() == entity && Objects.equals(candidate.attribute(), attribute))
                .findFirst()
                .orElseThrow(() -> new ConsentException(entity.getSimpleName()
                        + (attribute == null ? "" : "." + attribute) + " is not in the catalogue as personal data"));
        if (!subject.type().equals(entry.subjectType())) {
            throw new ConsentException(
                    entry.name() + " is about a " + entry.subjectType() + ", not about a " + subject.type());
        }
        return new Answer<>(Answer.whole(() -> read(session -> viewers(session, entry, subject, at))), Columns.VIEWER);
    }

    private List<Viewer> viewers(Session session, Entry entry, SubjectId subject, Instant at) {
        if (!engine.isRegistered(session, subject)) {
            return List.of();
        }
        List<PastDecision> history = decisions(session, subject);
        List<Hold> restrictions = restrictions(session, subject);
        List<Viewer> viewers = new ArrayList<>();
        for (DeclaredPurpose purpose : entry.purposes()) {
            PurposeStanding standing = new Timeline(Footing.of(session, purpose), history, restrictions).standing(at);
            if (!standing.standing().inForce()) {
                continue;
            }
            if (entry.audiences().isEmpty()) {
                viewers.add(new Viewer(
                        Viewer.Kind.EVERYBODY, "", purpose.code(), purpose.basis(), null, standing.decision()));
            }
            entry.audiences()
                    .forEach(audience -> viewers.add(new Viewer(
                            Viewer.Kind.AUDIENCE,
                            audience.title(),
                            purpose.code(),
                            purpose.basis(),
                            null,
                            standing.decision())));
        }
        engine.privilegesOpenAt(session, known(at))
                .forEach(use ->
                        viewers.add(new Viewer(Viewer.Kind.PRIVILEGED, use.actor(), null, null, use.reason(), null)));
        return viewers;
    }

    /**
     * How people decided in a period, one per purpose, with the share that took their consent back.
     *
     * @param from the beginning of the period; {@link Instant#MIN} for all there is
     * @param to its end, excluded; {@link Instant#MAX} for all there is
     */
    public Answer<PurposeShare> decisions(Instant from, Instant to) {
        requirePeriod(from, to);
        return new Answer<>(
                Answer.whole(() -> read(session -> shares(session, known(from), known(to)))), Columns.SHARE);
    }

    private List<PurposeShare> shares(Session session, Instant from, Instant to) {
        Map<String, Map<ConsentState, PastDecisions.Count>> byPurpose = new TreeMap<>();
        past.counts(session, from, to)
                .forEach(count -> byPurpose
                        .computeIfAbsent(count.purpose(), code -> new TreeMap<>())
                        .put(count.state(), count));
        List<PurposeShare> shares = new ArrayList<>();
        byPurpose.forEach((purpose, counts) -> {
            Function<ConsentState, Long> decided =
                    state -> counts.containsKey(state) ? counts.get(state).decisions() : 0;
            PastDecisions.Count back = counts.get(ConsentState.WITHDRAWN);
            shares.add(new PurposeShare(
                    purpose,
                    decided.apply(ConsentState.REQUESTED),
                    decided.apply(ConsentState.GIVEN) + decided.apply(ConsentState.RENEWED),
                    decided.apply(ConsentState.REFUSED),
                    decided.apply(ConsentState.WITHDRAWN),
                    decided.apply(ConsentState.REVOKED) + decided.apply(ConsentState.INVALIDATED),
                    past.everGranted(session, purpose, to),
                    back == null ? 0 : back.subjects()));
        });
        return shares;
    }

    /** Every duty to erase, in the order in which they came up. */
    public Answer<Obligation> obligations() {
        return obligations(ObligationQuery.all());
    }

    /** The duties to erase that are asked for, in the order in which they came up. */
    public Answer<Obligation> obligations(ObligationQuery asked) {
        return new Answer<>(
                byId((session, after, size) -> engine.obligations().find(session, asked, after, size), Obligation::id),
                Columns.OBLIGATION);
    }

    /** Every hold there ever was, oldest first. */
    public Answer<Hold> holds() {
        return new Answer<>(
                byId((session, after, size) -> engine.sweep().holds().after(session, after, size), Hold::id),
                Columns.HOLD);
    }

    /** The open duties to erase that are past their due time now, in the order in which they came up. */
    public Answer<Obligation> overdue() {
        return obligations(ObligationQuery.overdue(engine.clock().instant()));
    }

    /** Every receipt of an erasure with its place in the chain, oldest first. */
    public Answer<Receipt> receipts() {
        return new Answer<>(
                byId((session, after, size) -> engine.obligations().receiptsAfter(session, after, size), Receipt::id),
                Columns.RECEIPT);
    }

    /** What is still to be erased outside the database although its originals were, in the order in which they were. */
    public Answer<WaitingCopies> copies() {
        return new Answer<>(
                byId((session, after, size) -> engine.sweep().copies().after(session, after, size), WaitingCopies::id),
                Columns.COPIES);
    }

    /** Whenever somebody decided that copies are not waited for any more, oldest first. */
    public Answer<CopiesGivenUp> copiesGivenUp() {
        return new Answer<>(
                byId(
                        (session, after, size) -> engine.sweep().copies().givenUp(session, after, size),
                        CopiesGivenUp::id),
                Columns.GIVEN_UP);
    }

    /**
     * Everything recipients and sources had or have to be told, whether it was handed over, and whether they acknowledged it,
     * in the order in which it happened.
     */
    public Answer<Notice> notices() {
        return new Answer<>(
                (after, size) -> {
                    int slash = after == null ? 0 : after.indexOf('/');
                    Instant from = after == null ? Instant.EPOCH : moment(after, slash);
                    UUID last = after == null ? null : number(after, slash);
                    List<Notice> found = read(session -> engine.notices().after(session, from, last, size));
                    Notice end = found.size() < size ? null : found.get(size - 1);
                    return new Page<>(found, end == null ? null : end.createdAt() + "/" + end.id());
                },
                Columns.NOTICE);
    }

    private static Instant moment(String after, int slash) {
        try {
            return Instant.parse(after.substring(0, Math.max(0, slash)));
        } catch (DateTimeParseException foreign) {
            throw Answer.foreign();
        }
    }

    private static UUID number(String after, int slash) {
        try {
            return UUID.fromString(after.substring(slash + 1));
        } catch (IllegalArgumentException foreign) {
            throw Answer.foreign();
        }
    }

    /** Whether every receipt is there as it was written, and no other: one walk along their chain. */
    public ChainCheck checkReceipts() {
        return engine.sweep().checkReceipts();
    }

    /**
     * Every row of the history of decisions with its place in their chain and the hash of what it says, in the order in
     * which they were decided. The documentation says how hashes are computed.
     */
    public Answer<DecisionLink> decisionLinks() {
        return new Answer<>(byId(engine.ledgerChain()::after, DecisionLink::id), Columns.LINK);
    }

    /**
     * Whether everything that was decided, by whom and on which text, stands in the ledger as it was written, and nothing
     * else: one walk along the chain of decisions, and one through their history, a thousand rows at a time while
     * decisions go on.
     */
    public ChainCheck checkDecisions() {
        return engine.ledgerCheck().check(engine.factory());
    }

    /** Every leave to read past the guards, oldest first. */
    public Answer<PrivilegedUse> privilegedUses() {
        return new Answer<>(byId(engine::privilegedUsesAfter, PrivilegedUse::id), Columns.USE);
    }

    /**
     * Whose data could be seen between two moments, by the purposes that were in force then: what an incident exposed
     * (Art. 33 and 34). What data that is for a purpose, {@link dev.consent.catalog.DataCatalog#serving} says. A purpose
     * that needs no consent counts for everybody who is registered, because it is in force from registration and the
     * moment of that is not kept: the answer rather names one too many. Data that was hidden and not erased yet is not
     * told here: {@link #obligations()} lists it, and who steals the database has it too.
     *
     * @param from the beginning; nothing is told of years before 1
     * @param to the end, excluded; nothing is told of years after 9999
     */
    public Answer<Exposure> exposed(Instant from, Instant to) {
        requirePeriod(from, to);
        return new Answer<>(new Exposures(engine, past, footings(), known(from), known(to)), Columns.EXPOSURE);
    }

    private static void requirePeriod(Instant from, Instant to) {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a period ends after its beginning");
        }
    }

    private static Instant known(Instant moment) {
        Instant notBefore = moment.isBefore(FIRST) ? FIRST : moment;
        return notBefore.isAfter(LAST) ? LAST : notBefore;
    }

    private List<Footing> footings() {
        return read(session ->
                purposes().stream().map(purpose -> Footing.of(session, purpose)).toList());
    }

    private List<DeclaredPurpose> purposes() {
        return List.copyOf(new TreeMap<>(engine.purposes()).values());
    }

    private List<PastDecision> decisions(Session session, SubjectId subject) {
        return past.of(session, subject.type(), List.of(subject.key()));
    }

    private List<Hold> restrictions(Session session, SubjectId subject) {
        return engine.sweep().holds().restrictions(session, subject.type(), List.of(subject.key()));
    }

    private <R> R read(Function<Session, R> work) {
        return OwnTransactions.call(engine.factory(), work::apply);
    }

    /** Reads rows with larger numbers. */
    private interface After<T> {
        List<T> read(Session session, long after, int size);
    }

    private <T> Answer.Pages<T> byId(After<T> rows, Function<T, Long> id) {
        return (after, size) -> {
            long start = after == null ? Long.MIN_VALUE : Answer.number(after);
            List<T> found = read(session -> rows.read(session, start, size));
            return new Page<>(
                    found,
                    found.size() < size ? null : id.apply(found.get(size - 1)).toString());
        };
    }
}
