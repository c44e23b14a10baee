package dev.consent.jpa.erasure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Cuts values into lists small enough for every database's limit on parameters, and for a plan that uses the index. */
final class Chunks {

    private static final int MOST_VALUES = 500;

    private Chunks() {}

    static List<List<?>> of(Collection<?> values) {
        List<?> all = List.copyOf(values);
        List<List<?>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += MOST_VALUES) {
            chunks.add(all.subList(from, Math.min(all.size(), from + MOST_VALUES)));
        }
        return chunks;
    }
}
