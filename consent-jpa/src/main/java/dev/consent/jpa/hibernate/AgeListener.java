package dev.consent.jpa.hibernate;

import dev.consent.Grantor;
import dev.consent.decision.ConsentState;
import dev.consent.jpa.decision.DecisionTables;
import dev.consent.jpa.guard.Seal;
import dev.consent.jpa.mapping.SqlNames;
import dev.consent.jpa.mapping.SubjectEntity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.StatelessSession;
import org.hibernate.boot.Metadata;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PostUpdateEvent;
import org.hibernate.event.spi.PostUpdateEventListener;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.query.MutationQuery;
import org.jspecify.annotations.Nullable;

/** Notices that a date of birth was corrected, or that somebody moved: they come of age at another time. */
final class AgeListener implements PostUpdateEventListener {

    private static final long serialVersionUID = 1L;

    private final transient WriteGuards guards;
    private final transient ConsentEngine engine;
    private final String reckon;

    /** @param ledger the mapping of the ledger */
    private AgeListener(WriteGuards guards, ConsentEngine engine, PersistentClass ledger, SqlNames names) {
        this.guards = guards;
        this.engine = engine;
        // A date that is reckoned is no decision: it changes without a history, past what refuses bulk statements.
        this.reckon = "update " + names.of(ledger.getTable()) + " set " + column(ledger, names, "ofAgeAt")
                + " = :age where " + column(ledger, names, "subjectType") + " = :type and "
                + column(ledger, names, "subjectKey") + " = :key and " + column(ledger, names, "state") + " in ("
                + spelled(ConsentState.values(), ConsentState::granted) + ") and "
                + column(ledger, names, "grantorRole") + " in ("
                + spelled(Grantor.Role.values(), Grantor.Role::decidesForChildren) + ")";
    }

    private static String column(PersistentClass entity, SqlNames names, String attribute) {
        return names.of(entity.getProperty(attribute).getColumns().get(0));
    }

    private static <E extends Enum<E>> String spelled(E[] values, Predicate<E> wanted) {
        return Stream.of(values)
                .filter(wanted)
                .map(value -> "'" + value.name() + "'")
                .collect(Collectors.joining(", "));
    }

    static void register(
            EventListenerRegistry registry,
            Metadata metadata,
            SqlNames names,
            List<SubjectEntity> subjects,
            WriteGuards guards,
            ConsentEngine engine) {
        if (subjects.stream().anyMatch(subject -> subject.birthDate() != null)) {
            PersistentClass ledger =
                    metadata.getEntityBinding(DecisionTables.ledger().getName());
            // Ahead of consent's own listener, which masks what was written.
            registry.prependListeners(EventType.POST_UPDATE, new AgeListener(guards, engine, ledger, names));
        }
    }

    @Override
    public void onPostUpdate(PostUpdateEvent event) {
        EntityPersister persister = event.getPersister();
        SubjectEntity subject = guards.of(persister).subject();
        if (subject == null || subject.birthDate() == null) {
            return;
        }
        Object[] state = event.getState();
        Object[] old = event.getOldState();
        SharedSessionContractImplementor session = event.getSession();
        Object born = value(persister, state, subject.birthDate(), session);
        Object country = value(persister, state, subject.country(), session);
        if (old != null
                && Objects.equals(born, value(persister, old, subject.birthDate(), session))
                && Objects.equals(country, value(persister, old, subject.country(), session))) {
            return;
        }
        // It is called in the middle of a flush, so beside the persistence context.
        try (StatelessSession beside =
                session.statelessWithOptions().connection().open()) {
            MutationQuery update = beside.createNativeMutationQuery(reckon)
                    .setParameter(
                            "age",
                            born == null ? null : engine.ledger().comesOfAge((LocalDate) born, (String) country),
                            Instant.class)
                    .setParameter("type", subject.type())
                    .setParameter("key", event.getId().toString());
            Seal.broken(update::executeUpdate);
        }
    }

    private static @Nullable Object value(
            EntityPersister persister,
            Object[] state,
            @Nullable String path,
            SharedSessionContractImplementor session) {
        return path == null ? null : Slots.get(persister, state, List.of(path.split("\\.")), session);
    }
}
