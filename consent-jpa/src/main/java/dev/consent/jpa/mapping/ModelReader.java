package dev.consent.jpa.mapping;

import dev.consent.Erase;
import dev.consent.NotPersonal;
import dev.consent.PersonalData;
import dev.consent.Retain;
import dev.consent.SubjectId;
import dev.consent.catalog.DataCatalog.Classification;
import dev.consent.catalog.DeclaredAudience;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.jpa.mapping.MappingRules.Broken;
import dev.consent.jpa.mapping.SubjectPaths.BrokenPath;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.RootClass;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.ToOne;
import org.hibernate.type.BasicType;
import org.jspecify.annotations.Nullable;

/** Reads one persistence unit, once, before Hibernate builds its runtime model from it. */
public final class ModelReader {

    /** Bits of a mask: a {@code bigint} without its sign. */
    public static final int MOST_PURPOSES = 63;

    /** Envers brings a revision entity of its own. */
    private static final String ENVERS = "org.hibernate.envers.";

    private final Metadata metadata;
    private final SqlNames names;
    private final PlaceholderReader placeholders;
    private final Map<String, PersistentClass> entities = new TreeMap<>();
    private final SubjectPaths paths;
    private final Identifiers identifiers;
    private final Histories histories;

    private final MappingProblems problems;
    private final Map<String, DeclaredPurpose> purposes = new TreeMap<>();
    private final Map<String, SubjectEntity> subjects = new TreeMap<>();
    private final Map<PersistentClass, ProtectedRow> rows = new LinkedHashMap<>();
    private final List<ProtectedAttribute> attributes = new ArrayList<>();
    private final List<ProtectedCollection> collections = new ArrayList<>();
    private final Inventory inventory;
    private final Set<AnnotatedElement> read = new HashSet<>();

    private ModelReader(
            Metadata metadata,
            SqlNames names,
            SqlLiterals literals,
            Histories histories,
            Set<String> own,
            MappingProblems problems) {
        this.placeholders = new PlaceholderReader(literals);
        this.problems = problems;
        this.metadata = metadata;
        this.inventory = new Inventory(metadata, rows);
        this.names = names;
        for (PersistentClass entity : metadata.getEntityBindings()) {
            if (entity.getClassName() != null
                    && !own.contains(entity.getClassName())
                    && !entity.getClassName().startsWith(ENVERS)) {
                entities.put(entity.getEntityName(), entity);
            }
        }
        this.histories = histories;
        this.identifiers = new Identifiers(metadata);
        this.paths = new SubjectPaths(entities, names, histories);
    }

    /**
     * Reads what is protected.
     *
     * @param own the classes of consent's own entities, which are none of the application's data
     * @param problems takes every mapping that cannot be protected; the model leaves it out
     */
    public static ProtectedModel read(
            Metadata metadata,
            SqlNames names,
            SqlLiterals literals,
            Histories histories,
            Set<String> own,
            MappingProblems problems) {
        return new ModelReader(metadata, names, literals, histories, own, problems).read();
    }

    private ProtectedModel read() {
        entities.values().forEach(this::readSubject);
        entities.values().forEach(this::readRow);
        entities.values().forEach(entity -> inventory.add(entity, null, inventory.classify(entity)));
        entities.values().forEach(this::readAttributes);
        ProtectedTables tables = new ProtectedTables(metadata, histories, rows.values(), attributes, collections);
        new SideDoors(metadata, entities.values(), read, rows.values(), attributes, collections, problems).check();
        new ForeignSql(metadata, entities.values(), tables, attributes, problems).check();
        if (purposes.size() > MOST_PURPOSES) {
            problems.add(
                    purposes.size() + " purposes are in use, and at most " + MOST_PURPOSES + " fit a person's mask",
                    "Merge purposes that people decide about together");
        }
        return new ProtectedModel(
                List.copyOf(subjects.values()),
                List.copyOf(rows.values()),
                attributes,
                collections,
                List.of(),
                tables,
                inventory.catalog(List.copyOf(purposes.values())));
    }

    private void readSubject(PersistentClass entity) {
        if (!SubjectPaths.isSubject(entity.getMappedClass())) {
            return;
        }
        RootClass root = entity.getRootClass();
        if (!SubjectPaths.isSubject(root.getMappedClass())) {
            problem(
                    entity,
                    null,
                    "@DataSubject stands on a subclass",
                    "Put it on the root entity " + SubjectPaths.simpleName(root));
            return;
        }
        String type = SubjectId.typeOf(root.getMappedClass());
        String unusable = type.length() > SubjectId.MAX_LENGTH
                ? "its type has more than " + SubjectId.MAX_LENGTH + " characters"
                : identifiers.unusableForSubject(root);
        if (unusable != null) {
            problem(
                    root,
                    null,
                    "it cannot be a data subject, because " + unusable,
                    "Give it an identifier of one column of type Long, Integer, Short, String or UUID");
            return;
        }
        SubjectEntity subject = new SubjectEntity(
                type,
                root,
                new UnionTables(names, histories)
                        .rows(
                                root,
                                root.getTable(),
                                names.of(root.getIdentifier().getColumns())),
                names.of(root.getIdentifier().getColumns().get(0)),
                (BasicType<?>) root.getIdentifier().getType());
        SubjectEntity other = subjects.putIfAbsent(type, subject);
        if (other != null && other.entity() != root) {
            problem(
                    root,
                    null,
                    "the data subject type '" + type + "' is also that of " + SubjectPaths.simpleName(other.entity()),
                    "Set @DataSubject(type = …) on one of them");
        }
    }

    private void readRow(PersistentClass entity) {
        Class<?> type = entity.getMappedClass();
        PersonalData personal = Annotations.ofEntity(type, PersonalData.class);
        List<Retain> terms = Annotations.allOfEntity(type, Retain.class);
        if (personal != null || !terms.isEmpty()) {
            String indistinct = Parts.indistinct(entity);
            if (indistinct != null) {
                problem(
                        entity,
                        null,
                        "a rule for whole rows stands on a subclass " + indistinct,
                        "Put it on the root entity " + SubjectPaths.simpleName(entity.getRootClass())
                                + ", or annotate the attributes of the subclass");
            } else {
                refuseUselessPlaceholder(entity, null, personal);
                readRow(entity, personal, terms);
            }
        }
    }

    private void readRow(PersistentClass entity, @Nullable PersonalData personal, List<Retain> terms) {
        List<String> path = personal == null ? List.of() : split(entity, personal.subject());
        Table root = entity.getRootClass().getTable();
        boolean ownLink = entity.getTable() != root && !beginsIn(root, entity, path);
        Guard guard = personal == null ? null : guard(entity, null, personal, path, ownLink ? entity.getTable() : root);
        RetentionRule retention = new RetentionReader(metadata, names, problems).read(entity, terms, personal != null);
        Retain retain = RetentionReader.dated(terms);
        boolean ownTerm = retention != null
                && retain != null
                && entity.getTable() != root
                && entity.getProperty(retain.from()).getValue().getTable() != root;
        if (guard != null && !guard.link().single() && !(entity instanceof RootClass)) {
            problem(
                    entity,
                    null,
                    "a rule for whole rows about several people stands on a subclass",
                    "Put it on the root entity " + SubjectPaths.simpleName(entity.getRootClass())
                            + ", or annotate the attributes of the subclass");
            return;
        }
        if (guard != null || (retention != null && personal == null)) {
            Part part = new Parts(names).of(entity, ownLink, ownTerm);
            rows.put(entity, new ProtectedRow(entity, path, new RowRule(guard, retention, part)));
        }
    }

    /** Whether a path starts in the root table of a hierarchy, at its key or at a reference. */
    private static boolean beginsIn(Table root, PersistentClass entity, List<String> path) {
        return path.isEmpty()
                || Identifiers.isPart(entity, path.get(0))
                || entity.getPropertyClosure().stream()
                        .anyMatch(property -> property.getName().equals(Attributes.root(path.get(0)))
                                && property.getValue().getTable() == root);
    }

    private void readAttributes(PersistentClass entity) {
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
        for (Property property : entity.getProperties()) {
            if (!property.isSynthetic()
                    && !property.isBackRef()
                    && !property.getName().startsWith("_")) {
                readAttribute(entity, type, List.of(), property, null);
            }
        }
    }

    private void refuseIfAnnotated(PersistentClass entity, Class<?> type, Property identifier) {
        if (Annotations.ofAttribute(type, identifier.getName(), PersonalData.class) != null) {
            Broken broken = MappingRules.check(entity, type, identifier, false, false);
            problem(
                    entity,
                    identifier.getName(),
                    broken == null ? "an identifier cannot be hidden" : broken.reason(),
                    "Use a generated identifier and keep the value in another attribute");
        }
    }

    private void readAttribute(
            PersistentClass entity,
            Class<?> holder,
            List<String> outer,
            Property property,
            @Nullable PersonalData inherited) {
        read.addAll(Annotations.members(holder, property.getName()));
        PersonalData own = Annotations.ofAttribute(holder, property.getName(), PersonalData.class);
        PersonalData personal = own != null ? own : inherited;
        List<String> path = append(outer, property.getName());
        if (property.getValue() instanceof Component component && component.getAggregateColumn() == null) {
            refuseUselessPlaceholder(entity, String.join(".", path), own);
            for (Property part : component.getProperties()) {
                readAttribute(entity, component.getComponentClass(), path, part, personal);
            }
            return;
        }
        boolean looked = Annotations.ofAttribute(holder, property.getName(), NotPersonal.class) != null;
        if (personal != null && RevisionReader.isPlain(entity, personal)) {
            purposes(entity, property.getName(), personal);
            inventory.add(entity, Inventory.Attribute.of(path, property), Classification.PERSONAL);
            return;
        }
        if (personal == null || (looked && own == null)) {
            refuseUselessTerm(entity, holder, String.join(".", path), property);
            inventory.add(entity, Inventory.Attribute.of(path, property), inventory.classify(entity, property, looked));
            return;
        }
        if (property.getValue() instanceof Collection collection) {
            readCollection(entity, path, collection, personal);
        } else if (check(entity, holder, path, property, !outer.isEmpty(), declaresPlaceholder(own))) {
            Guard guard = guard(
                    entity,
                    String.join(".", path),
                    personal,
                    subjectPath(entity, personal),
                    property.getValue().getTable());
            if (guard != null) {
                attributes.add(new ProtectedAttribute(
                        entity,
                        path,
                        subjectPath(entity, personal),
                        property.getColumns(),
                        outer.isEmpty() && !(property.getValue() instanceof ToOne),
                        placeholder(entity, holder, path, property, own),
                        guard));
                inventory.add(
                        entity,
                        Inventory.Attribute.of(path, property),
                        guard,
                        subjectPath(entity, personal),
                        Inventory.categories(personal));
            }
        }
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

    private void refuseUselessPlaceholder(
            PersistentClass entity, @Nullable String attribute, @Nullable PersonalData personal) {
        if (declaresPlaceholder(personal)) {
            problem(
                    entity,
                    attribute,
                    "a placeholder stands for one value, and this is more than one",
                    "Declare placeholders on attributes with one column");
        }
    }

    private void readCollection(
            PersistentClass entity, List<String> path, Collection collection, PersonalData personal) {
        String name = String.join(".", path);
        refuseUselessPlaceholder(entity, name, personal);
        if (collection.isOneToMany() || collection.isInverse()) {
            problem(
                    entity,
                    name,
                    "its elements are rows of another entity",
                    "Annotate that entity with @PersonalData instead");
            return;
        }
        List<String> subjectPath = subjectPath(entity, personal);
        try {
            SubjectPaths.Path way = paths.follow(entity, subjectPath);
            SubjectLink link = paths.linkFromKey(collection.getKey().getColumns(), way);
            List<DeclaredPurpose> served = purposes(entity, name, personal);
            List<DeclaredAudience> audiences = audiences(entity, name, personal);
            if (!served.isEmpty()) {
                Guard guard = new Guard(link, served, audiences);
                collections.add(new ProtectedCollection(collection, name, subjectPath, guard));
                inventory.add(
                        entity,
                        new Inventory.Attribute(name, collection.getElement().getColumns(), false),
                        guard,
                        subjectPath,
                        Inventory.categories(personal));
            }
        } catch (BrokenPath broken) {
            problem(entity, name, "its data subject cannot be reached: " + broken.getMessage(), PATH_REMEDY);
        }
    }

    private static final String PATH_REMEDY =
            "Set subject to a path of references, at most one of them to many, that ends at an entity annotated with"
                    + " @DataSubject";

    private @Nullable Guard guard(
            PersistentClass entity,
            @Nullable String attribute,
            PersonalData personal,
            List<String> subjectPath,
            @Nullable Table table) {
        List<DeclaredPurpose> served = purposes(entity, attribute, personal);
        List<DeclaredAudience> audiences = audiences(entity, attribute, personal);
        try {
            SubjectPaths.Path way = paths.follow(entity, subjectPath);
            SubjectLink link = paths.linkFrom(table == null ? entity.getTable() : table, way);
            return served.isEmpty() ? null : new Guard(link, served, audiences);
        } catch (BrokenPath broken) {
            problem(entity, attribute, "its data subject cannot be reached: " + broken.getMessage(), PATH_REMEDY);
            return null;
        }
    }

    private List<DeclaredPurpose> purposes(PersistentClass entity, @Nullable String attribute, PersonalData personal) {
        List<DeclaredPurpose> served = new ArrayList<>();
        if (personal.purpose().length == 0) {
            problem(entity, attribute, "@PersonalData names no purpose", "Name at least one purpose");
        }
        for (Class<?> marker : personal.purpose()) {
            try {
                DeclaredPurpose purpose = DeclaredPurpose.of(marker);
                DeclaredPurpose known = purposes.putIfAbsent(purpose.code(), purpose);
                if (known != null && known.type() != marker) {
                    problem(
                            entity,
                            attribute,
                            "the purposes " + marker.getName() + " and "
                                    + known.type().getName() + " have the same code",
                            "Give each purpose a code of its own");
                }
                served.add(purpose);
            } catch (IllegalArgumentException malformed) {
                problem(entity, attribute, String.valueOf(malformed.getMessage()), "Correct the purpose");
            }
        }
        return served;
    }

    private List<DeclaredAudience> audiences(
            PersistentClass entity, @Nullable String attribute, PersonalData personal) {
        List<DeclaredAudience> audiences = new ArrayList<>();
        for (Class<?> marker : personal.audience()) {
            try {
                audiences.add(DeclaredAudience.of(marker));
            } catch (IllegalArgumentException malformed) {
                problem(entity, attribute, String.valueOf(malformed.getMessage()), "Correct the audience");
            }
        }
        return audiences;
    }

    private List<String> subjectPath(PersistentClass entity, PersonalData personal) {
        if (!personal.subject().isEmpty()) {
            return split(entity, personal.subject());
        }
        if (SubjectPaths.isSubject(entity.getMappedClass())) {
            return List.of();
        }
        for (PersistentClass here = entity; here != null; here = here.getSuperclass()) {
            PersonalData row = Annotations.ofEntity(here.getMappedClass(), PersonalData.class);
            if (row != null) {
                return split(entity, row.subject());
            }
        }
        return List.of();
    }

    private void problem(PersistentClass entity, @Nullable String attribute, String reason, String remedy) {
        problems.add(entity, attribute, reason, remedy);
    }

    private List<String> split(PersistentClass entity, String path) {
        return path.isEmpty() ? List.of() : paths.attributes(entity, List.of(path.split("\\.")));
    }

    private static List<String> append(List<String> outer, String name) {
        List<String> path = new ArrayList<>(outer);
        path.add(name);
        return path;
    }
}
