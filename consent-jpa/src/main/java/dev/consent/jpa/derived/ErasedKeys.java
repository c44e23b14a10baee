package dev.consent.jpa.derived;

import java.util.List;
import java.util.Set;

/**
 * Keys of rows that were erased, or attributes of which were, and of which there are copies.
 *
 * @param data the code of the derived data
 * @param entity the name of the class of the entity
 * @param attributes the paths of the attributes that were erased; none when it is about whole rows
 * @param keys identifiers as texts that {@link Originals} reads
 */
public record ErasedKeys(String data, String entity, Set<String> attributes, List<String> keys) {

    public ErasedKeys {
        attributes = Set.copyOf(attributes);
        keys = List.copyOf(keys);
    }

    /** Without the keys, which point at people. */
    @Override
    public String toString() {
        return keys.size() + " keys for " + data;
    }
}
