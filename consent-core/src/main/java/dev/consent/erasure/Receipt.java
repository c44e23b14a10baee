package dev.consent.erasure;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Proof that an erasure was done: counts, rule and time. It holds no personal value and no key of a person.
 *
 * @param id its number, which is its place in the chain: 1 for the first, and no gaps
 * @param reference a random number that names this erasure outside the database too
 * @param rule what was erased: the code of the purpose that ended, the entity whose term was over, or {@code *} for
 *     everything about a person
 * @param reasons why it was owed
 * @param subjects how many people it concerned; 0 when rows went because their term was over
 * @param rows per table how many rows were deleted, blanked or redacted, in the order of their names; tables without any
 *     are left out. In the receipt that follows when copies of them are gone too, per {@linkplain dev.consent.DerivedData
 *     derived data} of how many rows there were copies, as {@code copies in} its code, or {@code given up in} it
 * @param startedAt when the erasing transaction began to erase
 * @param finishedAt when it had erased, and had looked again
 * @param version the version of consent that did it
 * @param previousHash the hash of the receipt before, 64 hexadecimal digits
 * @param hash the SHA-256 of all of the above, 64 hexadecimal digits
 */
public record Receipt(
        long id,
        UUID reference,
        String rule,
        Set<ObligationReason> reasons,
        int subjects,
        Map<String, Long> rows,
        Instant startedAt,
        Instant finishedAt,
        String version,
        String previousHash,
        String hash) {

    public Receipt {
        Set<ObligationReason> ordered = EnumSet.noneOf(ObligationReason.class);
        ordered.addAll(reasons);
        reasons = Collections.unmodifiableSet(ordered);
        rows = Collections.unmodifiableMap(new TreeMap<>(rows));
    }
}
