package dev.consent.jpa.mapping;

import dev.consent.Erase;
import dev.consent.NotPersonal;
import dev.consent.PersonalData;
import dev.consent.Retain;
import dev.consent.Then;
import dev.consent.catalog.DataCatalog.Classification;
import dev.consent.erasure.RetentionTerm;
import dev.consent.jpa.mapping.MappingRules.Broken;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.RootClass;
import org.hibernate.mapping.ToOne;
import org.jspecify.annotations.Nullable;

/** Reads the attributes of every entity: single values, values within embedded ones, and collections. */
final class AttributeReader {

    private final Identifiers identifiers;
    private final PlaceholderReader placeholders;
    private final GuardReader guards;
    private final RetentionReader retention;
    private final Inventory inventory;
    private final MappingProblems problems;
    private final List<ProtectedAttribute> attributes = new ArrayList<>();
    private final List<ProtectedCollection> collections = new ArrayList<>();
    private final Set<AnnotatedElement> read = new HashSet<>();

    AttributeReader(
            Identifiers identifiers,
            PlaceholderReader placeholders,
            GuardReader guards,
            RetentionReader retention,
            Inventory inventory,
            MappingProblems problems) {
        this.identifiers = identifiers;
        this.placeholders = placeholders;
        this.guards = guards;
        this.retention = retention;
        this.inventory = inventory;
        this.problems = problems;
    }

    /**
     * What holds for an attribute that says nothing itself.
     *
     * @param personal what the embedded value it is in, or the whole row, says; {@code null} when they say nothing
     * @param retained the terms of these
     * @param row whether it was said of the whole row, references excepted
     * @param dates attributes that stay because terms are counted from them
     */
    private record Inherited(@Nullable PersonalData personal, List<Retain> retained, boolean row, Set<String> dates) {

        static final Inherited NOTHING = new Inherited(null, List.of(), false, Set.of());

        /** Whether the row stays, and each of its attributes is cleared, when its last purpose has ended. */
        boolean clears() {
            return row && personal != null && personal.then() == Then.CLEAR;
        }

        Inherited in(@Nullable PersonalData own, List<Retain> ownTerms) {
            return new Inherited(
                    own == null ? personal : own, ownTerms.isEmpty() ? retained : ownTerms, row && own == null, dates);
        }
    }

    List<ProtectedAttribute> attributes() {
        return attributes;
    }

    List<ProtectedCollection> collections() {
        return collections;
    }

    /** The fields and getters that were looked at. */
    Set<AnnotatedElement> looked() {
        return read;
    }

    void read(PersistentClass entity) {
        Class<?> type = entity.getMappedClass();
        Property identifier = entity.getDeclaredIdentifierProperty();
        if (identifier != null) {
            read.addAll(Annotations.members(type, identifier.getName()));
            refuseIfAnnotated(entity, type, identifier);
        }
        if (entity instanceof RootClass) {
            identifiers
                    .parts(entity)
                    .forEach(part -> inventory.add(
                            entity,
                            new Inventory.Attribute(part.path(), List.of(part.column()), false),
                            Classification.STRUCTURE));
        }
        Inherited row = ofRow(entity);
        for (Property property : entity.getProperties()) {
            if (!property.isSynthetic()
                    && !property.isBackRef()
                    && !property.getName().startsWith("_")) {
                boolean stays = property == entity.getVersion() || row.dates().contains(property.getName());
                readAttribute(entity, type, List.of(), property, stays ? Inherited.NOTHING : row);
            }
        }
    }

    /** What a rule for rows that stay says of their attributes. */
    private static Inherited ofRow(PersistentClass entity) {
        PersonalData personal = null;
        List<Retain> declared = List.of();
        for (PersistentClass here = entity; here != null; here = here.getSuperclass()) {
            personal = personal != null ? personal : Annotations.ofEntity(here.getMappedClass(), PersonalData.class);
            declared = declared.isEmpty() ? Annotations.allOfEntity(here.getMappedClass(), Retain.class) : declared;
        }
        List<Retain> keeping = RetentionReader.keeping(declared);
        if (personal == null || (personal.then() == Then.DELETE && keeping.isEmpty())) {
            return Inherited.NOTHING;
        }
        List<Retain> retained = new ArrayList<>(keeping);
        declared.stream().filter(retain -> retain.after() != void.class).forEach(retained::add);
        Set<String> dates =
                RetentionReader.dated(declared).stream().map(Retain::from).collect(Collectors.toUnmodifiableSet());
        return new Inherited(personal, List.copyOf(retained), true, dates);
    }

    private void refuseIfAnnotated(PersistentClass entity, Class<?> type, Property identifier) {
        if (Annotations.ofAttribute(type, identifier.getName(), PersonalData.class) != null) {
            Broken broken = MappingRules.check(entity, type, identifier, false, false);
            problems.add(
                    entity,
                    identifier.getName(),
                    broken == null ? "an identifier cannot be hidden" : broken.reason(),
                    "Use a generated identifier and keep the value in another attribute");
        }
    }

    private void readAttribute(
            PersistentClass entity, Class<?> holder, List<String> outer, Property property, Inherited inherited) {
        read.addAll(Annotations.members(holder, property.getName()));
        PersonalData own = Annotations.ofAttribute(holder, property.getName(), PersonalData.class);
        List<Retain> ownTerms = Annotations.allOfAttribute(holder, property.getName(), Retain.class);
        boolean looked = Annotations.ofAttribute(holder, property.getName(), NotPersonal.class) != null;
        boolean computed =
                property.getValue().hasFormula() && !property.getValue().hasColumns();
        boolean outside =
                own == null && inherited.row() && (looked || computed || Inventory.Attribute.refers(property));
        Inherited told = outside ? Inherited.NOTHING : inherited.in(own, ownTerms);
        List<String> path = append(outer, property.getName());
        String name = String.join(".", path);
        if (own != null && own.then() != Then.DELETE) {
            problem(
                    entity,
                    name,
                    "it says that its row stays, but it is no row",
                    "Say how its value is replaced with @Erase, or put then on the entity");
        }
        if (property.getValue() instanceof Component component && component.getAggregateColumn() == null) {
            refuseUselessPlaceholder(entity, name, own);
            if (component.isPolymorphic() && told.personal() != null) {
                problems.add(
                        entity,
                        name,
                        "it is personal, but its value may be of several classes",
                        "Map it as an ordinary embedded value");
                return;
            }
            for (Property part : component.getProperties()) {
                readAttribute(entity, component.getComponentClass(), path, part, told);
            }
            return;
        }
        PersonalData personal = told.personal();
        if (personal != null && RevisionReader.isPlain(entity, personal)) {
            guards.purposes(entity, property.getName(), personal);
            inventory.add(entity, Inventory.Attribute.of(path, property), Classification.PERSONAL);
            return;
        }
        if (personal == null || (looked && own == null)) {
            refuseUselessTerm(entity, holder, name, property);
            inventory.add(entity, Inventory.Attribute.of(path, property), inventory.classify(entity, property, looked));
            return;
        }
        if (!retention.isSound(entity, name, told.retained())) {
            return;
        }
        if (property.getValue() instanceof Collection collection) {
            readCollection(entity, holder, path, collection, personal, told);
        } else if (check(entity, holder, path, property, !outer.isEmpty(), declaresPlaceholder(own))) {
            readValue(entity, holder, path, property, own, told);
        }
    }

    private void readValue(
            PersistentClass entity,
            Class<?> holder,
            List<String> path,
            Property property,
            @Nullable PersonalData own,
            Inherited told) {
        PersonalData personal = Objects.requireNonNull(told.personal());
        String name = String.join(".", path);
        List<String> subjectPath = guards.subjectPath(entity, personal);
        Guard guard = guards.guard(
                entity, name, personal, subjectPath, property.getValue().getTable());
        if (guard == null) {
            return;
        }
        Erase erase = Annotations.ofAttribute(holder, property.getName(), Erase.class);
        List<ValueTerm> terms =
                retention.values(entity, name, property.getValue().getTable(), told.retained(), erase);
        attributes.add(new ProtectedAttribute(
                entity,
                path,
                subjectPath,
                property.getColumns(),
                path.size() == 1 && !(property.getValue() instanceof ToOne),
                placeholder(entity, holder, path, property, own),
                guard,
                told.retained(),
                terms,
                told.clears()));
        inventory.add(
                entity,
                Inventory.Attribute.of(path, property),
                guard,
                subjectPath,
                Inventory.categories(personal),
                terms.isEmpty() ? null : terms.get(terms.size() - 1).rule().longest());
    }

    private void refuseUselessTerm(PersistentClass entity, Class<?> holder, String attribute, Property property) {
        if (!Annotations.allOfAttribute(holder, property.getName(), Retain.class)
                        .isEmpty()
                || Annotations.ofAttribute(holder, property.getName(), Erase.class) != null) {
            problem(
                    entity,
                    attribute,
                    "it says how it is kept or erased, but is not personal data by itself",
                    "Annotate it with @PersonalData, too, or remove @Retain and @Erase");
        }
    }

    private boolean check(
            PersistentClass entity,
            Class<?> holder,
            List<String> path,
            Property property,
            boolean inside,
            boolean placeholder) {
        Broken broken = MappingRules.check(entity, holder, property, inside, placeholder);
        if (broken != null) {
            problem(entity, String.join(".", path), broken.reason(), broken.remedy());
        }
        return broken == null;
    }

    private static boolean declaresPlaceholder(@Nullable PersonalData personal) {
        return personal != null && personal.placeholder().length > 0;
    }

    private @Nullable Placeholder placeholder(
            PersistentClass entity, Class<?> holder, List<String> path, Property property, @Nullable PersonalData own) {
        if (own == null || own.placeholder().length == 0) {
            return null;
        }
        try {
            return placeholders.read(holder, property, own.placeholder());
        } catch (PlaceholderReader.Unusable unusable) {
            Broken broken = unusable.broken();
            problem(entity, String.join(".", path), broken.reason(), broken.remedy());
            return null;
        }
    }

    void refuseUselessPlaceholder(PersistentClass entity, @Nullable String attribute, @Nullable PersonalData personal) {
        if (declaresPlaceholder(personal)) {
            problem(
                    entity,
                    attribute,
                    "a placeholder stands for one value, and this is more than one",
                    "Declare placeholders on attributes with one column");
        }
    }

    private void readCollection(
            PersistentClass entity,
            Class<?> holder,
            List<String> path,
            Collection collection,
            PersonalData personal,
            Inherited told) {
        String name = String.join(".", path);
        Broken never = MappingRules.neverEmpty(holder, path.get(path.size() - 1));
        if (never != null) {
            problem(entity, name, never.reason(), never.remedy());
            return;
        }
        if (!told.row()) {
            refuseUselessPlaceholder(entity, name, personal);
        }
        if (collection.isOneToMany() || collection.isInverse()) {
            problem(
                    entity,
                    name,
                    "its elements are rows of another entity",
                    "Annotate that entity with @PersonalData instead");
            return;
        }
        List<String> subjectPath = guards.subjectPath(entity, personal);
        Guard guard = guards.guard(entity, name, collection, personal, subjectPath);
        if (guard != null) {
            RetentionRule rule = retention.elements(entity, name, collection, told.retained());
            collections.add(new ProtectedCollection(collection, name, subjectPath, guard, told.retained(), rule));
            RetentionTerm longest = rule == null ? null : rule.longest();
            inventory.add(
                    entity,
                    new Inventory.Attribute(name, collection.getElement().getColumns(), false),
                    guard,
                    subjectPath,
                    Inventory.categories(personal),
                    longest);
        }
    }

    private void problem(PersistentClass entity, @Nullable String attribute, String reason, String remedy) {
        problems.add(entity, attribute, reason, remedy);
    }

    private static List<String> append(List<String> outer, String name) {
        List<String> path = new ArrayList<>(outer);
        path.add(name);
        return path;
    }
}
