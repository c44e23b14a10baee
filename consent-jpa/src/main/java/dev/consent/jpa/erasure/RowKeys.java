package dev.consent.jpa.erasure;

import jakarta.persistence.metamodel.EmbeddableType;
import jakarta.persistence.metamodel.EntityType;
import jakarta.persistence.metamodel.IdentifiableType;
import jakarta.persistence.metamodel.ManagedType;
import jakarta.persistence.metamodel.SingularAttribute;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.query.SelectionQuery;
import org.hibernate.type.descriptor.java.JavaType;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Identifiers of rows as text and back, of whatever types and however many parts. */
final class RowKeys {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SessionFactory factory;

    RowKeys(SessionFactory factory) {
        this.factory = factory;
    }

    /** The entity with this class, or {@code null}. */
    @Nullable
    EntityType<?> entity(Class<?> type) {
        return factory.getMetamodel().getEntities().stream()
                .filter(entity -> entity.getJavaType() == type)
                .findFirst()
                .orElse(null);
    }

    /** The class of an entity with this name, or {@code null}. */
    @Nullable
    Class<?> type(String entity) {
        return factory.getMetamodel().getEntities().stream()
                .<Class<?>>map(EntityType::getJavaType)
                .filter(type -> type.getName().equals(entity))
                .findFirst()
                .orElse(null);
    }

    /**
     * The class of the entity that was stored under this name, or {@code null}: one that has moved to another package since
     * is known by its simple name, if there is no other of that name.
     */
    @Nullable
    Class<?> stored(String entity) {
        Class<?> known = type(entity);
        if (known != null) {
            return known;
        }
        List<Class<?>> alike = factory.getMetamodel().getEntities().stream()
                .<Class<?>>map(EntityType::getJavaType)
                .filter(type -> type != null && simple(type.getName()).equals(simple(entity)))
                .toList();
        return alike.size() == 1 ? alike.get(0) : null;
    }

    private static String simple(String name) {
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    }

    /** The attributes that hold the identifier, with dots, and their types. */
    Map<String, Class<?>> parts(EntityType<?> entity) {
        Map<String, Class<?>> parts = new LinkedHashMap<>();
        if (entity.hasSingleIdAttribute()) {
            for (SingularAttribute<?, ?> attribute : entity.getSingularAttributes()) {
                if (attribute.isId()) {
                    add(attribute, "", parts);
                }
            }
        } else {
            for (SingularAttribute<?, ?> attribute : entity.getIdClassAttributes()) {
                add(attribute, "", parts);
            }
        }
        return parts;
    }

    private void add(SingularAttribute<?, ?> attribute, String prefix, Map<String, Class<?>> parts) {
        String path = prefix + attribute.getName();
        if (attribute.getType() instanceof IdentifiableType<?> referred) {
            for (SingularAttribute<?, ?> inner : ((ManagedType<?>) referred).getSingularAttributes()) {
                if (inner.isId()) {
                    add(inner, path + ".", parts);
                }
            }
        } else if (attribute.getType() instanceof EmbeddableType<?> embedded) {
            embedded.getSingularAttributes().forEach(inner -> add(inner, path + ".", parts));
        } else {
            parts.put(path, boxed(attribute.getJavaType()));
        }
    }

    private static Class<?> boxed(Class<?> type) {
        return java.lang.invoke.MethodType.methodType(type).wrap().returnType();
    }

    /**
     * An identifier as text.
     *
     * @throws IllegalArgumentException when it is not of the type of the entity's identifiers
     */
    String text(EntityType<?> entity, Object id) {
        Map<String, Class<?>> parts = parts(entity);
        Map<String, String> texts = new TreeMap<>();
        parts.forEach((path, type) -> {
            Object value = parts.size() == 1 && type.isInstance(id) ? id : read(id, inIdentifier(entity, path));
            if (!type.isInstance(value)) {
                throw new IllegalArgumentException("not of the type of the identifier");
            }
            texts.put(path, text(type, value));
        });
        return texts.size() == 1 ? texts.values().iterator().next() : JSON.writeValueAsString(texts);
    }

    /** The same for a key of rows whose identifier these attributes hold, in this order. */
    String text(EntityType<?> entity, List<String> idAttributes, Object key) {
        List<?> values = Values.parts(key);
        Map<String, Class<?>> parts = parts(entity);
        Map<String, String> texts = new TreeMap<>();
        for (int part = 0; part < values.size(); part++) {
            String path = idAttributes.get(part);
            texts.put(path, text(Objects.requireNonNull(parts.get(path)), values.get(part)));
        }
        return texts.size() == 1 ? texts.values().iterator().next() : JSON.writeValueAsString(texts);
    }

    /** Below the attribute that holds an embedded identifier; an identifier class has the names of the entity itself. */
    private static String inIdentifier(EntityType<?> entity, String path) {
        return entity.hasSingleIdAttribute() && path.indexOf('.') > 0 ? path.substring(path.indexOf('.') + 1) : path;
    }

    private static @Nullable Object read(@Nullable Object from, String path) {
        Object here = from;
        for (String name : path.split("\\.")) {
            if (here == null || here.getClass().getName().startsWith("java.")) {
                break; // the key of what is referred to stands where the reference would
            }
            here = read(here, here.getClass(), name);
        }
        return here;
    }

    private static @Nullable Object read(Object holder, Class<?> declaring, String name) {
        try {
            Field field = declaring.getDeclaredField(name);
            field.setAccessible(true);
            return field.get(holder);
        } catch (NoSuchFieldException above) {
            if (declaring.getSuperclass() == null) {
                throw new IllegalArgumentException("not of the type of the identifier");
            }
            return read(holder, declaring.getSuperclass(), name);
        } catch (IllegalAccessException closed) {
            throw new IllegalArgumentException("not of the type of the identifier", closed);
        }
    }

    @SuppressWarnings("unchecked")
    private <T> String text(Class<T> type, Object value) {
        return descriptor(type).toString((T) value);
    }

    private <T> JavaType<T> descriptor(Class<T> type) {
        return ((SessionFactoryImplementor) factory)
                .getTypeConfiguration()
                .getJavaTypeRegistry()
                .resolveDescriptor(type);
    }

    /** The parts of an identifier that was written as text, by the attributes that hold them. */
    Map<String, Object> read(EntityType<?> entity, String text) {
        Map<String, Class<?>> parts = parts(entity);
        Map<String, Object> values = new LinkedHashMap<>();
        if (parts.size() == 1) {
            parts.forEach((path, type) -> values.put(path, descriptor(type).fromString(text)));
            return values;
        }
        try {
            Map<String, String> texts = JSON.readValue(text, new TypeReference<>() {});
            parts.forEach((path, type) -> values.put(path, descriptor(type).fromString(texts.get(path))));
            return values;
        } catch (JacksonException foreign) {
            throw new IllegalStateException("the identifier of a held row cannot be read");
        }
    }

    /** The same as a key of rows whose identifier these attributes hold, in this order. */
    static Object key(List<String> idAttributes, Map<String, Object> parts) {
        List<Object> key = new ArrayList<>();
        idAttributes.forEach(path -> key.add(parts.get(path)));
        return key.size() == 1 ? key.get(0) : List.copyOf(key);
    }

    /** The condition of a query for {@code e} with the identifier that these attributes hold. */
    static String condition(Map<String, Object> parts) {
        List<String> conditions = new ArrayList<>();
        parts.keySet().forEach(path -> conditions.add("e." + path + " = :id" + conditions.size()));
        return String.join(" and ", conditions);
    }

    /** Sets the parameters of that condition. */
    static <T> SelectionQuery<T> bind(SelectionQuery<T> query, Map<String, Object> parts) {
        int part = 0;
        for (Object value : parts.values()) {
            query.setParameter("id" + part++, value);
        }
        return query;
    }
}
