package dev.consent.jpa.doors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.jpa.doors.Clubhouse.Choice;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityNotFoundException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.SharedSessionContract;
import org.hibernate.StatelessSession;
import org.hibernate.query.Query;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One chapter of the catalogue, tried on every ground. Each reading is made for people who agreed, where it must show
 * what was planted, and for people who did not, where it must not.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.consent.jpa.doors.Ground#all")
@ExtendWith(Recorder.class)
abstract class Chapter {

    /** What a row that is not there gives. */
    static final String NONE = "none";

    /** One row without a value. */
    static final List<@Nullable Object> NULL = Collections.singletonList(null);

    /** What is protected. */
    enum Kind {
        ROW,
        FIELD
    }

    /** Where a door was tried. */
    enum Place {
        SESSION,
        STATELESS,
        BOOT
    }

    @Parameter
    Ground ground;

    final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    final Set<Place> places = EnumSet.noneOf(Place.class);

    /** A way to read, for one person, in a session of some kind. */
    interface Reading<S> extends BiFunction<S, Planted, @Nullable Object> {}

    final Clubhouse club() {
        return Clubhouse.on(ground);
    }

    /** Reads a protected row in a session. */
    final void row(Reading<Session> reading, @Nullable Object visible, @Nullable Object hidden) {
        inSession(Kind.ROW, reading, visible, hidden);
    }

    /** Reads a protected row in a stateless session. */
    final void statelessRow(Reading<StatelessSession> reading, @Nullable Object visible, @Nullable Object hidden) {
        inStatelessSession(Kind.ROW, reading, visible, hidden);
    }

    /** Queries protected rows in sessions of both kinds. */
    final void rows(String query, @Nullable Object visible, @Nullable Object hidden) {
        row((session, it) -> list(session, query, it), visible, hidden);
        statelessRow((session, it) -> list(session, query, it), visible, hidden);
    }

    /** Reads a protected field in a session. */
    final void field(Reading<Session> reading, @Nullable Object visible, @Nullable Object hidden) {
        inSession(Kind.FIELD, reading, visible, hidden);
    }

    /** Reads a protected field in a stateless session. */
    final void statelessField(Reading<StatelessSession> reading, @Nullable Object visible, @Nullable Object hidden) {
        inStatelessSession(Kind.FIELD, reading, visible, hidden);
    }

    /** Queries protected fields in sessions of both kinds. */
    final void fields(String query, @Nullable Object visible, @Nullable Object hidden) {
        field((session, it) -> list(session, query, it), visible, hidden);
        statelessField((session, it) -> list(session, query, it), visible, hidden);
    }

    /** Works in a session of its own. */
    final void inSession(Consumer<EntityManager> work) {
        places.add(Place.SESSION);
        club().write(work);
    }

    /** Works in a stateless session of its own. */
    final void inStatelessSession(Consumer<StatelessSession> work) {
        places.add(Place.STATELESS);
        club().factory.unwrap(SessionFactory.class).inStatelessTransaction(work);
    }

    private void inSession(Kind kind, Reading<Session> reading, @Nullable Object visible, @Nullable Object hidden) {
        kinds.add(kind);
        places.add(Place.SESSION);
        everybody(it -> club().read(em -> seen(reading.apply(em.unwrap(Session.class), it))), visible, hidden);
    }

    private void inStatelessSession(
            Kind kind, Reading<StatelessSession> reading, @Nullable Object visible, @Nullable Object hidden) {
        kinds.add(kind);
        places.add(Place.STATELESS);
        everybody(it -> club().stateless(session -> seen(reading.apply(session, it))), visible, hidden);
    }

    /** Open first: a door that shows nothing to anybody would prove nothing. */
    private void everybody(Function<Planted, Seen> reading, @Nullable Object visible, @Nullable Object hidden) {
        for (Choice choice : Choice.values()) {
            Seen seen = reading.apply(club().planted(choice));
            assertThat(seen.what()).as("%s", choice).isEqualTo(choice.open() ? visible : hidden);
            if (!choice.open()) {
                assertThat(String.valueOf(seen.what())).as("%s", choice).doesNotContainIgnoringCase("secret");
            }
        }
    }

    /** Not null itself, because transactions of tests return something. */
    private record Seen(@Nullable Object what) {}

    private static Seen seen(@Nullable Object what) {
        return new Seen(what);
    }

    static List<Object> list(SharedSessionContract session, String query, Planted it) {
        return bind(session.createQuery(query, Object.class), it).getResultList();
    }

    static <T> Query<T> bind(Query<T> query, Planted it) {
        query.getParameters().forEach(parameter -> {
            String name = Objects.requireNonNull(parameter.getName());
            query.setParameter(name, it.parameters().get(name));
        });
        return query;
    }

    /** Follows a reference; one that leads to nothing says so. */
    static @Nullable Object followed(Supplier<@Nullable Object> reference) {
        try {
            return reference.get();
        } catch (EntityNotFoundException hidden) {
            return NONE;
        }
    }
}
