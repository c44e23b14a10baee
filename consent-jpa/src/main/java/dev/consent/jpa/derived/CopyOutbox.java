package dev.consent.jpa.derived;

import dev.consent.erasure.ErasedOriginals;
import dev.consent.erasure.ObligationReason;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.hibernate.LockMode;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Writes down, in the transaction that erases, which keys copies are to be erased of. */
public final class CopyOutbox {

    /**
     * An erasure.
     *
     * @param id names it; the same for all transactions it takes
     * @param rule what is erased, as its receipt calls it
     * @param reasons why it is owed
     * @param subjects how many people it concerns
     * @param at when
     * @param dueAt by when copies have to be gone, too
     */
    public record Erasing(
            UUID id, String rule, Collection<ObligationReason> reasons, int subjects, Instant at, Instant dueAt) {}

    /**
     * Writes down what was erased.
     *
     * @param begun whether other transactions may have erased some of it
     * @param obligations the numbers of those that wait for the copies, or {@code null} when more transactions come
     * @return whether there are any copies to wait for
     */
    public boolean write(
            Session session,
            Erasing erasing,
            List<ErasedKeys> erased,
            boolean begun,
            @Nullable List<Long> obligations) {
        DerivedErasureRow row =
                begun ? session.find(DerivedErasureRow.class, erasing.id(), LockMode.PESSIMISTIC_WRITE) : null;
        if (row == null) {
            if (erased.isEmpty()) {
                return false;
            }
            row = new DerivedErasureRow(
                    erasing.id(), erasing.rule(), erasing.reasons(), erasing.subjects(), erasing.at());
            session.persist(row);
        }
        if (obligations != null) {
            row.complete(obligations, erasing.at());
        }
        for (ErasedKeys some : erased) {
            write(session, row, erasing, some);
        }
        return true;
    }

    private static void write(Session session, DerivedErasureRow row, Erasing erasing, ErasedKeys erased) {
        List<String> attributes = erased.attributes().stream().sorted().toList();
        String together = String.join(",", attributes);
        if (together.length() > DerivedKeysRow.LONGEST_ATTRIBUTES) {
            attributes.forEach(one -> write(session, row, erasing, erased, one));
        } else {
            write(session, row, erasing, erased, together.isEmpty() ? null : together);
        }
    }

    private static void write(
            Session session, DerivedErasureRow row, Erasing erasing, ErasedKeys erased, @Nullable String attributes) {
        List<String> all = erased.keys();
        for (int from = 0; from < all.size(); from += ErasedOriginals.MOST_KEYS) {
            session.persist(new DerivedKeysRow(
                    row,
                    erased.data(),
                    erased.entity(),
                    attributes,
                    all.subList(from, Math.min(all.size(), from + ErasedOriginals.MOST_KEYS)),
                    erasing.at(),
                    erasing.dueAt()));
        }
    }
}
