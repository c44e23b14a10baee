package dev.consent.jpa.erasure;

import java.util.ArrayList;
import java.util.List;

/** Cuts keys into lists small enough for every database's limit on parameters, and for a plan that uses the index. */
final class Chunks {

    private static final int MOST_VALUES = 500;

    private Chunks() {}

    static List<Values> of(Keys keys) {
        List<Object> all = List.copyOf(keys.values());
        List<Values> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += MOST_VALUES) {
            chunks.add(new Values(keys.types(), all.subList(from, Math.min(all.size(), from + MOST_VALUES))));
        }
        return chunks;
    }
}
