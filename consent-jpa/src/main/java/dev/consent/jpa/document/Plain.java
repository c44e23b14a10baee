package dev.consent.jpa.document;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Values of attributes as anybody can read them: texts, numbers, truth values, bytes, lists and maps. An application's own
 * type is told by its fields, as what it says of itself may be nothing but its name.
 */
public final class Plain {

    private static final JsonMapper FIELDS = JsonMapper.builder()
            .changeDefaultVisibility(visible -> visible.withVisibility(PropertyAccessor.ALL, Visibility.NONE)
                    .withVisibility(PropertyAccessor.FIELD, Visibility.ANY))
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .build();

    private Plain() {}

    /** Times in ISO 8601, what has a text of its own as that. */
    public static @Nullable Object of(@Nullable Object value) {
        if (value == null || value instanceof Number || value instanceof Boolean || value instanceof byte[]) {
            return value;
        }
        if (value instanceof Map<?, ?> members) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            members.forEach((name, member) -> plain.put(String.valueOf(name), of(member)));
            return plain;
        }
        if (value instanceof Collection<?> elements) {
            List<@Nullable Object> plain = new ArrayList<>();
            elements.forEach(element -> plain.add(of(element)));
            return plain;
        }
        if (value instanceof char[] characters) {
            return new String(characters);
        }
        if (value.getClass().isArray()) {
            List<@Nullable Object> plain = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                plain.add(of(Array.get(value, i)));
            }
            return plain;
        }
        return value instanceof Enum<?> || value.getClass().getName().startsWith("java.")
                ? value.toString()
                : own(value);
    }

    private static @Nullable Object own(Object value) {
        try {
            return FIELDS.convertValue(value, Object.class);
        } catch (JacksonException | IllegalArgumentException unreadable) {
            return value.toString();
        }
    }

    /** What {@link #of} gives, in one line. */
    public static String line(@Nullable Object plain) {
        if (plain instanceof Map<?, ?> members) {
            return members.entrySet().stream()
                    .map(member -> member.getKey() + ": " + part(member.getValue()))
                    .collect(Collectors.joining(", "));
        }
        if (plain instanceof Collection<?> elements) {
            return elements.stream().map(Plain::part).collect(Collectors.joining(", "));
        }
        return plain == null ? "" : plain.toString();
    }

    private static String part(@Nullable Object plain) {
        boolean several = plain instanceof Map<?, ?> || plain instanceof Collection<?>;
        return several ? "(" + line(plain) + ")" : line(plain);
    }
}
