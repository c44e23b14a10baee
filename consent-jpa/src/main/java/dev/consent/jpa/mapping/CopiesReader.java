package dev.consent.jpa.mapping;

import dev.consent.CopiedTo;
import dev.consent.catalog.DeclaredDerivedData;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.jspecify.annotations.Nullable;

/** Reads of which data there are copies outside the database. */
final class CopiesReader {

    private static final String REMEDY =
            "Annotate it with @PersonalData or @Retain too, or move @CopiedTo to what is erased";

    private final Metadata metadata;
    private final ErasurePlan plan;
    private final MappingProblems problems;
    private final Map<String, DeclaredDerivedData> known = new HashMap<>();
    private final Set<AnnotatedElement> read = new HashSet<>();
    private final Set<Copy> copies = new LinkedHashSet<>();

    private CopiesReader(Metadata metadata, ErasurePlan plan, MappingProblems problems) {
        this.metadata = metadata;
        this.plan = plan;
        this.problems = problems;
    }

    /**
     * Reads what the entities say.
     *
     * @param plan what is erased
     */
    static List<Copy> read(Metadata metadata, ErasurePlan plan, MappingProblems problems) {
        CopiesReader reader = new CopiesReader(metadata, plan, problems);
        metadata.getEntityBindings().stream()
                .filter(entity -> entity.getClassName() != null)
                .sorted(Comparator.comparing(PersistentClass::getEntityName))
                .forEach(reader::read);
        plan.elements().forEach(reader::refuseUniqueKey);
        return List.copyOf(reader.copies);
    }

    private void read(PersistentClass entity) {
        Class<?> type = entity.getMappedClass();
        add(entity, null, Annotations.ofEntity(type, CopiedTo.class));
        for (Property property : entity.getProperties()) {
            read(entity, type, property.getName(), property);
        }
        for (Class<?> here = type; here != null && here != Object.class; here = here.getSuperclass()) {
            Stream.<AnnotatedElement>concat(Stream.of(here.getDeclaredFields()), Stream.of(here.getDeclaredMethods()))
                    .filter(member -> member.isAnnotationPresent(CopiedTo.class) && !isRead(entity, member))
                    .forEach(member -> problems.add(
                            entity,
                            null,
                            "@CopiedTo stands on " + ((Member) member).getName()
                                    + ", which is no attribute that can be erased by itself",
                            "Put it on the class"));
        }
    }

    /** Members of a class above are read with the entity that has them. */
    private boolean isRead(PersistentClass entity, AnnotatedElement member) {
        if (read.contains(member)) {
            return true;
        }
        for (PersistentClass above = entity.getSuperclass(); above != null; above = above.getSuperclass()) {
            if (((Member) member).getDeclaringClass().isAssignableFrom(above.getMappedClass())) {
                return true;
            }
        }
        return false;
    }

    private void read(PersistentClass entity, Class<?> owner, String path, Property property) {
        read.addAll(Annotations.members(owner, property.getName()));
        add(entity, path, Annotations.ofAttribute(owner, property.getName(), CopiedTo.class));
        if (property.getValue() instanceof Component embedded) {
            Class<?> embeddable = embedded.getComponentClass();
            add(entity, path, embeddable.getAnnotation(CopiedTo.class));
            if (Attributes.isEmbedded(property) && !embedded.isPolymorphic()) {
                embedded.getProperties().forEach(part -> read(entity, embeddable, path + "." + part.getName(), part));
            }
        }
    }

    private void add(PersistentClass entity, @Nullable String attribute, @Nullable CopiedTo declared) {
        if (declared == null) {
            return;
        }
        if (declared.value().length == 0) {
            problems.add(entity, attribute, "@CopiedTo names no derived data", "Name it, or remove the annotation");
        }
        for (Class<?> marker : declared.value()) {
            DeclaredDerivedData data = data(entity, attribute, marker);
            if (data != null) {
                Copy copy = new Copy(data, entity.getMappedClass(), attribute);
                if (!isErased(copy)) {
                    problems.add(entity, attribute, "it is copied, but never erased", REMEDY);
                } else {
                    copies.add(copy);
                }
            }
        }
    }

    private @Nullable DeclaredDerivedData data(PersistentClass entity, @Nullable String attribute, Class<?> marker) {
        try {
            DeclaredDerivedData data = DeclaredDerivedData.of(marker);
            DeclaredDerivedData other = known.putIfAbsent(data.code(), data);
            if (other != null && other.type() != marker) {
                problems.add(
                        other.type().getName() + " and " + marker.getName() + " have the same code '" + data.code()
                                + "'",
                        "Give each kind of derived data a code of its own");
            }
            return data;
        } catch (IllegalArgumentException malformed) {
            problems.add(entity, attribute, String.valueOf(malformed.getMessage()), "Correct the declaration");
            return null;
        }
    }

    private boolean isErased(Copy copy) {
        Stream<Boolean> rows = plan.rows().keySet().stream().map(name -> copy.related(type(name)));
        Stream<Boolean> fields =
                plan.fields().stream().map(field -> copy.holds(type(field.entity()), field.attribute()));
        Stream<Boolean> elements =
                plan.elements().stream().map(some -> copy.holds(type(some.entity()), some.attribute()));
        return Stream.of(rows, fields, elements).flatMap(each -> each).anyMatch(Boolean::booleanValue);
    }

    private Class<?> type(String entity) {
        return Objects.requireNonNull(metadata.getEntityBinding(entity)).getMappedClass();
    }

    /** Owners of a collection are told by their primary keys. */
    private void refuseUniqueKey(ErasurePlan.Elements elements) {
        PersistentClass owner = metadata.getEntityBinding(elements.entity());
        Property property = Attributes.find(owner, elements.attribute());
        boolean byUniqueKey = property != null
                && property.getValue() instanceof Collection collection
                && collection.getReferencedPropertyName() != null;
        if (byUniqueKey && copies.stream().anyMatch(copy -> copy.holds(owner.getMappedClass(), elements.attribute()))) {
            problems.add(
                    owner,
                    elements.attribute(),
                    "it is copied, and its rows refer to their owner by a unique key instead of the primary key",
                    "Refer to the primary key");
        }
    }
}
