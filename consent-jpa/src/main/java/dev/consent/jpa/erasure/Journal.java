package dev.consent.jpa.erasure;

import dev.consent.jpa.erasure.log.ErasureLog;
import dev.consent.jpa.erasure.log.ErasureLogException;
import dev.consent.jpa.erasure.log.LogEntry;
import dev.consent.jpa.erasure.log.LogKey;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.engine.spi.TransactionCompletionCallbacks.AfterCompletionCallback;
import org.hibernate.type.BasicType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each erasure its reference, and writes it into the erasure log, if there is one: what is meant before the first
 * row goes, and how it ended once the transaction has.
 */
public final class Journal {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final @Nullable Kept kept;
    private final Clock clock;

    /**
     * A log and how it is used.
     *
     * @param refuse whether the application does not start when the database is older than the log
     * @param keep how long entries are kept
     * @param ours whether it is closed with the persistence unit
     */
    public record Kept(ErasureLog log, LogKey key, boolean refuse, Duration keep, boolean ours) {}

    /** @param kept the log, or {@code null} when none is kept */
    public Journal(@Nullable Kept kept, Clock clock) {
        this.kept = kept;
        this.clock = clock;
    }

    /** Lets go of the log. */
    void close() {
        if (kept != null && kept.ours()) {
            kept.log().close();
        }
    }

    @Nullable
    Kept kept() {
        return kept;
    }

    /**
     * Data of people is about to be erased. All intents are safe when this returns.
     *
     * @param groups those of one kind for one purpose, or everything
     * @return the reference of each of them
     */
    List<UUID> people(Session session, List<List<Owed>> groups) {
        List<UUID> references = groups.stream().map(group -> UUID.randomUUID()).toList();
        if (kept != null && !groups.isEmpty()) {
            List<LogEntry.Intent> intents = new ArrayList<>();
            for (int i = 0; i < groups.size(); i++) {
                intents.add(people(kept.key(), references.get(i), groups.get(i)));
            }
            intend(session, kept, intents);
        }
        return references;
    }

    private LogEntry.People people(LogKey key, UUID intent, List<Owed> owed) {
        String type = owed.get(0).subjectType();
        return new LogEntry.People(
                intent,
                clock.instant(),
                type,
                owed.get(0).purpose(),
                owed.stream()
                        .map(row -> new LogEntry.Person(
                                key.person(type, row.subjectKey()), row.reference(), row.reason(), row.requestedAt()))
                        .toList());
    }

    /** Data past a term is about to be erased. The intent is safe when this returns. */
    UUID rows(Session session, String term, Keys keys) {
        UUID intent = UUID.randomUUID();
        if (kept != null) {
            List<String> rows = keys.values().stream()
                    .map(key -> kept.key().row(term, text(keys.types(), key)))
                    .toList();
            intend(session, kept, List.of(new LogEntry.Rows(intent, clock.instant(), term, rows)));
        }
        return intent;
    }

    /** The parts of a key as texts that are the same at every run. */
    static List<String> text(List<BasicType<?>> types, Object key) {
        List<?> parts = Values.parts(key);
        String[] texts = new String[parts.size()];
        for (int part = 0; part < texts.length; part++) {
            texts[part] = text(types.get(part), parts.get(part));
        }
        return List.of(texts);
    }

    @SuppressWarnings("unchecked") // keys of a kind are of the types of this kind
    private static <T> String text(BasicType<T> type, Object value) {
        return type.getJavaTypeDescriptor().toString((T) value);
    }

    private void intend(Session session, Kept log, List<LogEntry.Intent> intents) {
        log.log().intend(intents);
        AfterCompletionCallback ended =
                (committed, owner) -> intents.forEach(intent -> conclude(log, intent.intent(), committed));
        ((SharedSessionContractImplementor) session)
                .getTransactionCompletionCallbacks()
                .registerCallback(ended);
    }

    private void conclude(Kept log, UUID intent, boolean done) {
        try {
            log.log().conclude(new LogEntry.Outcome(intent, clock.instant(), done));
        } catch (ErasureLogException failure) {
            // The database knows how it ended, and the next intent fails if the log is broken.
            LOG.warn("The outcome of an erasure could not be written into the erasure log");
        }
    }
}
