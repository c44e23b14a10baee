package dev.consent.jpa.document;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON through Jackson. Documents are built of maps and lists in the order of their members. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    private Json() {}

    /** A document as text, indented. */
    public static String text(Map<String, ?> document) {
        return MAPPER.writeValueAsString(document);
    }

    /** What a JSON text holds: maps, lists, texts, numbers, truth values and null. */
    public static @Nullable Object read(InputStream in) {
        return MAPPER.readValue(in, Object.class);
    }

    /** A generator that leaves the stream open, for documents too large to build. */
    public static JsonGenerator stream(OutputStream out) {
        return MAPPER.createGenerator(out);
    }

    /** Writes a value as it is written everywhere: times in ISO 8601, what is no JSON value as {@link Plain} tells it. */
    public static void value(JsonGenerator out, @Nullable Object value) {
        plain(out, Plain.of(value));
    }

    private static void plain(JsonGenerator out, @Nullable Object value) {
        if (value instanceof Map<?, ?> members) {
            out.writeStartObject();
            members.forEach((name, member) -> {
                out.writeName(String.valueOf(name));
                plain(out, member);
            });
            out.writeEndObject();
        } else if (value instanceof Collection<?> elements) {
            out.writeStartArray();
            elements.forEach(element -> plain(out, element));
            out.writeEndArray();
        } else {
            out.writePOJO(value);
        }
    }
}
