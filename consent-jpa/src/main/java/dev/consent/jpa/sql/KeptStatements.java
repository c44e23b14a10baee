package dev.consent.jpa.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.consent.jpa.transaction.OwnChanges;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.hibernate.FlushMode;
import org.hibernate.Session;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.query.MutationQuery;
import org.hibernate.query.SelectionQuery;
import org.hibernate.type.BasicType;
import org.jspecify.annotations.Nullable;

/**
 * The texts of statements of one persistence unit. Hibernate writes each of them, from its metadata and for its
 * database, and only once: of the queries that erasing needs it keeps few, and no change at all.
 *
 * <p>A statement has a question mark for each parameter of its query, in the same order.
 */
public final class KeptStatements {

    private static final int MOST = 1_000;

    /** The one driver that is known to send several statements at once, each with parameters of its own. */
    private static final String SENDS_SEVERAL = "PostgreSQL JDBC Driver";

    private final Cache<Key, String> texts =
            Caffeine.newBuilder().maximumSize(MOST).build();
    private volatile @Nullable Boolean together;

    private record Key(String query, int variant) {}

    /**
     * Whether what a session is about to send can be heard. An application's session may have been opened with an inspector
     * of its own; consent's are not.
     */
    public static boolean hears(Session session) {
        SharedSessionContractImplementor known = (SharedSessionContractImplementor) session;
        return known.getJdbcSessionContext().getStatementInspector()
                == known.getFactory().getSessionFactoryOptions().getStatementInspector();
    }

    /** The type that Hibernate gives attributes of a class. */
    public static <T> BasicType<T> type(Session session, Class<T> type) {
        return ((SessionFactoryImplementor) session.getSessionFactory())
                .getTypeConfiguration()
                .getBasicTypeForJavaType(type);
    }

    /** A parameter of the type that Hibernate gives attributes of the class of a value. */
    public static Parameter parameter(Session session, Object value) {
        return new Parameter(type(session, value.getClass()), value);
    }

    /**
     * The text of a query that selects values.
     *
     * @param parameters sets its parameters
     */
    public String selection(Session session, String query, Consumer<SelectionQuery<Object[]>> parameters) {
        return selection(session, query, 0, parameters);
    }

    /** @param variant tells apart texts of the same query whose lists have different lengths */
    public String selection(Session session, String query, int variant, Consumer<SelectionQuery<Object[]>> parameters) {
        return texts.get(
                new Key(query, variant),
                key -> heard(session, () -> {
                    SelectionQuery<Object[]> selection = session.createSelectionQuery(key.query(), Object[].class);
                    parameters.accept(selection);
                    selection.getResultList();
                }));
    }

    /**
     * The text of a query that changes rows of consent's own.
     *
     * @param parameters sets its parameters
     */
    public String change(Session session, String query, int variant, Consumer<MutationQuery> parameters) {
        return texts.get(
                new Key(query, variant),
                key -> heard(session, () -> {
                    MutationQuery change = session.createMutationQuery(key.query());
                    parameters.accept(change);
                    OwnChanges.make(change);
                }));
    }

    /** Nothing else is to be said meanwhile. */
    private static String heard(Session session, Runnable query) {
        FlushMode before = session.getHibernateFlushMode();
        session.setHibernateFlushMode(FlushMode.MANUAL);
        try {
            return Overheard.in(query);
        } finally {
            session.setHibernateFlushMode(before);
        }
    }

    /** How many parameters a statement has, if no text in it has a question mark. */
    public static long parameters(String sql) {
        return sql.chars().filter(character -> character == '?').count();
    }

    /** Begins a round trip to the database. */
    public RoundTrip trip(Session session) {
        Boolean known = together;
        if (known == null) {
            known = session.doReturningWork(connection -> {
                try {
                    return SENDS_SEVERAL.equals(connection.getMetaData().getDriverName());
                } catch (SQLException unknown) {
                    return false;
                }
            });
            together = known;
        }
        return new RoundTrip(session, known);
    }
}
