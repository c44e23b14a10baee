package dev.consent.jpa.audit;

import dev.consent.Grantor;
import dev.consent.decision.Guardianship;
import dev.consent.decision.PastDecision;
import dev.consent.erasure.CopiesGivenUp;
import dev.consent.erasure.Hold;
import dev.consent.erasure.Obligation;
import dev.consent.erasure.Receipt;
import dev.consent.erasure.WaitingCopies;
import dev.consent.evidence.DecisionLink;
import dev.consent.gate.PrivilegedUse;
import dev.consent.notice.Notice;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What stands in the columns of each kind of answer when it is written. */
final class Columns<T> {

    static final Map<String, Function<PastDecision, @Nullable Object>> DECISION = new Columns<PastDecision>()
            .add("subjectType", decision -> decision.subject().type())
            .add("subject", decision -> decision.subject().key())
            .add("purpose", PastDecision::purpose)
            .add("state", PastDecision::state)
            .add("decidedAt", PastDecision::decidedAt)
            .add("validUntil", PastDecision::validUntil)
            .add("decidedBy", decision -> decision.grantor().id())
            .add("role", decision -> decision.grantor().role())
            .add("recordedBy", PastDecision::recordedBy)
            .add("channel", PastDecision::channel)
            .add(
                    "wordingVersion",
                    decision -> decision.wording() == null
                            ? null
                            : decision.wording().version())
            .add(
                    "wordingLanguage",
                    decision -> decision.wording() == null
                            ? null
                            : decision.wording().language())
            .add(
                    "wordingSha256",
                    decision -> decision.wording() == null
                            ? null
                            : decision.wording().sha256())
            .add("evidence", PastDecision::evidence)
            .columns;

    static final Map<String, Function<Guardianship, @Nullable Object>> GUARDIANSHIP = new Columns<Guardianship>()
            .add("subjectType", guardianship -> guardianship.subject().type())
            .add("subject", guardianship -> guardianship.subject().key())
            .add("guardianId", guardianship -> guardianship.guardian().id())
            .add("guardianRole", guardianship -> guardianship.guardian().role())
            .add("since", Guardianship::since)
            .add("appointedBy", Guardianship::appointedBy)
            .add("until", Guardianship::until)
            .add("removedBy", Guardianship::removedBy)
            .columns;

    static final Map<String, Function<Notice, @Nullable Object>> NOTICE = new Columns<Notice>()
            .add("id", Notice::id)
            .add("kind", Notice::kind)
            .add("subjectType", notice -> notice.subject().type())
            .add("subject", notice -> notice.subject().key())
            .add("purpose", Notice::purpose)
            .add("party", Notice::party)
            .add("state", Notice::state)
            .add("createdAt", Notice::createdAt)
            .add("dueAt", Notice::dueAt)
            .add("sentAt", Notice::sentAt)
            .add("acknowledgedAt", Notice::acknowledgedAt)
            .add("attempts", Notice::attempts)
            .add("lastError", Notice::lastError)
            .columns;

    static final Map<String, Function<PurposeStanding, @Nullable Object>> STANDING = new Columns<PurposeStanding>()
            .add("purpose", PurposeStanding::purpose)
            .add("known", PurposeStanding::known)
            .add("basis", PurposeStanding::basis)
            .add("state", standing -> standing.standing().state())
            .add("inForce", standing -> standing.standing().inForce())
            .add("until", standing -> standing.standing().until())
            .add("restricted", standing -> standing.standing().restricted())
            .add(
                    "decidedAt",
                    standing -> standing.decision() == null
                            ? null
                            : standing.decision().decidedAt())
            .add(
                    "decided",
                    standing -> standing.decision() == null
                            ? null
                            : standing.decision().state())
            .add("role", standing -> role(standing.decision()))
            .columns;

    static final Map<String, Function<Viewer, @Nullable Object>> VIEWER = new Columns<Viewer>()
            .add("kind", Viewer::kind)
            .add("who", Viewer::who)
            .add("purpose", Viewer::purpose)
            .add("basis", Viewer::basis)
            .add("reason", Viewer::reason)
            .add(
                    "decidedAt",
                    viewer ->
                            viewer.decision() == null ? null : viewer.decision().decidedAt())
            .add("role", viewer -> role(viewer.decision()))
            .columns;

    static final Map<String, Function<PurposeShare, @Nullable Object>> SHARE = new Columns<PurposeShare>()
            .add("purpose", PurposeShare::purpose)
            .add("requested", PurposeShare::requested)
            .add("granted", PurposeShare::granted)
            .add("refused", PurposeShare::refused)
            .add("withdrawn", PurposeShare::withdrawn)
            .add("ended", PurposeShare::ended)
            .add("subjectsGranted", PurposeShare::subjectsGranted)
            .add("subjectsWithdrawn", PurposeShare::subjectsWithdrawn)
            .add("shareWithdrawn", PurposeShare::shareWithdrawn)
            .columns;

    static final Map<String, Function<Obligation, @Nullable Object>> OBLIGATION = new Columns<Obligation>()
            .add("id", Obligation::id)
            .add("subjectType", obligation -> obligation.subject().type())
            .add("subject", obligation -> obligation.subject().key())
            .add("reference", Obligation::reference)
            .add("reason", Obligation::reason)
            .add("purpose", Obligation::purpose)
            .add("state", Obligation::state)
            .add("requestedAt", Obligation::requestedAt)
            .add("notBefore", Obligation::notBefore)
            .add("dueAt", Obligation::dueAt)
            .add("attempts", Obligation::attempts)
            .add("lastError", Obligation::lastError)
            .add("erasingSince", Obligation::erasingSince)
            .add("receipt", Obligation::receipt)
            .columns;

    static final Map<String, Function<Hold, @Nullable Object>> HOLD = new Columns<Hold>()
            .add("id", Hold::id)
            .add("kind", Hold::kind)
            .add(
                    "subjectType",
                    hold -> hold.subject() == null ? null : hold.subject().type())
            .add(
                    "subject",
                    hold -> hold.subject() == null ? null : hold.subject().key())
            .add("entity", Hold::entity)
            .add("row", Hold::row)
            .add("basis", Hold::basis)
            .add("reason", Hold::reason)
            .add("until", Hold::until)
            .add("placedAt", Hold::placedAt)
            .add("placedBy", Hold::placedBy)
            .add("endedAt", Hold::endedAt)
            .add("endedBy", Hold::endedBy)
            .columns;

    static final Map<String, Function<Receipt, @Nullable Object>> RECEIPT = new Columns<Receipt>()
            .add("id", Receipt::id)
            .add("reference", Receipt::reference)
            .add("rule", Receipt::rule)
            .add("reasons", Receipt::reasons)
            .add("subjects", Receipt::subjects)
            .add("rows", Receipt::rows)
            .add("startedAt", Receipt::startedAt)
            .add("finishedAt", Receipt::finishedAt)
            .add("version", Receipt::version)
            .add("previousHash", Receipt::previousHash)
            .add("hash", Receipt::hash)
            .columns;

    static final Map<String, Function<DecisionLink, @Nullable Object>> LINK = new Columns<DecisionLink>()
            .add("id", DecisionLink::id)
            .add("table", DecisionLink::table)
            .add("row", DecisionLink::row)
            .add("revision", DecisionLink::revision)
            .add("contentHash", DecisionLink::contentHash)
            .add("previousHash", DecisionLink::previousHash)
            .add("hash", DecisionLink::hash)
            .columns;

    static final Map<String, Function<WaitingCopies, @Nullable Object>> COPIES = new Columns<WaitingCopies>()
            .add("id", WaitingCopies::id)
            .add("data", WaitingCopies::data)
            .add("entity", WaitingCopies::entity)
            .add("attributes", WaitingCopies::attributes)
            .add("keys", WaitingCopies::keys)
            .add("reasons", WaitingCopies::reasons)
            .add("erasedAt", WaitingCopies::erasedAt)
            .add("dueAt", WaitingCopies::dueAt)
            .add("attempts", WaitingCopies::attempts)
            .add("nextAttemptAt", WaitingCopies::nextAttemptAt)
            .add("lastError", WaitingCopies::lastError)
            .columns;

    static final Map<String, Function<CopiesGivenUp, @Nullable Object>> GIVEN_UP = new Columns<CopiesGivenUp>()
            .add("id", CopiesGivenUp::id)
            .add("data", CopiesGivenUp::data)
            .add("reason", CopiesGivenUp::reason)
            .add("by", CopiesGivenUp::by)
            .add("at", CopiesGivenUp::at)
            .add("keys", CopiesGivenUp::keys)
            .columns;

    static final Map<String, Function<PrivilegedUse, @Nullable Object>> USE = new Columns<PrivilegedUse>()
            .add("id", PrivilegedUse::id)
            .add("actor", PrivilegedUse::actor)
            .add("reason", PrivilegedUse::reason)
            .add("openedAt", PrivilegedUse::openedAt)
            .add("until", PrivilegedUse::until)
            .columns;

    static final Map<String, Function<Exposure, @Nullable Object>> EXPOSURE = new Columns<Exposure>()
            .add("subjectType", exposure -> exposure.subject().type())
            .add("subject", exposure -> exposure.subject().key())
            .add("purpose", Exposure::purpose)
            .add("from", Exposure::from)
            .add("until", Exposure::until)
            .columns;

    private final Map<String, Function<T, @Nullable Object>> columns = new LinkedHashMap<>();

    private Columns<T> add(String name, Function<T, @Nullable Object> value) {
        columns.put(name, value);
        return this;
    }

    private static Grantor.@Nullable Role role(@Nullable PastDecision decision) {
        return decision == null ? null : decision.grantor().role();
    }
}
