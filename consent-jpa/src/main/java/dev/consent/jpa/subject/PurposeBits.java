package dev.consent.jpa.subject;

import dev.consent.ConsentException;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.jpa.mapping.ModelReader;
import dev.consent.jpa.transaction.OwnTransactions;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ObjLongConsumer;
import org.hibernate.SessionFactory;
import org.hibernate.SharedSessionContract;
import org.hibernate.StatelessSession;

/** Which bit each purpose has in a mask, as the database remembers it. */
public final class PurposeBits {

    private final Map<String, Integer> bits = new ConcurrentHashMap<>();

    /**
     * Gives every purpose that has none yet the next free bit. Nodes that start together end with the same bits.
     *
     * @param open gives people who were registered before a purpose that needs no consent
     * @return whether one of them came into force for people who were registered before
     */
    public boolean register(
            SessionFactory factory, Collection<DeclaredPurpose> purposes, ObjLongConsumer<StatelessSession> open) {
        try {
            return inTransaction(factory, purposes, open);
        } catch (RuntimeException taken) {
            // Another node was faster and took the bit or registered the purpose: what it wrote holds.
            return inTransaction(factory, purposes, open);
        }
    }

    private boolean inTransaction(
            SessionFactory factory, Collection<DeclaredPurpose> purposes, ObjLongConsumer<StatelessSession> open) {
        Map<String, Integer> known = new ConcurrentHashMap<>();
        boolean openedForAll = OwnTransactions.callStateless(factory, session -> {
            boolean opened = false;
            rows(session).forEach(row -> known.put(row.code, row.bit));
            for (DeclaredPurpose purpose : purposes) {
                if (!known.containsKey(purpose.code())) {
                    int next = known.values().stream()
                                    .mapToInt(Integer::intValue)
                                    .max()
                                    .orElse(-1)
                            + 1;
                    if (next >= ModelReader.MOST_PURPOSES) {
                        throw new ConsentException("There is no bit left for the purpose '" + purpose.code()
                                + "': a database keeps at most " + ModelReader.MOST_PURPOSES
                                + " purposes in its lifetime.");
                    }
                    session.insert(new PurposeRow(purpose.code(), next));
                    if (!purpose.basis().needsGrant()) {
                        open.accept(session, 1L << next);
                        opened = true;
                    }
                    known.put(purpose.code(), next);
                }
            }
            return opened;
        });
        bits.putAll(known);
        return openedForAll;
    }

    private static List<PurposeRow> rows(StatelessSession session) {
        return session.createSelectionQuery("from " + PurposeRow.NAME, PurposeRow.class)
                .getResultList();
    }

    /** The bits of all purposes that were ever used on this database, as masks by code, whoever used them. */
    public Map<String, Long> ofAll(SharedSessionContract session) {
        Map<String, Long> all = new HashMap<>();
        session.createSelectionQuery("select p.code, p.bit from " + PurposeRow.NAME + " p", Object[].class)
                .getResultList()
                .forEach(row -> all.put((String) row[0], 1L << (int) row[1]));
        return all;
    }

    /** Whether the purpose has its bit. */
    public boolean knows(DeclaredPurpose purpose) {
        return bits.containsKey(purpose.code());
    }

    /** The bit of one purpose, as a mask. */
    public long of(DeclaredPurpose purpose) {
        Integer bit = bits.get(purpose.code());
        if (bit == null) {
            throw new IllegalStateException("the purpose '" + purpose.code() + "' has no bit yet");
        }
        return 1L << bit;
    }

    /** The bits of several purposes, as a mask. */
    public long of(Collection<DeclaredPurpose> purposes) {
        long mask = 0;
        for (DeclaredPurpose purpose : purposes) {
            mask |= of(purpose);
        }
        return mask;
    }
}
