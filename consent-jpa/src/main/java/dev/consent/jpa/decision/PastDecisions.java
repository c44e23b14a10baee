package dev.consent.jpa.decision;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.Wording;
import dev.consent.decision.ConsentState;
import dev.consent.decision.PastDecision;
import jakarta.persistence.Entity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.query.SelectionQuery;
import org.jspecify.annotations.Nullable;

/** Reads the history of decisions in sets, past Envers' reader, which builds entities one by one. */
public final class PastDecisions {

    private static final String COLUMNS = "h.subjectType, h.subjectKey, h.purpose, h.state, h.grantorId, h.grantorRole,"
            + " h.recordedBy, h.channel, h.wordingVersion, h.wordingLanguage, h.wordingSha256, h.evidence,"
            + " h.validUntil, h.decidedAt, h.madeAt, h.wordedAt, ";

    private static final int AT_ONCE = 1_000;

    private final String entity;
    private final String history;
    private final String key;
    private final String revision;
    private final String links;
    private final String ofAge;

    /**
     * @param entity what it is the history of, one of {@link DecisionTables#histories}
     * @param history the name of the history entity
     * @param identifier the attribute that holds its identifier
     * @param revision the part of it that holds the revision
     */
    public PastDecisions(Class<?> entity, String history, String identifier, String revision) {
        this.entity = entity.getAnnotation(Entity.class).name();
        this.history = history;
        // Only what is on record ends by age, not what was said about it.
        this.ofAge = entity == ConsentRecord.class ? "h.ofAgeAt" : "null";
        this.key = "h." + identifier + ".id";
        this.revision = "id(h." + identifier + "." + revision + ")";
        this.links = " left join " + LedgerLink.NAME + " l on l.entity = '" + this.entity + "' and l.row = " + key
                + " and l.revision = " + this.revision;
    }

    /** The name of what it is the history of. */
    String entity() {
        return entity;
    }

    /** The name of the history entity. */
    public String history() {
        return history;
    }

    /** How often something was decided about a purpose. */
    public record Count(String purpose, ConsentState state, long decisions, long subjects) {}

    /**
     * All decisions about several people of one kind, oldest first: in the order of the chain, as revisions of several
     * nodes come from sequences of which each takes many numbers at once.
     */
    public List<PastDecision> of(Session session, String type, Collection<String> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        return past(session.createSelectionQuery(
                        "select " + COLUMNS + ofAge + " from " + history
                                + " h" + links
                                + " where h.subjectType = :type and h.subjectKey in :keys order by l.id, h.decidedAt",
                        Object[].class)
                .setParameter("type", type)
                .setParameter("keys", keys)
                .getResultList());
    }

    /** Decisions made in a period, its end excluded, by purpose and what was decided. */
    public List<Count> counts(Session session, Instant from, Instant to) {
        List<Count> counts = new ArrayList<>();
        for (Object[] row : session.createSelectionQuery(
                        "select h.purpose, h.state, count(*), count(distinct h.subjectType || ':' || h.subjectKey) from "
                                + history + " h where h.decidedAt >= :from and h.decidedAt < :to"
                                + " group by h.purpose, h.state",
                        Object[].class)
                .setParameter("from", from)
                .setParameter("to", to)
                .getResultList()) {
            counts.add(new Count((String) row[0], state(row[1]), (Long) row[2], (Long) row[3]));
        }
        return counts;
    }

    /** How many people had ever granted a purpose before a moment. */
    public long everGranted(Session session, String purpose, Instant before) {
        return session.createSelectionQuery(
                        "select count(distinct h.subjectType || ':' || h.subjectKey) from " + history
                                + " h where h.purpose = :purpose and h.decidedAt < :before and h.state in :granted",
                        Long.class)
                .setParameter("purpose", purpose)
                .setParameter("before", before)
                .setParameter("granted", List.of(ConsentState.GIVEN, ConsentState.RENEWED))
                .getSingleResult();
    }

    /**
     * What one row says, of the history or as it is now.
     *
     * @param row what it is the history of
     * @param revision {@link #NOW} for what it says now
     * @param contentHash the hash of what it says
     */
    record Spelled(long row, long revision, String contentHash) {}

    /** In the place of a revision, behind all of them. */
    static final long NOW = Long.MAX_VALUE;

    /** Every row of the history, in the order of what it is the history of and of revisions. */
    Stream<Spelled> spelled(Session session) {
        return spelled(session, spelling(" order by " + key + ", " + revision));
    }

    /** What every row says now, in their order. */
    Stream<Spelled> spelledNow(Session session) {
        return spelled(session, spellingNow(" order by h.id"));
    }

    private static Stream<Spelled> spelled(Session session, String query) {
        return session.createSelectionQuery(query, Object[].class)
                .setFetchSize(AT_ONCE)
                .getResultStream()
                .map(PastDecisions::spelled);
    }

    /** The hash of what one row said in a revision or says {@link #NOW}, or {@code null} when it is not there. */
    @Nullable
    String contentHash(Session session, long row, long of) {
        SelectionQuery<Object[]> query = of == NOW
                ? session.createSelectionQuery(spellingNow(" where h.id = :row"), Object[].class)
                : session.createSelectionQuery(
                                spelling(" where " + key + " = :row and " + revision + " = :revision"), Object[].class)
                        .setParameter("revision", of);
        return query.setParameter("row", row)
                .getResultStream()
                .map(PastDecisions::spelled)
                .map(Spelled::contentHash)
                .findFirst()
                .orElse(null);
    }

    private String spelling(String which) {
        return "select " + COLUMNS + revision + ", " + key + " from " + history + " h" + which;
    }

    private String spellingNow(String which) {
        return "select " + COLUMNS + NOW + "L, h.id from " + entity + " h" + which;
    }

    private static Spelled spelled(Object[] row) {
        int values = row.length - 2;
        return new Spelled(
                (Long) row[values + 1],
                ((Number) row[values]).longValue(),
                Content.hash(Arrays.asList(row).subList(0, values)));
    }

    private static List<PastDecision> past(List<Object[]> rows) {
        List<PastDecision> decisions = new ArrayList<>();
        for (Object[] row : rows) {
            Instant end = (Instant) row[12];
            // Nobody decided that it ran out: it did at its end, whenever that was noticed.
            Instant at = state(row[3]) == ConsentState.EXPIRED && end != null ? end : (Instant) row[13];
            decisions.add(new PastDecision(
                    new SubjectId((String) row[0], (String) row[1]),
                    (String) row[2],
                    state(row[3]),
                    new Grantor((String) row[4], Grantor.Role.valueOf(row[5].toString())),
                    (String) row[6],
                    (String) row[7],
                    wording(row[8], row[9], row[10]),
                    (String) row[11],
                    end,
                    at,
                    (Instant) row[14],
                    (Instant) row[16],
                    (Instant) row[15]));
        }
        return decisions;
    }

    private static ConsentState state(Object value) {
        return value instanceof ConsentState state ? state : ConsentState.valueOf(value.toString());
    }

    private static @Nullable Wording wording(
            @Nullable Object version, @Nullable Object language, @Nullable Object sha256) {
        return version == null || language == null || sha256 == null
                ? null
                : new Wording((String) version, (String) language, (String) sha256);
    }
}
