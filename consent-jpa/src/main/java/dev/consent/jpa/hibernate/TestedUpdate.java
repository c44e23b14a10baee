package dev.consent.jpa.hibernate;

import dev.consent.gate.Scope;
import dev.consent.jpa.guard.GuardRenderer;
import dev.consent.jpa.mapping.Guard;
import dev.consent.jpa.subject.PurposeBits;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.hibernate.StaleObjectStateException;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.spi.PostUpdateEvent;
import org.hibernate.jdbc.Expectation;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * Lets one update statement test the copy of the mask in the row it writes, which spares reading and locking the
 * person's mask first. It is as good: a withdrawal writes the copy in its own transaction, so that it either waits for
 * this row or has the statement find nothing, and what finds nothing is refused. Whatever is not tested by the statement
 * after all is asked in the old way once the statement is done, and before anybody else hears of it.
 */
final class TestedUpdate {

    /** Counts the rows of updates that may be tested. */
    static final Supplier<Expectation> COUNTED = Counted::new;

    private static final ThreadLocal<@Nullable TestedUpdate> CURRENT = new ThreadLocal<>();

    private final SharedSessionContractImplementor session;
    private final String start;
    private final GuardRenderer renderer;
    private final PurposeBits bits;
    private final Set<String> conditions = new LinkedHashSet<>();
    private final List<Runnable> questions = new ArrayList<>();
    private @Nullable TestedUpdate outer;
    private boolean tested;
    private boolean missed;

    /** @param table the only table that is updated, ready for SQL */
    TestedUpdate(SharedSessionContractImplementor session, String table, GuardRenderer renderer, PurposeBits bits) {
        this.session = session;
        this.start = "update " + table + " set ";
        this.renderer = renderer;
        this.bits = bits;
    }

    /** Forgets what an update of this session that did not happen has left on this thread. */
    static void forget(SharedSessionContractImplementor session) {
        TestedUpdate now = current();
        if (now != null && now.session == session) {
            now.leave();
        }
    }

    /**
     * The update that is under way on this thread. A listener of the application may write with a session of its own in
     * between, so there may be others outside; what a flush that failed has left behind does not count.
     */
    private static @Nullable TestedUpdate current() {
        TestedUpdate now = CURRENT.get();
        while (now != null && !now.session.getPersistenceContextInternal().isFlushing()) {
            now.leave();
            now = now.outer;
        }
        return now;
    }

    private void enter() {
        if (CURRENT.get() != this) {
            outer = CURRENT.get();
            CURRENT.set(this);
        }
    }

    private void leave() {
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
    }

    /**
     * Leaves a guard to the statement where it can be tested there.
     *
     * @param question refuses the write when the guard does not hold
     * @return whether it was left to the statement
     */
    boolean takes(Guard guard, Runnable question) {
        long wanted = bits.of(guard.writableIn(Scope.current()));
        boolean flushing = session.getPersistenceContextInternal().isFlushing();
        if (guard.stamp() == null || wanted == 0 || !flushing) {
            return false;
        }
        conditions.add(renderer.copied(guard.stamp(), wanted));
        questions.add(question);
        enter();
        return true;
    }

    /** The statement with its test, if it is the update that is under way on this thread. */
    static String in(String sql) {
        TestedUpdate now = current();
        return now != null && sql.startsWith(now.start) ? now.append(sql) : sql;
    }

    /** The statement is another one now, and may have lost its test: what it was to answer is asked after it. */
    static void rewritten() {
        TestedUpdate now = current();
        if (now != null) {
            now.tested = false;
        }
    }

    private String append(String sql) {
        tested = true;
        return sql + " and " + String.join(" and ", conditions);
    }

    private void conclude(EntityPersister persister, Object id) {
        if (!tested || missed) {
            questions.forEach(Runnable::run);
        }
        if (missed) {
            if (session.getFactory().getStatistics().isStatisticsEnabled()) {
                session.getFactory().getStatistics().optimisticFailure(persister.getEntityName());
            }
            throw new StaleObjectStateException(persister.getEntityName(), id);
        }
    }

    /** Ends the update this event is about: whatever the statement did not test is asked now. */
    static void conclude(PostUpdateEvent event) {
        TestedUpdate now = current();
        if (now != null && now.session == event.getSession()) {
            now.leave();
            now.conclude(event.getPersister(), event.getId());
        }
    }

    private static final class Counted implements Expectation {

        private final Expectation usual = new RowCount();

        /** Each statement has a test of its own; a batch would ask the mask of each row apart, which takes as long. */
        @Override
        public boolean canBeBatched() {
            return false;
        }

        @Override
        public void verifyOutcome(int rowCount, PreparedStatement statement, int batchPosition, String sql)
                throws SQLException {
            TestedUpdate now = current();
            if (rowCount == 0 && now != null && now.tested) {
                now.missed = true; // why, is asked when the update is over: Hibernate swallows what is thrown here
            } else {
                usual.verifyOutcome(rowCount, statement, batchPosition, sql);
            }
        }
    }
}
