package dev.consent.jpa.doors;

import static dev.consent.jpa.doors.Planted.MAIL;
import static dev.consent.jpa.doors.Planted.STREET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.ConsentException;
import dev.consent.jpa.doors.club.Locker;
import dev.consent.jpa.doors.club.Member;
import dev.consent.jpa.doors.club.Note;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hibernate.Interceptor;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PostUpdateEvent;
import org.hibernate.event.spi.PostUpdateEventListener;
import org.hibernate.event.spi.PostUpsertEvent;
import org.hibernate.event.spi.PostUpsertEventListener;
import org.hibernate.event.spi.PreInsertEvent;
import org.hibernate.event.spi.PreInsertEventListener;
import org.hibernate.event.spi.PreUpdateEvent;
import org.hibernate.event.spi.PreUpdateEventListener;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;

/** What the application hangs into Hibernate sees no more than the application, and loses nothing for it. */
@DisplayName("Listeners, interceptors and filters of the application")
class AroundWritesTest extends WritingChapter {

    /** Registered when the factory was ready, as an application would that gets it from somebody else. */
    private static final class Listener
            implements PreUpdateEventListener,
                    PreInsertEventListener,
                    PostUpdateEventListener,
                    PostUpsertEventListener {

        private static final long serialVersionUID = 1L;

        private final transient List<@Nullable Object> seen = new ArrayList<>();

        /** What was written, as it is told afterwards. */
        private final transient List<List<@Nullable Object>> told = new ArrayList<>();

        private boolean writing;
        private boolean veto;

        @Override
        public boolean onPreUpdate(PreUpdateEvent event) {
            see(event.getState(), event.getOldState());
            write(event.getPersister(), event.getEntity(), event.getState());
            return veto;
        }

        @Override
        public boolean onPreInsert(PreInsertEvent event) {
            write(event.getPersister(), event.getEntity(), event.getState());
            return false;
        }

        @Override
        public void onPostUpdate(PostUpdateEvent event) {
            see(event.getState(), event.getOldState());
            told.add(texts(event.getState()));
        }

        @Override
        public void onPostUpsert(PostUpsertEvent event) {
            told.add(texts(event.getState()));
        }

        private static List<@Nullable Object> texts(Object[] state) {
            return Arrays.stream(state)
                    .filter(String.class::isInstance)
                    .<@Nullable Object>map(text -> text)
                    .toList();
        }

        private void see(Object @Nullable []... states) {
            for (Object[] state : states) {
                if (state != null) {
                    Arrays.stream(state).filter(String.class::isInstance).forEach(seen::add);
                }
            }
        }

        private void write(EntityPersister persister, Object entity, Object[] state) {
            if (writing && entity instanceof Member) {
                state[persister.getPropertyIndex("email")] = "secret-written";
            }
        }

        @Override
        public boolean requiresPostCommitHandling(EntityPersister persister) {
            return false;
        }
    }

    private static final class Everything implements Interceptor {

        /** Says of every attribute that it is dirty, once one is. */
        @Override
        public int[] findDirty(
                Object entity, Object id, Object[] current, Object[] previous, String[] names, Type[] types) {
            boolean same = IntStream.range(0, names.length)
                    .allMatch(i -> types[i].isCollectionType() || types[i].isEqual(current[i], previous[i]));
            return same
                    ? new int[0]
                    : IntStream.range(0, names.length)
                            .filter(i -> !types[i].isCollectionType() && !names[i].startsWith("_"))
                            .toArray();
        }
    }

    @Door(
            number = 57,
            name = "listeners registered later: what they see, write and veto",
            field = "null; what they write is refused, and nothing is lost")
    void listeners() {
        places.add(Place.SESSION);
        Clubhouse own = Clubhouse.own(ground, Map.of()); // not closed: that would close everybody's caches
        Listener listener = new Listener();
        EventListenerRegistry registry =
                own.factory.unwrap(SessionFactoryImplementor.class).getEventListenerRegistry();
        registry.appendListeners(EventType.PRE_UPDATE, listener);
        registry.appendListeners(EventType.PRE_INSERT, listener);
        registry.appendListeners(EventType.POST_UPDATE, listener);
        registry.appendListeners(EventType.POST_UPSERT, listener);
        Planted it = own.plant();
        own.withdraw(it);

        listener.seen.clear();
        own.write(em -> member(em, it).level = 5);
        assertThat(listener.seen).isNotEmpty().doesNotContain(MAIL);
        assertThat(own.sql("select email from Member_AUD where id = " + it.member() + " order by rev desc"))
                .first()
                .isEqualTo(MAIL);

        places.add(Place.STATELESS);
        listener.told.clear();
        own.<Member>stateless(session -> {
            Member member = session.get(Member.class, it.member());
            member.home.country = "LU";
            session.update(member);
            session.upsert(member);
            return member;
        });
        assertThat(listener.told).hasSize(2).noneMatch(state -> state.contains(MAIL));
        assertThat(own.sql("select email from Member where id = " + it.member()))
                .containsExactly(MAIL);

        listener.writing = true;
        refused(() -> own.write(em -> member(em, it).level = 6));
        refused(() -> own.write(em -> member(em, it).home.country = "BE"));
        refused(() -> own.write(em -> em.persist(new Member("written-" + it.number(), "Eve"))));
        listener.writing = false;

        own.write(em -> {
            Member member = member(em, it);
            listener.veto = true;
            member.level = 7;
            member.home.country = "FR";
            em.flush();
            listener.veto = false;
            member.level = 8;
            em.flush();
        });
        assertThat(own.sql("select email from Member where id = " + it.member()))
                .containsExactly(MAIL);
        assertThat(own.sql("select street from Member where id = " + it.member()))
                .containsExactly(STREET);
        assertThat(own.sql("select country from Member where id = " + it.member()))
                .containsExactly("FR");
    }

    @Door(number = 57, name = "interceptor that reads what is loaded and written", field = "null")
    void interceptorReads() {
        Planted it = withdrawn();
        Set<@Nullable Object> seen = new HashSet<>();
        intercepted(
                new Interceptor() {
                    @Override
                    public boolean onLoad(Object entity, Object id, Object[] state, String[] names, Type[] types) {
                        seen.addAll(Arrays.asList(state));
                        return false;
                    }

                    @Override
                    public boolean onFlushDirty(
                            Object entity,
                            Object id,
                            Object[] current,
                            Object[] previous,
                            String[] names,
                            Type[] types) {
                        seen.addAll(Arrays.asList(current));
                        seen.addAll(Arrays.asList(previous));
                        return false;
                    }
                },
                session -> member(session, it).level = 9);
        assertThat(seen).isNotEmpty().doesNotContain(MAIL);
        seen.clear();
        Interceptor curious = new Curious(seen);
        for (BiConsumer<StatelessSession, Member> write :
                List.<BiConsumer<StatelessSession, Member>>of(StatelessSession::update, StatelessSession::upsert)) {
            assertThatThrownBy(() -> intercepted(curious, it, write))
                    .isInstanceOf(ConsentException.class)
                    .hasMessageContaining("would see what is hidden");
            intercepted(new Interceptor() {}, it, write);
        }
        assertThat(seen).doesNotContain(MAIL);
        unharmed(it);
        intercepted(curious, it, StatelessSession::update);
        assertThat(seen).as("once it may be seen").contains(MAIL);
    }

    /** Looks at what stateless sessions write. */
    private record Curious(Set<@Nullable Object> seen) implements Interceptor {

        @Override
        public void onUpdate(Object entity, Object id, Object[] state, String[] names, Type[] types) {
            Arrays.stream(state).filter(String.class::isInstance).forEach(seen::add);
        }

        @Override
        public void onUpsert(Object entity, Object id, Object[] state, String[] names, Type[] types) {
            Arrays.stream(state).filter(String.class::isInstance).forEach(seen::add);
        }
    }

    private void intercepted(Interceptor interceptor, Planted it, BiConsumer<StatelessSession, Member> write) {
        inSession(em -> {
            try (StatelessSession session = em.unwrap(Session.class)
                    .statelessWithOptions()
                    .connection()
                    .interceptor(interceptor)
                    .openStatelessSession()) {
                places.add(Place.STATELESS);
                Member member = session.get(Member.class, it.member());
                member.level = 11;
                write.accept(session, member);
            }
        });
    }

    @Door(
            number = 70,
            name = "interceptor that says by itself what changed",
            field = "kept",
            sessionOnly = "a stateless session asks nobody what changed")
    void interceptorTellsChanges() {
        Planted it = withdrawn();
        intercepted(new Everything(), session -> member(session, it).level = 10);
        intercepted(new Everything(), session -> session.find(Locker.class, it.locker()).label = "8");
        assertThat(club().sql("select lazy_id from Locker where id = " + it.locker()))
                .containsExactly(it.note().toString());
        unharmed(it);
    }

    private void intercepted(Interceptor interceptor, Consumer<Session> work) {
        places.add(Place.SESSION);
        try (Session session = club().factory
                .unwrap(SessionFactory.class)
                .withOptions()
                .interceptor(interceptor)
                .openSession()) {
            session.beginTransaction();
            work.accept(session);
            session.getTransaction().commit();
        }
    }

    @Door(number = 70, name = "change while a filter leaves the row out", row = "refused", field = "kept")
    void filters() {
        Planted it = withdrawn();
        inSession(em -> {
            filter(em);
            Member member = member(em, it);
            member.level = 11;
            member.home.country = "DE";
        });
        inSession(em -> {
            Member copy = new Member(it.number(), null);
            copy.id = it.member();
            copy.version = member(em, it).version;
            em.clear();
            filter(em);
            em.merge(copy);
        });
        inStatelessSession(session -> {
            Member member = session.get(Member.class, it.member());
            session.enableFilter("veterans");
            member.level = 12;
            session.update(member);
        });
        Planted other = club().plant();
        notMoved(() -> inStatelessSession(session -> {
            Note note = new Note(session.get(Member.class, other.member()), it.code(), "taken", 1);
            note.id = it.note();
            session.enableFilter("veterans");
            session.update(note);
        }));
        unharmed(it);
    }

    private static void notMoved(ThrowingCallable writing) {
        assertThatThrownBy(writing).isInstanceOf(ConsentException.class).hasMessageContaining("was not changed");
    }

    private static void filter(EntityManager em) {
        em.unwrap(Session.class).enableFilter("veterans");
    }
}
