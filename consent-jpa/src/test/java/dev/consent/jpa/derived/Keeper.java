package dev.consent.jpa.derived;

import dev.consent.erasure.DerivedDataHandler;
import dev.consent.erasure.ErasedOriginals;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/** Remembers what it was told to erase, and fails as it is told. */
final class Keeper implements DerivedDataHandler {

    final List<ErasedOriginals> told = Collections.synchronizedList(new ArrayList<>());
    Predicate<ErasedOriginals> fails = gone -> false;
    private final Class<?> data;

    Keeper(Class<?> data) {
        this.data = data;
    }

    @Override
    public Class<?> data() {
        return data;
    }

    @Override
    public void erase(ErasedOriginals gone) {
        told.add(gone);
        if (fails.test(gone)) {
            throw new IllegalStateException("no entry planted-secret");
        }
    }

    /** The keys of one entity, in all batches. */
    List<Object> keys(Class<?> entity) {
        return told.stream()
                .filter(gone -> gone.entity() == entity)
                .flatMap(gone -> gone.keys().stream())
                .toList();
    }
}
