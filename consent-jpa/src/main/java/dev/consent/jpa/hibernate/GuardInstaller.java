package dev.consent.jpa.hibernate;

import dev.consent.jpa.guard.GuardRenderer;
import dev.consent.jpa.guard.GuardRenderer.Alias;
import dev.consent.jpa.guard.Markers;
import dev.consent.jpa.mapping.Attributes;
import dev.consent.jpa.mapping.CollectionRoles;
import dev.consent.jpa.mapping.Columns;
import dev.consent.jpa.mapping.Guard;
import dev.consent.jpa.mapping.Histories;
import dev.consent.jpa.mapping.Hop;
import dev.consent.jpa.mapping.MappingProblems;
import dev.consent.jpa.mapping.Part;
import dev.consent.jpa.mapping.Parts;
import dev.consent.jpa.mapping.Placeholder;
import dev.consent.jpa.mapping.ProtectedAttribute;
import dev.consent.jpa.mapping.ProtectedCollection;
import dev.consent.jpa.mapping.ProtectedModel;
import dev.consent.jpa.mapping.ProtectedRow;
import dev.consent.jpa.mapping.RetentionRule;
import dev.consent.jpa.mapping.RowRule;
import dev.consent.jpa.mapping.SqlNames;
import dev.consent.jpa.mapping.UnionTables;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.RootClass;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.ToOne;
import org.hibernate.mapping.UnionSubclass;
import org.hibernate.tool.schema.spi.SchemaManagementTool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the guards into Hibernate's boot model, before the persisters are built from it. */
final class GuardInstaller {

    private static final Logger LOG = LoggerFactory.getLogger(GuardInstaller.class);

    private final Metadata metadata;
    private final ProtectedModel model;
    private final Histories histories;
    private final SqlNames names;
    private final GuardRenderer renderer;
    private final SchemaManagementTool tool;
    private final MappingProblems problems;

    private final Parts parts;
    private final Expectations expected = new Expectations();
    private final Set<String> uncached = new TreeSet<>();

    GuardInstaller(
            Metadata metadata,
            ProtectedModel model,
            Histories histories,
            SqlNames names,
            GuardRenderer renderer,
            SchemaManagementTool tool,
            MappingProblems problems) {
        this.tool = tool;
        this.problems = problems;
        this.metadata = metadata;
        this.model = model;
        this.histories = histories;
        this.names = names;
        this.renderer = renderer;
        this.parts = new Parts(names);
    }

    /**
     * Installs all guards and returns what the runtime model must show.
     *
     * @param caches whether there is a second-level cache at all
     */
    Expectations install(boolean caches) {
        BracketedSql.in(metadata, problems);
        model.rows().forEach(this::guardRow);
        model.attributes().forEach(this::guardAttribute);
        metadata.getCollectionBindings().forEach(this::guardElements);
        model.collections().forEach(this::guardCollection);
        keepReferences();
        if (caches && !uncached.isEmpty()) {
            LOG.warn("Switched off the second-level cache, which knows nothing of consent, for {}", uncached);
        }
        return expected;
    }

    private void guardRow(ProtectedRow row) {
        PersistentClass entity = row.entity();
        addWhere(row.root(), renderer.row(row.rule(), Alias.TEMPLATE));
        uncache(row.root());
        followLinks(row.root(), row.rule().guard());
        expected.entity(row.root());
        PersistentClass history = histories.of(entity);
        if (history != null) {
            requireAudited(history, row.rule(), entity);
            addWhere(history.getRootClass(), renderer.row(parts.inHistory(row, history), Alias.TEMPLATE));
            expected.entity(history.getRootClass());
        }
    }

    private void requireAudited(PersistentClass history, RowRule rule, PersistentClass entity) {
        Guard guard = rule.guard();
        RetentionRule retention = rule.retention();
        Table root = history.getRootTable();
        boolean ownLink = rule.part() instanceof Part.ByTable part && part.link();
        boolean ownTerm = rule.part() instanceof Part.ByTable part && part.term();
        if (guard != null) {
            requireAudited(ownLink ? history.getTable() : root, guard, entity, null);
        }
        if (retention != null) {
            requireAudited(ownTerm ? history.getTable() : root, new Columns(retention.columns()), entity);
        }
    }

    private void requireAudited(Table history, Guard guard, PersistentClass entity, @Nullable String attribute) {
        requireAudited(history, guard.link().start(), entity);
        requireAuditedLinks(guard, entity, attribute);
    }

    private void requireAuditedLinks(Guard guard, PersistentClass entity, @Nullable String attribute) {
        Hop links = guard.link().links();
        if (links != null && links.history() == null) {
            problems.add(
                    entity,
                    attribute,
                    "its history cannot be guarded, because it is not audited whom it was about",
                    "Audit the links to its data subjects too, or do not audit it");
        }
    }

    /** Pending changes of links are written before a query asks what they let be seen. */
    private static void followLinks(PersistentClass entity, @Nullable Guard guard) {
        Hop links = guard == null ? null : guard.link().links();
        if (links != null) {
            entity.addSynchronizedTable(links.table());
        }
    }

    private void requireAudited(Table history, Columns columns, PersistentClass entity) {
        Set<String> audited = new HashSet<>();
        history.getColumns().forEach(known -> audited.add(names.of(known)));
        if (!audited.containsAll(columns.names())) {
            boolean otherwise = names.in(history, columns) != null;
            problems.add(
                    entity,
                    null,
                    "its history cannot be guarded, because " + columns.list("")
                            + (otherwise ? " is quoted, and Envers leaves the quotes out" : " is not audited"),
                    otherwise
                            ? "Give the column a name that needs no quotes, without them"
                            : "Audit the attribute that leads to the data subject, and the date of the term; what a"
                                    + " mapped superclass declares is audited if that is annotated with @Audited itself");
        }
    }

    private void guardAttribute(ProtectedAttribute attribute) {
        PersistentClass owner = attribute.owner();
        for (Column column : attribute.columns()) {
            guardColumn(attribute, attribute.guard(), column, attribute.plain());
        }
        followLinks(owner, attribute.guard());
        owner.getRootClass().setDynamicUpdate(true);
        owner.getRootClass().getSubclasses().forEach(subclass -> subclass.setDynamicUpdate(true));
        uncache(owner.getRootClass());
        Set<String> columns = new HashSet<>();
        attribute.columns().forEach(column -> columns.add(names.of(column)));
        expected.attribute(owner.getEntityName(), columns);
        metadata.getCollectionBindings().forEach(collection -> guardOtherEnd(attribute, collection));
        PersistentClass history = histories.of(owner);
        if (history != null) {
            Table found = null;
            Set<String> past = new HashSet<>();
            for (Property property : history.getProperties()) {
                for (Column column : Attributes.columns(property)) {
                    if (names.isAmong(columns, column)) {
                        past.add(names.of(column));
                        // Of a secondary table, whose key may have a name of its own.
                        found = property.getValue().getTable();
                        guardColumn(
                                attribute,
                                attribute.guard().lookedUp(),
                                column,
                                !(property.getValue() instanceof Component) && !(property.getValue() instanceof ToOne));
                    }
                }
            }
            if (found != null) {
                Table table = found;
                requireAudited(table, attribute.guard(), owner, attribute.name());
                attribute
                        .hiding()
                        .forEach(term ->
                                requireAudited(table, new Columns(term.rule().columns()), owner));
                expected.attribute(history.getEntityName(), past);
            }
        }
    }

    /** Who holds a reference that is hidden is not seen from its other end either, nor counted there. */
    private void guardOtherEnd(ProtectedAttribute reference, Collection collection) {
        Table table = reference.columns().isEmpty()
                ? null
                : reference.columns().get(0).getValue().getTable();
        boolean otherEnd = collection.isOneToMany()
                && collection.isInverse()
                && collection.getCollectionTable() == table
                && collection.getKey().getColumns().equals(reference.columns());
        if (!otherEnd) {
            return;
        }
        PersistentClass element = CollectionRoles.element(collection);
        if (element == null || element.getTable() != table || element instanceof UnionSubclass) {
            problems.add(
                    collection.getOwner(),
                    CollectionRoles.attribute(collection),
                    "it is the other end of the protected reference " + reference.name()
                            + ", and cannot hide what that hides",
                    "Remove the collection, and query for its elements");
            return;
        }
        collection.setWhere(and(collection.getWhere(), renderer.elements(reference.guard(), Alias.NONE)));
        collection.setCacheConcurrencyStrategy(null);
        expected.collection(collection);
    }

    private void guardColumn(ProtectedAttribute attribute, Guard guard, Column column, boolean plain) {
        String own = names.of(column);
        String application = column.getCustomRead();
        String read = application == null ? (plain ? own : "{@}." + own) : application;
        Placeholder placeholder = attribute.placeholder();
        String otherwise = placeholder == null ? null : placeholder.literal();
        if (otherwise != null && (Markers.resemble(otherwise) || (plain && otherwise.contains(own)))) {
            problems.add(
                    attribute.owner(),
                    attribute.name(),
                    "its placeholder contains the name of its column " + column.getName()
                            + " or looks like a guard, and Hibernate cannot tell them apart",
                    "Declare another text; upper and lower case make a difference");
            return;
        }
        String guarded = renderer.column(guard, attribute.hiding(), own, read, otherwise, plain);
        if (guarded == null) {
            problems.add(
                    attribute.owner(),
                    attribute.name(),
                    "the name of its column " + column.getName()
                            + " also occurs in the name of its data subject's type or table, and Hibernate cannot"
                            + " tell them apart",
                    "Rename the column");
        } else {
            column.setCustomRead(guarded);
        }
    }

    /** Collections of protected entities need the rule themselves: Hibernate does not copy it from the entity. */
    private void guardElements(Collection collection) {
        PersistentClass element = CollectionRoles.element(collection);
        for (ProtectedRow row : element == null ? List.<ProtectedRow>of() : touching(element)) {
            if (collection.isOneToMany()) {
                collection.setWhere(and(collection.getWhere(), onTableOf(element, row)));
            } else {
                collection.setManyToManyWhere(and(collection.getManyToManyWhere(), onTableOf(element, row)));
                collection.setWhere(and(
                        collection.getWhere(),
                        through(row, names.of(collection.getElement().getColumns()), Alias.NONE)));
            }
            collection.setCacheConcurrencyStrategy(null);
            expected.collection(collection);
        }
        PersistentClass history = histories.of(collection);
        for (ProtectedRow owner : touching(collection.getOwner())) {
            collection.setCacheConcurrencyStrategy(null);
            if (history != null) {
                Columns key = names.of(collection.getKey().getColumns());
                Columns there = names.in(history.getTable(), key);
                addWhere(history.getRootClass(), through(owner, there == null ? key : there, Alias.TEMPLATE));
                expected.entity(history.getRootClass());
            }
        }
    }

    private List<ProtectedRow> touching(PersistentClass entity) {
        return model.rows().stream().filter(row -> row.touches(entity)).toList();
    }

    /** A rule that looks at a table of the subclass, too, needs names of columns that tell whose they are. */
    private String onTableOf(PersistentClass element, ProtectedRow row) {
        boolean here = element.getTable() == row.root().getTable() || element instanceof UnionSubclass;
        return here && !(row.rule().part() instanceof Part.ByTable)
                ? renderer.row(row.rule(), Alias.NONE)
                : through(row, names.of(element.getKey().getColumns()), Alias.NONE);
    }

    private String through(ProtectedRow row, Columns reference, Alias alias) {
        Columns key = names.of(row.root().getIdentifier().getColumns());
        // What tells a subclass knows by itself whose its rows are.
        Columns used =
                row.rule().part() instanceof Part.ByTable ? key : row.rule().columns();
        String table =
                new UnionTables(names, histories).rows(row.root(), row.root().getTable(), key, used);
        return renderer.through(row.rule(), reference, table, key, alias);
    }

    private void guardCollection(ProtectedCollection guarded) {
        Collection collection = guarded.collection();
        // The other side of the same links is a collection of its own.
        for (Collection side : metadata.getCollectionBindings()) {
            if (side == collection
                    || (!side.isOneToMany() && side.getCollectionTable() == collection.getCollectionTable())) {
                side.setWhere(and(side.getWhere(), elements(guarded, guarded.guard(), Alias.NONE)));
                side.setCacheConcurrencyStrategy(null);
                expected.collection(side);
            }
        }
        PersistentClass history = histories.of(collection);
        if (history != null) {
            requireAuditedLinks(guarded.guard(), collection.getOwner(), guarded.attribute());
            addWhere(history.getRootClass(), elements(guarded, guarded.guard().lookedUp(), Alias.TEMPLATE));
            expected.entity(history.getRootClass());
        }
    }

    private String elements(ProtectedCollection guarded, Guard guard, Alias alias) {
        RetentionRule rule = guarded.retention();
        if (rule == null || !rule.hides()) {
            return renderer.elements(guard, alias);
        }
        PersistentClass owner = guarded.collection().getOwner();
        Table dates = guarded.dates(names);
        Columns key = names.of(
                dates == owner.getTable()
                        ? owner.getKey().getColumns()
                        : owner.getIdentifier().getColumns());
        String owners = new UnionTables(names, histories).rows(owner, dates, key, new Columns(rule.columns()));
        Columns reference = names.of(guarded.collection().getKey().getColumns());
        return renderer.elements(guard, rule, reference, owners, key, alias);
    }

    /** A reference to a hidden row reads as null: only an update that names changed columns leaves it as it was. */
    private void keepReferences() {
        for (PersistentClass entity : metadata.getEntityBindings()) {
            if (entity.getProperties().stream().anyMatch(this::mayRead)) {
                entity.setDynamicUpdate(true);
                entity.getSubclasses().forEach(subclass -> subclass.setDynamicUpdate(true));
                uncache(entity.getRootClass());
                entity.getProperties().forEach(this::expectNothing);
            }
        }
    }

    private void expectNothing(Property property) {
        if (property.getValue() instanceof Component component) {
            component.getProperties().forEach(this::expectNothing);
        } else if (property.getValue() instanceof ToOne toOne && mayRead(property)) {
            MayLeadNowhere.expectNothing(tool, toOne);
        }
    }

    private boolean mayRead(Property property) {
        if (property.getValue() instanceof Component component) {
            return component.getProperties().stream().anyMatch(this::mayRead);
        }
        PersistentClass target = property.getValue() instanceof ToOne toOne
                ? metadata.getEntityBinding(toOne.getReferencedEntityName())
                : null;
        return target != null && !touching(target).isEmpty();
    }

    private void uncache(RootClass entity) {
        // A strategy alone says nothing: Hibernate notes one for every entity.
        if (entity.getSubclassClosure().stream().anyMatch(PersistentClass::isCached)
                || entity.getNaturalIdCacheRegionName() != null) {
            uncached.add(entity.getEntityName());
        }
        entity.setCached(false);
        entity.setCacheConcurrencyStrategy(null);
        entity.setNaturalIdCacheRegionName(null);
    }

    private static void addWhere(RootClass entity, String condition) {
        entity.setWhere(and(entity.getWhere(), condition));
    }

    private static String and(@Nullable String present, String added) {
        return present == null || present.isBlank() ? added : "(" + present + ") AND " + added;
    }
}
