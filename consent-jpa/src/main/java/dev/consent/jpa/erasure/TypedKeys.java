package dev.consent.jpa.erasure;

import dev.consent.jpa.derived.Originals;
import jakarta.persistence.metamodel.EntityType;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Identifiers that were written as texts, as the application knows them. */
final class TypedKeys implements Originals {

    private final RowKeys keys;
    private final BiFunction<Class<?>, Map<String, Object>, Object> assemble;

    /** @param assemble makes an identifier of an entity from its parts, by the attributes that hold them */
    TypedKeys(RowKeys keys, BiFunction<Class<?>, Map<String, Object>, Object> assemble) {
        this.keys = keys;
        this.assemble = assemble;
    }

    @Override
    public @Nullable Class<?> type(String entity) {
        return keys.stored(entity);
    }

    @Override
    public Object identifier(Class<?> type, String text) {
        EntityType<?> entity = Objects.requireNonNull(keys.entity(type));
        return assemble.apply(type, keys.read(entity, text));
    }
}
