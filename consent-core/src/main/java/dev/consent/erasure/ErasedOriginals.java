package dev.consent.erasure;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Data that was erased in the database and of which there are copies: the rows of one entity, or the same attributes of
 * them.
 *
 * @param id the number of this batch, the same when it comes again
 * @param entity the class of the entity; rows of a hierarchy that are erased by one rule may be of a sibling of it
 * @param keys the identifiers of the rows, as {@code find} takes them; 1 to {@value #MOST_KEYS}
 * @param attributes the paths of the attributes that were erased in these rows; empty when the rows went, or nothing
 *     personal is left of them. Of a collection, all or some of the elements went
 * @param reasons why
 * @param erasedAt when
 * @param attempt how often these keys have come, this time included
 */
public record ErasedOriginals(
        long id,
        Class<?> entity,
        List<Object> keys,
        Set<String> attributes,
        Set<ObligationReason> reasons,
        Instant erasedAt,
        int attempt) {

    /** How many keys there are at most. */
    public static final int MOST_KEYS = 100;

    public ErasedOriginals {
        keys = List.copyOf(keys);
        attributes = Collections.unmodifiableSet(new TreeSet<>(attributes));
        reasons = Collections.unmodifiableSet(new TreeSet<>(reasons));
        if (keys.isEmpty() || keys.size() > MOST_KEYS) {
            throw new IllegalArgumentException("1 to " + MOST_KEYS + " keys at a time");
        }
    }

    /** Whether everything personal in these rows went, and mostly the rows themselves. */
    public boolean whole() {
        return attributes.isEmpty();
    }

    /** Without the keys, which point at people. */
    @Override
    public String toString() {
        return keys.size() + " erased rows of " + entity.getSimpleName() + (whole() ? "" : ", of which " + attributes);
    }
}
