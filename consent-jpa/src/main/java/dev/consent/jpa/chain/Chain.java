package dev.consent.jpa.chain;

import dev.consent.evidence.ChainCheck;
import dev.consent.jpa.sql.KeptStatements;
import dev.consent.jpa.sql.RoundTrip;
import dev.consent.jpa.transaction.OwnChanges;
import dev.consent.jpa.transaction.OwnTransactions;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hibernate.LockMode;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.engine.spi.TransactionCompletionCallbacks.AfterCompletionCallback;
import org.hibernate.query.MutationQuery;
import org.jspecify.annotations.Nullable;

/**
 * Records in one chain: each holds the hash of the one before, and the end is kept apart, so that the last ones cannot
 * vanish either. The end is locked when everything else in a transaction is done, for as long as its commit takes:
 * transactions that append wait for each other there, and nowhere else.
 *
 * @param <L> the entity whose rows are the links
 */
public final class Chain<L extends Link> {

    /** What the first link follows. */
    static final String BEGINNING = "0".repeat(64);

    private static final int AT_ONCE = 1_000;

    private static final String ADVANCE = "update " + ChainRow.NAME + " c set c.links = :links, c.lastHash = :hash"
            + " where c.id = :entity and c.links = :known and c.lastHash = :knownHash";

    private final Class<L> type;
    private final String entity;
    private final String item;

    /** Writes a link while the chain ends with a certain one, and nothing otherwise. */
    private final String insert;

    /** Where the chain ended after the last link of this node: when no other node appended one, it still does. */
    private final AtomicReference<@Nullable End> end = new AtomicReference<>();

    private final KeptStatements statements = new KeptStatements();

    /** How many links there are, and the hash of the last. */
    private record End(long links, String hash) {}

    /**
     * @param entity the name of the entity
     * @param item what a link is called where something is wrong with it
     * @param attributes the attributes that hold what links say, in the order of their {@linkplain Link#lines lines}
     */
    public Chain(Class<L> type, String entity, String item, List<String> attributes) {
        this.type = type;
        this.entity = entity;
        this.item = item;
        List<String> all = Stream.concat(Stream.of("id", "previous", "hash"), attributes.stream())
                .toList();
        this.insert = "insert into " + entity + " (" + String.join(", ", all) + ") select "
                + IntStream.rangeClosed(1, all.size())
                        .mapToObj(place -> "?" + place)
                        .collect(Collectors.joining(", "))
                + " from " + ChainRow.NAME + " c where c.id = '" + entity + "' and c.lastHash = ?" + (all.size() + 1);
    }

    /** Begins the chain unless it has begun, in a transaction of its own. */
    public void begin(SessionFactory factory) {
        if (OwnTransactions.call(factory, this::end) != null) {
            return;
        }
        try {
            OwnTransactions.run(factory, this::anew);
        } catch (RuntimeException failure) {
            // Another node may have begun it at the same moment.
            if (OwnTransactions.call(factory, this::end) == null) {
                throw failure;
            }
        }
    }

    private @Nullable ChainRow end(Session session) {
        return session.find(ChainRow.class, entity);
    }

    /** An end. When there are links it was lost, and a number that is never given to one tells so for ever. */
    private ChainRow anew(Session session) {
        Long last = session.createSelectionQuery("select max(r.id) from " + entity + " r", Long.class)
                .getSingleResult();
        ChainRow row = new ChainRow(entity, last == null ? 0 : last + 1, BEGINNING);
        session.persist(row);
        return row;
    }

    /**
     * Gives new links their places, for the caller to insert. Everything else their transaction does to the database
     * comes first, but for marks nobody waits for, because others wait for its end from here on; who waits here may hold
     * what is locked before, and nothing is waited for after.
     */
    public void place(Session session, List<L> links) {
        append(session, links, (trip, reached) -> {});
    }

    /**
     * Gives new links their places as {@link #place} does, and inserts them on the way on which the end of the chain moves.
     *
     * @param session one whose statements can be {@linkplain KeptStatements#hears heard}
     * @param with adds what else is to be written. It is asked again when another node has appended meanwhile: what it added
     *     before has then been sent in vain, and the links have other places
     */
    public void append(Session session, List<L> links, Consumer<RoundTrip> with) {
        append(session, links, (trip, reached) -> {
            links.forEach(link -> insert(session, trip, link, reached));
            with.accept(trip);
        });
    }

    private void append(Session session, List<L> links, BiConsumer<RoundTrip, End> with) {
        End known = end.get();
        End reached = known == null ? null : follow(known, links);
        if (reached == null || !advance(session, known, reached, with)) {
            End locked = lock(session);
            reached = follow(locked, links);
            advance(session, locked, reached, with);
        }
        publish(session, reached);
    }

    /** Adds the statement that writes a link if the chain reaches this end. */
    private void insert(Session session, RoundTrip trip, L link, End reached) {
        List<Object> values = Stream.of(
                        Stream.of(link.id, link.previous, link.hash), link.lines(), Stream.of(reached.hash()))
                .<Object>flatMap(some -> some)
                .toList();
        String sql = statements.change(session, insert, 0, change -> {
            for (int place = 0; place < values.size(); place++) {
                change.setParameter(place + 1, values.get(place));
            }
        });
        trip.change(
                sql,
                values.stream()
                        .map(value -> KeptStatements.parameter(session, value))
                        .toList(),
                written -> {});
    }

    private void publish(Session session, End reached) {
        AfterCompletionCallback ended = (committed, owner) -> {
            if (committed) {
                end.set(reached);
            }
        };
        ((SharedSessionContractImplementor) session)
                .getTransactionCompletionCallbacks()
                .registerCallback(ended);
    }

    /** Gives links their places behind an end, and returns the new one. */
    private static End follow(End end, List<? extends Link> links) {
        End last = end;
        for (Link link : links) {
            link.follow(last.links() + 1, last.hash());
            last = new End(link.id, link.hash);
        }
        return last;
    }

    /** Moves the end of the chain and holds it, if it is where it is thought to be. */
    private boolean advance(Session session, End from, End to, BiConsumer<RoundTrip, End> with) {
        Consumer<MutationQuery> parameters = query -> query.setParameter("links", to.links())
                .setParameter("hash", to.hash())
                .setParameter("entity", entity)
                .setParameter("known", from.links())
                .setParameter("knownHash", from.hash());
        if (!KeptStatements.hears(session)) {
            MutationQuery change = session.createMutationQuery(ADVANCE);
            parameters.accept(change);
            boolean advanced = OwnChanges.make(change) == 1;
            RoundTrip trip = RoundTrip.oneByOne(session);
            with.accept(trip, to);
            trip.send();
            return advanced;
        }
        String sql = statements.change(session, ADVANCE, 0, parameters);
        int[] advanced = new int[1];
        RoundTrip trip = statements
                .trip(session)
                .change(
                        sql,
                        Stream.of(to.links(), to.hash(), entity, from.links(), from.hash())
                                .map(value -> KeptStatements.parameter(session, value))
                                .toList(),
                        rows -> advanced[0] = rows);
        with.accept(trip, to);
        trip.send();
        return advanced[0] == 1;
    }

    private End lock(Session session) {
        ChainRow row = session.find(ChainRow.class, entity, LockMode.PESSIMISTIC_WRITE);
        if (row == null) {
            row = anew(session);
            session.flush();
        }
        End locked = new End(row.links, row.lastHash);
        session.detach(row);
        return locked;
    }

    /** Lets nobody append until the session's transaction ends. */
    public void hold(Session session) {
        lock(session);
    }

    /** Hands over all links in the order of the chain, a thousand in memory at a time. */
    private void forEach(SessionFactory factory, Consumer<L> reader) {
        long last = Long.MIN_VALUE;
        while (true) {
            long after = last;
            List<L> some = OwnTransactions.call(factory, session -> after(session, after, AT_ONCE));
            if (some.isEmpty()) {
                return;
            }
            some.forEach(reader);
            last = some.get(some.size() - 1).id;
        }
    }

    /** Links with larger numbers than one, in the order of the chain. */
    public List<L> after(Session session, long number, int limit) {
        return session.createSelectionQuery("from " + entity + " r where r.id > :number order by r.id", type)
                .setParameter("number", number)
                .setMaxResults(limit)
                .getResultList();
    }

    /** Reads the whole chain and says what does not fit. */
    public ChainCheck check(SessionFactory factory) {
        ChainRow before = OwnTransactions.call(factory, this::end);
        Walk walk = new Walk(item, before == null ? 0 : before.links, before == null ? BEGINNING : before.lastHash);
        forEach(factory, walk::next);
        // What was appended meanwhile is there together with an end that knows it.
        ChainRow after = OwnTransactions.call(factory, this::end);
        return walk.finished(after == null ? 0 : after.links);
    }
}
