package dev.consent.jpa.subject;

import dev.consent.SubjectId;
import dev.consent.jpa.guard.SubjectTable;
import dev.consent.jpa.mapping.Stamp;
import dev.consent.jpa.mapping.SubjectEntity;
import dev.consent.jpa.sql.KeptStatements;
import dev.consent.jpa.sql.Parameter;
import dev.consent.jpa.sql.RoundTrip;
import dev.consent.jpa.transaction.OwnTransactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.type.Type;

/**
 * Keeps the copies of masks in protected rows equal to the masks. Whoever writes a copy holds a lock on the mask: a
 * decision that changes it waits, or has already written what is read here.
 */
public final class MaskCopies {

    private static final int PEOPLE_AT_ONCE = 500;

    private final SubjectTable subjects;
    private final SubjectMasks masks;
    private final List<Stamp> stamps;
    private final KeptStatements statements = new KeptStatements();
    private final Map<String, SubjectEntity> types = new HashMap<>();

    public MaskCopies(SubjectTable subjects, SubjectMasks masks, List<Stamp> stamps, List<SubjectEntity> types) {
        this.subjects = subjects;
        this.masks = masks;
        this.stamps = List.copyOf(stamps);
        types.forEach(type -> this.types.put(type.type(), type));
    }

    /** Sets the mask of a registered person, whose row is locked, and writes it into every row about them. */
    public void set(Session session, SubjectId subject, long mask) {
        RoundTrip trip = statements.trip(session);
        masks.set(session, trip, subject, mask);
        spread(session, trip, subject, mask);
    }

    /** Writes a person's mask, whose row is locked, into every row about them. */
    public void spread(Session session, SubjectId subject, long mask) {
        spread(session, statements.trip(session), subject, mask);
    }

    /**
     * Other transactions hold rows without holding the mask, so this may be the victim of a deadlock: it goes back to where
     * it began and tries again.
     */
    private void spread(Session session, RoundTrip trip, SubjectId subject, long mask) {
        Parameter copy = KeptStatements.parameter(session, mask);
        for (Stamp stamp : stamps) {
            if (stamp.link().subjectType().equals(subject.type())) {
                SubjectEntity type = Objects.requireNonNull(types.get(subject.type()));
                Parameter person = new Parameter(type.idType(), type.id(subject.key()));
                trip.change(
                        "update " + stamp.table() + " set " + stamp.column() + " = ? where "
                                + stamp.link().column() + " = ? and " + stamp.column() + " <> ?",
                        List.of(copy, person, copy),
                        rows -> {});
            }
        }
        trip.sendAsStep();
    }

    /** Writes the mask of another person, whose row is locked, into one row that moves to them. */
    public void move(SharedSessionContractImplementor session, Stamp stamp, Object id, long mask) {
        Type keyType = stamp.entity().getIdentifier().getType();
        String update = "update " + stamp.table() + " set " + stamp.column() + " = ? where "
                + String.join(" = ? and ", stamp.key()) + " = ?";
        session.doWork(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(update)) {
                statement.setLong(1, mask);
                keyType.nullSafeSet(statement, id, 2, session);
                statement.executeUpdate();
            }
        });
    }

    /** How many rows of each table carry another mask than their person's. Tables that are right are left out. */
    public Map<String, Long> drift(SharedSessionContractImplementor session) {
        Map<String, Long> drift = new TreeMap<>();
        for (Stamp stamp : stamps) {
            String count = "select count(*) from " + stamp.table() + " t where " + differs(stamp);
            long rows = session.doReturningWork(connection -> {
                try (PreparedStatement select = connection.prepareStatement(count);
                        ResultSet found = select.executeQuery()) {
                    found.next();
                    return found.getLong(1);
                }
            });
            if (rows > 0) {
                drift.put(stamp.entity().getJpaEntityName(), rows);
            }
        }
        return drift;
    }

    /** Corrects every row that carries another mask than its person's, in transactions of some hundred people each. */
    public long repair(SessionFactory factory) {
        long repaired = 0;
        for (Stamp stamp : stamps) {
            repaired += OwnTransactions.call(
                    factory,
                    session -> session.doReturningWork(
                            connection -> execute(connection, repairOrphans(stamp), List.of())));
            List<Object> people = List.of();
            Object last = null;
            do {
                Object after = last;
                people = OwnTransactions.call(
                        factory, session -> session.doReturningWork(connection -> drifted(connection, stamp, after)));
                if (!people.isEmpty()) {
                    last = people.get(people.size() - 1);
                    List<Object> some = people;
                    repaired += OwnTransactions.call(factory, session -> repair(session, stamp, some));
                }
            } while (people.size() == PEOPLE_AT_ONCE);
        }
        return repaired;
    }

    /** The statements that fill a new column of copies, one for each table. */
    public List<String> backfill() {
        return stamps.stream()
                .map(stamp -> "update " + stamp.table() + " t set " + stamp.column() + " = " + mask(stamp) + " where "
                        + differs(stamp))
                .toList();
    }

    private long repair(Session session, Stamp stamp, List<Object> people) {
        masks.lockShared(
                session,
                stamp.link().subjectType(),
                people.stream().map(Object::toString).toList());
        String update = "update " + stamp.table() + " t set " + stamp.column() + " = " + mask(stamp) + " where t."
                + stamp.link().column() + " in (" + "?, ".repeat(people.size() - 1) + "?) and " + differs(stamp);
        return session.doReturningWork(connection -> execute(connection, update, people));
    }

    /** In order of the link, so that an index on it serves, and the next step goes on where this one ended. */
    private List<Object> drifted(Connection connection, Stamp stamp, Object after) throws SQLException {
        String link = "t." + stamp.link().column();
        String select = "select distinct " + link + " from " + stamp.table() + " t where " + link + " is not null and "
                + differs(stamp) + (after == null ? "" : " and " + link + " > ?") + " order by " + link;
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setMaxRows(PEOPLE_AT_ONCE);
            if (after != null) {
                statement.setObject(1, after);
            }
            List<Object> people = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    people.add(found.getObject(1));
                }
            }
            return people;
        }
    }

    private static String repairOrphans(Stamp stamp) {
        return "update " + stamp.table() + " set " + stamp.column() + " = 0 where "
                + stamp.link().column() + " is null and " + stamp.column() + " <> 0";
    }

    private String differs(Stamp stamp) {
        return "t." + stamp.column() + " <> " + mask(stamp);
    }

    private String mask(Stamp stamp) {
        return "coalesce((select s." + subjects.mask() + " from " + subjects.name() + " s where s." + subjects.type()
                + " = '" + stamp.link().subjectType().replace("'", "''") + "' and s." + subjects.key() + " = "
                + subjects.asKey("t." + stamp.link().column()) + "), 0)";
    }

    private static long execute(Connection connection, String sql, List<Object> values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            return statement.executeUpdate();
        }
    }
}
