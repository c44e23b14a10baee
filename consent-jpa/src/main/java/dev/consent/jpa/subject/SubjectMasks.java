package dev.consent.jpa.subject;

import dev.consent.SubjectId;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.jpa.guard.SubjectTable;
import dev.consent.jpa.mapping.SubjectEntity;
import dev.consent.jpa.sql.KeptStatements;
import dev.consent.jpa.sql.RoundTrip;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.SharedSessionContract;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes masks in the transaction of the session it is given, below the persistence context: it is called in
 * the middle of a flush, and what it reads must be what the database holds.
 */
public final class SubjectMasks {

    private final SubjectTable table;
    private final LockClauses locks;
    private final String nothing;
    private final PurposeBits bits;
    private volatile List<DeclaredPurpose> purposes = List.of();

    /**
     * @param nothing what the database puts between a list of values and a condition when there is no table
     */
    public SubjectMasks(SubjectTable table, LockClauses locks, String nothing, PurposeBits bits) {
        this.nothing = nothing;
        this.table = table;
        this.locks = locks;
        this.bits = bits;
    }

    /** What the database appends to a select to lock its rows: for sharing, for writing, and only those that are free. */
    public record LockClauses(String share, String write, String free) {}

    /** The mask of a person for whom processing is restricted: the sign is no purpose, and no purpose is in force. */
    public static final long RESTRICTED = Long.MIN_VALUE;

    /** Whether processing is restricted for the person with this mask. */
    public static boolean isRestricted(long mask) {
        return mask < 0;
    }

    /**
     * Joins the row of a person who is registered in a query, and with it their {@code mask}.
     *
     * @param alias how the query calls the row
     * @param type the path to the kind of person
     * @param key the path to their key
     */
    public static String joined(String alias, String type, String key) {
        return " join " + SubjectRow.NAME + " " + alias + " on " + alias + ".id.type = " + type + " and " + alias
                + ".id.key = " + key;
    }

    /** The strength of a lock on a subject's row. */
    public enum Lock {
        /** Writers of the subject's data: a decision waits for them, they do not wait for each other. */
        SHARE,
        /** Decisions and erasure: everybody waits. */
        WRITE
    }

    /** The purposes that are in force from registration. Called once, when the model is known. */
    public void purposes(List<DeclaredPurpose> all) {
        purposes = List.copyOf(all);
    }

    /** The mask a person has from registration, before anything was decided. */
    public long initial() {
        return bits.of(purposes.stream()
                .filter(purpose -> !purpose.basis().needsGrant())
                .toList());
    }

    /** Locks and reads the mask of one person; empty when nobody has registered them. */
    public OptionalLong lock(SharedSessionContract session, SubjectId subject, Lock lock) {
        String sql = "select " + table.mask() + " from " + table.name() + " where " + table.type() + " = ? and "
                + table.key() + " = ?" + (lock == Lock.SHARE ? locks.share() : locks.write());
        return session.doReturningWork(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setString(1, subject.type());
                select.setString(2, subject.key());
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
                }
            }
        });
    }

    /**
     * Locks and reads the masks of those people of one kind whose rows are free. It never waits: who holds a lock on
     * something a decision needs must not wait for a decision. People for whom processing is restricted are never free.
     */
    public Map<String, Long> lockFree(SharedSessionContract session, String type, Collection<String> keys) {
        Map<String, Long> free = lock(session, type, keys, locks.free());
        free.values().removeIf(SubjectMasks::isRestricted);
        return free;
    }

    /** Reads the masks of several people of one kind, as they are for now. */
    public Map<String, Long> read(SharedSessionContract session, String type, Collection<String> keys) {
        return lock(session, type, keys, "");
    }

    /** Locks and reads the masks of several people of one kind for sharing, in an order everybody keeps. */
    public Map<String, Long> lockShared(SharedSessionContract session, String type, Collection<String> keys) {
        return lock(session, type, keys, locks.share());
    }

    private Map<String, Long> lock(SharedSessionContract session, String type, Collection<String> keys, String clause) {
        List<String> ordered = new ArrayList<>(keys);
        String sql = "select " + table.key() + ", " + table.mask() + " from " + table.name() + " where "
                + table.type() + " = ? and " + table.key() + " in ("
                + "?, ".repeat(ordered.size() - 1) + "?) order by " + table.key() + clause;
        return session.doReturningWork(connection -> {
            Map<String, Long> masks = new HashMap<>();
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setString(1, type);
                for (int i = 0; i < ordered.size(); i++) {
                    select.setString(i + 2, ordered.get(i));
                }
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        masks.put(rows.getString(1), rows.getLong(2));
                    }
                }
            }
            return masks;
        });
    }

    /** Registered people behind this one, in the order of their kinds and keys. */
    public List<SubjectId> after(SharedSessionContract session, @Nullable SubjectId last, int limit) {
        return session
                .createSelectionQuery(
                        "select s.id.type, s.id.key from " + SubjectRow.NAME + " s"
                                + (last == null
                                        ? ""
                                        : " where s.id.type > :type or (s.id.type = :type and s.id.key > :key)")
                                + " order by s.id.type, s.id.key",
                        Object[].class)
                .setProperties(last == null ? Map.of() : Map.of("type", last.type(), "key", last.key()))
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(row -> new SubjectId((String) row[0], (String) row[1]))
                .toList();
    }

    /** Registers a person unless they are registered already. */
    public void register(SharedSessionContract session, SubjectId subject) {
        String sql = "insert into " + table.name() + " (" + table.type() + ", " + table.key() + ", " + table.mask()
                + ") select " + table.asKey("?") + ", " + table.asKey("?") + ", " + initial() + nothing
                + " where not exists (select 1 from "
                + table.name() + " where " + table.type() + " = ? and " + table.key() + " = ?)";
        session.doWork(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(sql)) {
                insert.setString(1, subject.type());
                insert.setString(2, subject.key());
                insert.setString(3, subject.type());
                insert.setString(4, subject.key());
                insert.executeUpdate();
            }
        });
    }

    /**
     * Whether there is a row of a person with this very key: what the database takes for the same, such as the key in
     * capitals, would be somebody else wherever it is compared as text.
     */
    public boolean isStored(SharedSessionContractImplementor session, SubjectEntity subject, String key) {
        Object id;
        try {
            id = subject.id(key);
        } catch (IllegalArgumentException noSuchKey) {
            return false;
        }
        String select = "select " + table.asKey("p." + subject.idColumn()) + " from " + subject.table() + " p where p."
                + subject.idColumn() + " = ?";
        return session.doReturningWork(connection -> {
            try (PreparedStatement named = connection.prepareStatement(select)) {
                subject.idType().nullSafeSet(named, id, 1, session);
                try (ResultSet rows = named.executeQuery()) {
                    return rows.next() && key.equals(rows.getString(1));
                }
            }
        });
    }

    /** Registers everybody in a table of data subjects who is not registered yet. */
    public int registerAll(SharedSessionContract session, String type, String subjects, String idColumn) {
        String sql = "insert into " + table.name() + " (" + table.type() + ", " + table.key() + ", " + table.mask()
                + ") select " + table.asKey("?") + ", " + table.asKey("p." + idColumn) + ", " + initial() + " from "
                + subjects + " p where not exists (select 1 from " + table.name() + " s where s." + table.type()
                + " = ? and s." + table.key() + " = " + table.asKey("p." + idColumn) + ")";
        return session.doReturningWork(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(sql)) {
                insert.setString(1, type);
                insert.setString(2, type);
                return insert.executeUpdate();
            }
        });
    }

    /**
     * Gives everybody who is registered one more bit, that of a purpose that needs no consent. Those for whom processing is
     * restricted get it when that is lifted.
     */
    public void open(SharedSessionContract session, long bit) {
        String sql = "update " + table.name() + " set " + table.mask() + " = " + table.mask() + " + ? where "
                + table.mask() + " >= 0";
        session.doWork(connection -> {
            try (PreparedStatement update = connection.prepareStatement(sql)) {
                update.setLong(1, bit);
                update.executeUpdate();
            }
        });
    }

    /** Adds what sets the mask of a registered person whose row is locked. */
    void set(Session session, RoundTrip trip, SubjectId subject, long mask) {
        trip.change(
                "update " + table.name() + " set " + table.mask() + " = ? where " + table.type() + " = ? and "
                        + table.key() + " = ?",
                Stream.of(mask, subject.type(), subject.key())
                        .map(value -> KeptStatements.parameter(session, value))
                        .toList(),
                rows -> {});
    }
}
