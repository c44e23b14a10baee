package dev.consent.jpa.mapping;

import dev.consent.jpa.mapping.MappingRules.Broken;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for records whose constructor refuses null for a part that may be hidden: while it is, nothing that holds such a
 * record could be read.
 */
final class SternRecords {

    /** Values that a constructor may take where it takes any. */
    private static final Map<Class<?>, Object> SAMPLES = Map.ofEntries(
            Map.entry(String.class, "x"),
            Map.entry(Byte.class, (byte) 1),
            Map.entry(Short.class, (short) 1),
            Map.entry(Integer.class, 1),
            Map.entry(Long.class, 1L),
            Map.entry(Float.class, 1f),
            Map.entry(Double.class, 1d),
            Map.entry(Boolean.class, true),
            Map.entry(BigInteger.class, BigInteger.ONE),
            Map.entry(BigDecimal.class, BigDecimal.ONE),
            Map.entry(UUID.class, new UUID(1, 1)),
            Map.entry(LocalDate.class, LocalDate.EPOCH),
            Map.entry(LocalDateTime.class, LocalDate.EPOCH.atStartOfDay()),
            Map.entry(Instant.class, Instant.EPOCH));

    private SternRecords() {}

    /** The rule a part of a record breaks; {@code null} also where nothing can be found out. */
    static @Nullable Broken check(Class<?> holder, String part) {
        if (!holder.isRecord()) {
            return null;
        }
        List<RecordComponent> components = List.of(holder.getRecordComponents());
        Object[] samples = components.stream()
                .map(component -> sample(component.getType()))
                .toArray();
        Object[] hidden = samples.clone();
        for (int i = 0; i < hidden.length; i++) {
            if (components.get(i).getName().equals(part)) {
                hidden[i] = null;
            }
        }
        return takes(holder, components, samples) && !takes(holder, components, hidden)
                ? new Broken(
                        "the constructor of " + holder.getSimpleName()
                                + " refuses null, which it is given while the attribute is hidden",
                        "Let it take null there, or declare a placeholder")
                : null;
    }

    private static @Nullable Object sample(Class<?> type) {
        if (type.isPrimitive()) {
            return Array.get(Array.newInstance(type, 1), 0);
        }
        return type.isEnum() ? Stream.of(type.getEnumConstants()).findFirst().orElse(null) : SAMPLES.get(type);
    }

    private static boolean takes(Class<?> holder, List<RecordComponent> components, Object[] values) {
        try {
            Constructor<?> constructor = holder.getDeclaredConstructor(
                    components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            constructor.newInstance(values);
            return true;
        } catch (InvocationTargetException refused) {
            return false;
        } catch (ReflectiveOperationException | RuntimeException closed) {
            return true; // Hibernate will say so
        }
    }
}
