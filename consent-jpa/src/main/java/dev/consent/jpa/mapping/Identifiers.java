package dev.consent.jpa.mapping;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.Join;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.ToOne;
import org.hibernate.mapping.Value;
import org.hibernate.type.BasicType;
import org.jspecify.annotations.Nullable;

/** What the identifiers of entities are made of: one column, or several behind an embedded value or an id class. */
public final class Identifiers {

    private static final Set<Class<?>> SUBJECT_TYPES = Set.of(
            Long.class, long.class, Integer.class, int.class, Short.class, short.class, String.class, UUID.class);

    /** Values that come back from every column as they went in, and are equal to themselves. */
    private static final Set<Class<?>> ROW_TYPES = Stream.concat(
                    SUBJECT_TYPES.stream(),
                    Stream.<Class<?>>of(
                            Byte.class,
                            byte.class,
                            Character.class,
                            char.class,
                            Boolean.class,
                            boolean.class,
                            BigInteger.class,
                            LocalDate.class,
                            LocalDateTime.class,
                            Instant.class))
            .collect(Collectors.toUnmodifiableSet());

    private final Metadata metadata;

    Identifiers(Metadata metadata) {
        this.metadata = metadata;
    }

    /**
     * One column of an identifier.
     *
     * @param path the attribute that holds it, from the entity
     * @param basic how it is read and written
     */
    record Part(String path, Column column, BasicType<?> basic) {

        Class<?> type() {
            return basic.getReturnedClass();
        }
    }

    /** The parts of an identifier, in the order of its columns. */
    List<Part> parts(PersistentClass entity) {
        List<Part> found = new ArrayList<>();
        for (Property attribute : attributes(entity)) {
            collect(attribute.getName(), attribute.getValue(), attribute.getColumns(), found);
        }
        List<Column> order = entity.getIdentifier().getColumns();
        found.sort(Comparator.comparingInt(part -> order.indexOf(part.column())));
        return found;
    }

    /** The attributes that hold the parts of an identifier, in the order of its columns. */
    List<String> paths(PersistentClass entity) {
        return parts(entity).stream().map(Part::path).toList();
    }

    /** How the parts of an identifier are read and written, in the order of its columns. */
    List<BasicType<?>> types(PersistentClass entity) {
        return parts(entity).stream().<BasicType<?>>map(Part::basic).toList();
    }

    /** How the columns of an attribute are read and written. */
    List<BasicType<?>> types(Property attribute) {
        List<Part> found = new ArrayList<>();
        collect(attribute.getName(), attribute.getValue(), attribute.getColumns(), found);
        return found.stream().<BasicType<?>>map(Part::basic).toList();
    }

    /** The attributes of an entity that make up its identifier: one, or as many as its id class has. */
    static List<Property> attributes(PersistentClass entity) {
        Property single = entity.getIdentifierProperty();
        if (single != null) {
            return List.of(single);
        }
        Component mapper = entity.getIdentifierMapper();
        return (mapper != null ? mapper : (Component) entity.getIdentifier()).getProperties();
    }

    private void collect(String path, Value value, List<Column> columns, List<Part> found) {
        if (value instanceof Component component) {
            for (Property part : component.getProperties()) {
                collect(path + "." + part.getName(), part.getValue(), part.getColumns(), found);
            }
        } else if (value instanceof ToOne toOne) {
            List<Part> referenced = parts(metadata.getEntityBinding(toOne.getReferencedEntityName()));
            for (int i = 0; i < referenced.size(); i++) {
                Part part = referenced.get(i);
                found.add(new Part(path + "." + part.path(), columns.get(i), part.basic()));
            }
        } else {
            found.add(new Part(path, columns.get(0), (BasicType<?>) value.getType()));
        }
    }

    /** The columns of one of the tables of an entity that hold its identifier. */
    static List<Column> in(PersistentClass entity, Table table) {
        for (PersistentClass part = entity; part != null; part = part.getSuperclass()) {
            for (Join join : part.getJoins()) {
                if (join.getTable() == table) {
                    return join.getKey().getColumns();
                }
            }
            if (part.getTable() == table) {
                return part.getKey().getColumns();
            }
        }
        return entity.getIdentifier().getColumns();
    }

    /** Whether an attribute is part of the identifier, where it can never change. */
    public static boolean isPart(PersistentClass entity, String attribute) {
        return attributes(entity).stream().anyMatch(part -> part.getName().equals(attribute));
    }

    /** Why rows cannot be chosen by this identifier in SQL, or {@code null} when they can. */
    @Nullable
    String unusable(PersistentClass entity) {
        for (Part part : parts(entity)) {
            if (!ROW_TYPES.contains(part.type()) && !part.type().isEnum()) {
                return "its identifier " + part.path() + " is a " + part.type().getSimpleName();
            }
        }
        return null;
    }

    /** Why this identifier cannot name a data subject, or {@code null} when it can. */
    @Nullable
    String unusableForSubject(PersistentClass subject) {
        List<Part> parts = parts(subject);
        if (parts.size() != 1 || !parts.get(0).path().equals(nameOf(subject.getIdentifierProperty()))) {
            return "its identifier has more than one column";
        }
        Part part = parts.get(0);
        if (!SUBJECT_TYPES.contains(part.type())) {
            return "its identifier is a " + part.type().getSimpleName();
        }
        if (part.type() == String.class && isPadded(part)) {
            return "its identifier is a String in a column of fixed length, which fills it up with blanks";
        }
        return part.type() == UUID.class && !isReadable(part)
                ? "its identifier is a UUID in a column that is neither of type uuid nor of characters"
                : null;
    }

    /** Whether texts come back from the database longer than they went in, and so as somebody else's key. */
    private boolean isPadded(Part part) {
        String type = part.column().getSqlType(metadata).toLowerCase(Locale.ROOT);
        return type.startsWith("char") && !type.contains("varying") && !type.equals("char(1)");
    }

    private static @Nullable String nameOf(@Nullable Property property) {
        return property == null ? null : property.getName();
    }

    /** Whether the database itself can write a UUID as text, as guards do to find the person. */
    private boolean isReadable(Part part) {
        String type = part.column().getSqlType(metadata).toLowerCase(Locale.ROOT);
        return type.contains("uuid") || type.contains("char");
    }
}
