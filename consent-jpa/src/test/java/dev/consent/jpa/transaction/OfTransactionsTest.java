package dev.consent.jpa.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.engine.spi.TransactionCompletionCallbacks.AfterCompletionCallback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OfTransactionsTest {

    private final School school = School.on(TestDatabase.H2);
    private final OfTransactions<String> kept = new OfTransactions<>();

    @AfterEach
    void close() {
        school.close();
    }

    private SessionImplementor begun() {
        SessionImplementor session =
                (SessionImplementor) school.factory.unwrap(SessionFactory.class).openSession();
        session.beginTransaction();
        AfterCompletionCallback ended = (committed, owner) -> kept.take(session);
        session.getTransactionCompletionCallbacks().registerCallback(ended);
        kept.keep(session, "its own");
        return session;
    }

    @Test
    void isThereUntilTheTransactionEnds() {
        SessionImplementor session = begun();
        assertThat(kept.get(session)).isEqualTo("its own");
        assertThat(kept.isEmpty()).isFalse();
        session.getTransaction().commit();
        assertThat(kept.isEmpty()).isTrue();
        session.close();
    }

    @Test
    void goesWithASessionThatIsClosedBeforeItsTransactionHasEnded() {
        SessionImplementor left = begun();
        SessionImplementor other = begun();
        left.close();
        if (left.isOpenOrWaitingForAutoClose()) {
            // It only waits for the end of its transaction, which is told as always.
            assertThat(kept.get(left)).isEqualTo("its own");
            left.getTransaction().rollback();
        }
        assertThat(kept.isEmpty()).isFalse();
        assertThat(kept.get(left)).isNull();
        other.getTransaction().rollback();
        assertThat(kept.isEmpty()).isTrue();
        other.close();
    }
}
