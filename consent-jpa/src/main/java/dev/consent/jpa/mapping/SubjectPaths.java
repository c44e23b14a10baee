package dev.consent.jpa.mapping;

import dev.consent.DataSubject;
import dev.consent.SubjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.ManyToOne;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.ToOne;
import org.jspecify.annotations.Nullable;

/** Follows a path of attributes to the data subjects, and says how rows of a table get there in SQL. */
final class SubjectPaths {

    private final Map<String, PersistentClass> entities;
    private final SqlNames names;
    private final Histories histories;
    private final UnionTables tables;

    SubjectPaths(Map<String, PersistentClass> entities, SqlNames names, Histories histories) {
        this.entities = entities;
        this.names = names;
        this.histories = histories;
        this.tables = new UnionTables(names, histories);
    }

    /** A path that leads to a data subject. */
    record Path(String subjectType, PersistentClass start, List<Step> steps) {}

    /**
     * One step, see {@link Hop}.
     *
     * @param owner the entity whose rows are in the table, or that owns the links in it
     */
    record Step(
            PersistentClass owner,
            Table table,
            @Nullable Table history,
            List<Column> match,
            List<Column> next,
            boolean many) {}

    /** A path cannot be followed; the message says why. */
    static final class BrokenPath extends Exception {

        private static final long serialVersionUID = 1L;

        BrokenPath(String message) {
            super(message);
        }
    }

    /** Follows the attributes from an entity; an empty path is the entity itself. */
    Path follow(PersistentClass start, List<String> attributes) throws BrokenPath {
        List<Step> steps = new ArrayList<>();
        PersistentClass here = start;
        for (String attribute : attributes) {
            Property property = Attributes.find(here, attribute);
            if (property == null) {
                throw new BrokenPath("there is no attribute '" + attribute + "' in " + simpleName(here));
            }
            if (attribute.contains(".")) {
                refuseUnreadable(here, attribute, property);
            }
            if (property.getValue() instanceof Collection collection) {
                if (steps.stream().anyMatch(Step::many)) {
                    throw new BrokenPath(
                            "'" + attribute + "' of " + simpleName(here) + " is the second collection on the path");
                }
                steps.add(LinkTables.step(here, attribute, collection, histories));
                here = entities.get(Objects.requireNonNull(CollectionRoles.element(collection))
                        .getEntityName());
                continue;
            }
            if (!(property.getValue() instanceof ManyToOne toOne) || !toOne.isReferenceToPrimaryKey()) {
                throw new BrokenPath("'" + attribute + "' of " + simpleName(here)
                        + " is not a reference with a foreign key to a primary key");
            }
            Table table = toOne.getTable();
            steps.add(new Step(
                    here, table, histories.of(here, table), Identifiers.in(here, table), toOne.getColumns(), false));
            PersistentClass next = entities.get(toOne.getReferencedEntityName());
            if (next == null) {
                throw new BrokenPath("'" + attribute + "' of " + simpleName(here) + " leads to no mapped entity");
            }
            here = next;
        }
        Class<?> target = here.getMappedClass();
        if (!isSubject(target)) {
            throw new BrokenPath(simpleName(here) + " is not annotated with @DataSubject");
        }
        return new Path(SubjectId.typeOf(target), start, steps);
    }

    /** The attributes on a path; one that lies inside an embedded value is one attribute, with dots in its name. */
    List<String> attributes(PersistentClass start, List<String> names) {
        List<String> attributes = new ArrayList<>();
        PersistentClass here = start;
        List<String> rest = names;
        while (here != null && !rest.isEmpty()) {
            rest = Attributes.joined(here, rest);
            attributes.add(rest.get(0));
            Property property = Attributes.find(here, rest.get(0));
            here = property == null ? null : target(property);
            rest = rest.subList(1, rest.size());
        }
        attributes.addAll(rest);
        return attributes;
    }

    private @Nullable PersistentClass target(Property property) {
        if (property.getValue() instanceof Collection collection) {
            return CollectionRoles.element(collection);
        }
        return property.getValue() instanceof ToOne toOne ? entities.get(toOne.getReferencedEntityName()) : null;
    }

    private static void refuseUnreadable(PersistentClass here, String attribute, Property property) throws BrokenPath {
        String name = "'" + attribute + "' of " + simpleName(here);
        if (Identifiers.isPart(here, Attributes.root(attribute))) {
            throw new BrokenPath(name + " is inside an embedded identifier; map the reference as an attribute of the"
                    + " entity with @MapsId");
        }
        if (property.getValue() instanceof Collection) {
            throw new BrokenPath(name + " is a collection inside an embedded value; map it in the entity itself");
        }
    }

    /** How rows of this table, one of the tables of the entity the path starts at, reach the data subject. */
    SubjectLink linkFrom(Table table, Path path) throws BrokenPath {
        Step first = path.steps().isEmpty() ? null : path.steps().get(0);
        boolean here = first != null && (first.table() == table || UnionTables.isUnion(path.start()));
        if (here && !first.many()) {
            return link(first.next(), 1, path);
        }
        return linkFromKey(Identifiers.in(path.start(), table), path);
    }

    /** How rows that hold the primary key of the entity the path starts at in these columns reach the data subject. */
    SubjectLink linkFromKey(List<Column> key, Path path) throws BrokenPath {
        return link(key, 0, path);
    }

    private SubjectLink link(List<Column> start, int firstHop, Path path) throws BrokenPath {
        List<Hop> hops = new ArrayList<>();
        List<Step> steps = path.steps();
        for (int i = firstHop; i < steps.size(); i++) {
            Step step = steps.get(i);
            List<Column> next = step.next();
            // A link's own row holds the next reference: no need to come back to it by its key.
            if (step.many() && i + 1 < steps.size() && steps.get(i + 1).table() == step.table()) {
                i++;
                next = steps.get(i).next();
            }
            hops.add(hop(step, next));
        }
        if (hops.isEmpty() && start.size() != 1) {
            throw new BrokenPath("the identifier of " + path.subjectType() + " has several columns");
        }
        return new SubjectLink(path.subjectType(), names.of(start), hops);
    }

    private Hop hop(Step step, List<Column> onwards) {
        Columns match = names.of(step.match());
        Columns next = names.of(onwards);
        Table history = step.history();
        if (step.many()) {
            return new Hop(names.of(step.table()), history == null ? null : names.of(history), match, next, true);
        }
        return new Hop(
                tables.rows(step.owner(), step.table(), match, next),
                history == null ? null : tables.pastRows(step.owner(), history, match, next),
                match,
                next,
                false);
    }

    static boolean isSubject(@Nullable Class<?> type) {
        for (Class<?> here = type; here != null; here = here.getSuperclass()) {
            if (here.isAnnotationPresent(DataSubject.class)) {
                return true;
            }
        }
        return false;
    }

    static String simpleName(PersistentClass entity) {
        // Histories have no class.
        return entity.getClassName() == null
                ? entity.getEntityName()
                : entity.getMappedClass().getSimpleName();
    }
}
