package dev.consent.jpa.feed;

import dev.consent.ConsentException;
import dev.consent.SubjectId;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.catalog.DeclaredSource;
import dev.consent.jpa.feed.AdmissionReport.Reason;
import dev.consent.jpa.feed.Feed.Identity;
import dev.consent.jpa.subject.PurposeBits;
import dev.consent.jpa.subject.SubjectMasks;
import dev.consent.jpa.transaction.OwnTransactions;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;

/** Takes in the records of one delivery, part by part. */
public final class Admission {

    private static final int RECORDS_AT_ONCE = 500;

    private final SessionFactory factory;
    private final Function<Class<?>, DeclaredPurpose> purposes;
    private final Consumer<SubjectId> known;
    private final SubjectMasks masks;
    private final PurposeBits bits;

    /** @param known throws for kinds of people that are not here */
    public Admission(
            SessionFactory factory,
            Function<Class<?>, DeclaredPurpose> purposes,
            Consumer<SubjectId> known,
            SubjectMasks masks,
            PurposeBits bits) {
        this.factory = factory;
        this.purposes = purposes;
        this.known = known;
        this.masks = masks;
        this.bits = bits;
    }

    /** A record that could be read. */
    private record Read<R>(
            R record, SubjectId subject, @Nullable String key, long version) {}

    /** Hands on what may be kept. */
    public <R> AdmissionReport run(
            Feed<R> feed, Iterator<? extends R> records, BiConsumer<EntityManager, List<R>> store) {
        DeclaredPurpose purpose = purposes.apply(feed.purpose());
        DeclaredSource source = source(feed, purpose);
        Tally total = new Tally();
        while (records.hasNext()) {
            List<R> part = new ArrayList<>(RECORDS_AT_ONCE);
            while (part.size() < RECORDS_AT_ONCE && records.hasNext()) {
                part.add(records.next());
            }
            total.add(part(feed, purpose, part, store));
        }
        return total.report(source.code(), purpose.code());
    }

    private static DeclaredSource source(Feed<?> feed, DeclaredPurpose purpose) {
        return purpose.sources().stream()
                .filter(source -> source.type() == feed.source())
                .findFirst()
                .orElseThrow(() -> new ConsentException("The purpose '" + purpose.code() + "' does not name "
                        + feed.source().getName() + " as a source, so nobody would tell it to deliver again. Add it to"
                        + " the sources of " + purpose.type().getName() + "."));
    }

    private <R> Tally part(
            Feed<R> feed, DeclaredPurpose purpose, List<R> part, BiConsumer<EntityManager, List<R>> store) {
        Tally tally = new Tally();
        List<Read<R>> read = new ArrayList<>(part.size());
        for (R record : part) {
            tally.received++;
            read(feed, record, read, tally);
        }
        if (!read.isEmpty()) {
            OwnTransactions.run(factory, session -> {
                List<Read<R>> permitted = permitted(session, purpose, read, tally);
                List<R> admitted = inOrder(session, feed.identity(), permitted, tally);
                if (!admitted.isEmpty()) {
                    store.accept(session, admitted);
                }
                tally.admitted += admitted.size();
            });
        }
        return tally;
    }

    private <R> void read(Feed<R> feed, R record, List<Read<R>> read, Tally tally) {
        SubjectId subject;
        String key = null;
        long version = 0;
        try {
            subject = feed.subject().apply(record);
            Identity<R> identity = feed.identity();
            if (identity != null) {
                key = identity.key().apply(record);
                version = identity.version() == null ? 0 : identity.version().applyAsLong(record);
                if (key == null || key.isBlank()) {
                    tally.drop(Reason.MALFORMED);
                    return;
                }
            }
        } catch (RuntimeException malformed) {
            tally.drop(Reason.MALFORMED);
            return;
        }
        if (subject == null) {
            tally.drop(Reason.UNKNOWN_SUBJECT);
        } else {
            known.accept(subject);
            read.add(new Read<>(record, subject, key, version));
        }
    }

    /** Those whose purpose is in force, and stays so until the end of the transaction. */
    private <R> List<Read<R>> permitted(Session session, DeclaredPurpose purpose, List<Read<R>> read, Tally tally) {
        Map<String, Set<String>> people = new TreeMap<>();
        read.forEach(one -> people.computeIfAbsent(one.subject().type(), type -> new LinkedHashSet<>())
                .add(one.subject().key()));
        Map<SubjectId, Long> held = new HashMap<>();
        people.forEach((type, keys) ->
                masks.lockShared(session, type, keys).forEach((key, mask) -> held.put(new SubjectId(type, key), mask)));
        long bit = bits.of(purpose);
        List<Read<R>> permitted = new ArrayList<>();
        for (Read<R> one : read) {
            Long mask = held.get(one.subject());
            if (mask == null) {
                tally.drop(Reason.UNKNOWN_SUBJECT);
            } else if ((mask & bit) == 0) {
                tally.drop(Reason.NOT_IN_FORCE);
            } else {
                permitted.add(one);
            }
        }
        return permitted;
    }

    private static <R> List<R> inOrder(
            Session session, @Nullable Identity<R> identity, List<Read<R>> permitted, Tally tally) {
        if (identity == null || permitted.isEmpty()) {
            return permitted.stream().map(Read::record).toList();
        }
        Set<String> keys = new LinkedHashSet<>();
        permitted.forEach(one -> keys.add(one.key()));
        Map<String, Long> latest = new HashMap<>(identity.stored().apply(session, Set.copyOf(keys)));
        List<R> admitted = new ArrayList<>();
        for (Read<R> one : permitted) {
            Long stored = latest.get(one.key());
            if (stored == null || stored < one.version()) {
                latest.put(one.key(), one.version());
                admitted.add(one.record());
            } else {
                tally.drop(stored == one.version() ? Reason.DUPLICATE : Reason.OUT_OF_ORDER);
            }
        }
        return admitted;
    }

    /** Running totals. */
    private static final class Tally {
        private long received;
        private long admitted;
        private final Map<Reason, Long> dropped = new EnumMap<>(Reason.class);

        void drop(Reason reason) {
            dropped.merge(reason, 1L, Long::sum);
        }

        void add(Tally other) {
            received += other.received;
            admitted += other.admitted;
            other.dropped.forEach((reason, count) -> dropped.merge(reason, count, Long::sum));
        }

        AdmissionReport report(String source, String purpose) {
            return new AdmissionReport(source, purpose, received, admitted, dropped);
        }
    }
}
