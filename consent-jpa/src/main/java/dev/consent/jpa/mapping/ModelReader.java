package dev.consent.jpa.mapping;

import dev.consent.PersonalData;
import dev.consent.Retain;
import dev.consent.SubjectId;
import dev.consent.Then;
import dev.consent.catalog.DeclaredPurpose;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.RootClass;
import org.hibernate.mapping.Table;
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
    private final Map<String, PersistentClass> entities = new TreeMap<>();
    private final GuardReader guards;
    private final RetentionReader retention;
    private final AttributeReader attributes;
    private final Identifiers identifiers;
    private final AgeReader ages;
    private final Histories histories;

    private final MappingProblems problems;
    private final Map<String, SubjectEntity> subjects = new TreeMap<>();
    private final Map<PersistentClass, ProtectedRow> rows = new LinkedHashMap<>();
    private final Set<String> own;
    private final Inventory inventory;

    private ModelReader(
            Metadata metadata,
            SqlNames names,
            SqlLiterals literals,
            Histories histories,
            Set<String> own,
            MappingProblems problems) {
        this.problems = problems;
        this.metadata = metadata;
        this.own = own;
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
        this.ages = new AgeReader(problems);
        this.guards = new GuardReader(new SubjectPaths(entities, names, histories), problems);
        this.retention = new RetentionReader(metadata, names, problems);
        this.attributes = new AttributeReader(
                identifiers, new PlaceholderReader(literals), guards, retention, inventory, problems);
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
        entities.values().forEach(attributes::read);
        List<ProtectedAttribute> values = attributes.attributes();
        List<ProtectedCollection> collections = attributes.collections();
        List<DeclaredPurpose> purposes = guards.purposes();
        ProtectedTables tables = new ProtectedTables(metadata, histories, own, rows.values(), values, collections);
        OtherWays ways =
                new OtherWays(metadata, entities.values(), histories, rows.values(), values, collections, problems);
        ways.check();
        new Crossings(metadata, entities.values(), rows.values(), values, collections, ways, problems).check();
        new SideDoors(
                        metadata,
                        entities.values(),
                        attributes.looked(),
                        rows.values(),
                        values,
                        collections,
                        ways,
                        problems)
                .check();
        new ForeignSql(metadata, entities.values(), tables, values, problems).check();
        if (purposes.size() > MOST_PURPOSES) {
            problems.add(
                    purposes.size() + " purposes are in use, and at most " + MOST_PURPOSES + " fit a person's mask",
                    "Merge purposes that people decide about together");
        }
        return new ProtectedModel(
                List.copyOf(subjects.values()),
                List.copyOf(rows.values()),
                values,
                collections,
                List.of(),
                tables,
                inventory.catalog(purposes));
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
                    "Give it an identifier of one column of type Long, Integer, Short, String (of varying length) or UUID");
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
                (BasicType<?>) root.getIdentifier().getType(),
                ages.birthDate(root),
                ages.country(root));
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
        attributes.refuseUselessPlaceholder(entity, null, personal);
        boolean stays = personal != null && personal.then() != Then.DELETE;
        if (stays && RetentionReader.deleting(terms).isEmpty()) {
            retention.isSound(entity, null, terms);
            return; // what is personal in these rows are their attributes
        }
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
                readRow(entity, stays ? null : personal, retention.rows(entity, terms, personal != null), terms);
            }
        }
    }

    /** @param personal what decides whether rows are there, or {@code null} when only their terms do */
    private void readRow(
            PersistentClass entity, @Nullable PersonalData personal, @Nullable RetentionRule rule, List<Retain> terms) {
        List<String> path = personal == null ? List.of() : guards.split(entity, personal.subject());
        Table root = entity.getRootClass().getTable();
        boolean whole = UnionTables.isUnion(entity) && !(entity instanceof RootClass);
        boolean ownLink = whole || (entity.getTable() != root && !beginsIn(root, entity, path));
        Guard guard = personal == null
                ? null
                : guards.guard(entity, null, personal, path, ownLink ? entity.getTable() : root);
        boolean ownTerm = rule != null
                && entity.getTable() != root
                && entity.getProperty(RetentionReader.deleting(terms).get(0).from())
                                .getValue()
                                .getTable()
                        != root;
        if (guard != null && !guard.link().single() && !(entity instanceof RootClass)) {
            problem(
                    entity,
                    null,
                    "a rule for whole rows about several people stands on a subclass",
                    "Put it on the root entity " + SubjectPaths.simpleName(entity.getRootClass())
                            + ", or annotate the attributes of the subclass");
            return;
        }
        if (guard != null || (rule != null && personal == null)) {
            Part part = new Parts(names).of(entity, ownLink, ownTerm);
            rows.put(entity, new ProtectedRow(entity, path, new RowRule(guard, rule, part)));
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

    private void problem(PersistentClass entity, @Nullable String attribute, String reason, String remedy) {
        problems.add(entity, attribute, reason, remedy);
    }
}
