package dev.consent.jpa.erasure;

import java.util.ArrayList;
import java.util.List;
import org.hibernate.Session;

/** Cuts keys into lists small enough for every database's limit on parameters, and for a plan that uses the index. */
final class Chunks {

    private static final int MOST_VALUES = 500;

    private Chunks() {}

    static List<Values> of(Session session, Keys keys) {
        List<Object> all = List.copyOf(keys.values());
        List<Values> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += MOST_VALUES) {
            chunks.add(Values.of(session, keys.types(), all.subList(from, Math.min(all.size(), from + MOST_VALUES))));
        }
        return chunks;
    }
}
