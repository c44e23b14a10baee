package dev.consent.jpa.mapping;

import dev.consent.jpa.mapping.ErasurePlan.Keyed;
import dev.consent.jpa.mapping.ErasurePlan.Stage;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Join;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/** Plans what is erased while its row stays: single columns, and collections of values or links. */
final class ValueReader {

    private final SqlNames names;
    private final Histories histories;
    private final Identifiers identifiers;
    private final HistoryReader history;
    private final RowTables tables;
    private final LargeObjects largeObjects;
    private final TermsAfter terms;
    private final ErasureStrategies strategies;
    private final MappingProblems problems;

    ValueReader(
            SqlNames names,
            Histories histories,
            Identifiers identifiers,
            HistoryReader history,
            RowTables tables,
            LargeObjects largeObjects,
            TermsAfter terms,
            ErasureStrategies strategies,
            MappingProblems problems) {
        this.names = names;
        this.histories = histories;
        this.identifiers = identifiers;
        this.history = history;
        this.tables = tables;
        this.largeObjects = largeObjects;
        this.terms = terms;
        this.strategies = strategies;
        this.problems = problems;
    }

    ErasurePlan.Field field(ProtectedAttribute attribute) {
        PersistentClass owner = attribute.owner();
        largeObjects.refuse(attribute.owner(), attribute.name(), attribute.columns());
        List<String> columns = attribute.columns().stream().map(names::of).toList();
        Table table = attribute.columns().get(0).getValue().getTable();
        PersistentClass history = histories.of(owner);
        Set<String> attributes = new LinkedHashSet<>();
        Set<Keyed> pastTables = new LinkedHashSet<>();
        Set<String> pastColumns = new LinkedHashSet<>();
        if (history != null) {
            for (Property property : history.getProperties()) {
                List<String> known = Attributes.columns(property).stream()
                        .filter(column -> names.isAmong(columns, column))
                        .map(names::of)
                        .toList();
                if (!known.isEmpty()) {
                    pastColumns.addAll(known);
                    attributes.add(property.getName());
                    UnionTables.holding(history, property.getValue().getTable())
                            .forEach(holding -> pastTables.add(this.history.keyed(owner, history, holding)));
                }
            }
        }
        Table pastTable = history == null ? null : pastTable(history, attributes);
        ErasurePlan.PastOwner pastOwner = pastTables.isEmpty() ? null : pastOwner(attribute, table, history);
        SubjectLink named = pastOwner == null ? attribute.guard().link() : pastOwner.link();
        Replacement declared = strategies.of(attribute);
        Replacement cleared = ErasureStrategies.cleared(attribute);
        return new ErasurePlan.Field(
                owner.getEntityName(),
                attribute.name(),
                attribute.subjectPath(),
                attribute.guard(),
                terms.of(owner, attribute.name(), attribute.retained()),
                UnionTables.holding(owner, table).stream()
                        .map(holding -> tables.keyed(owner, holding, Identifiers.in(owner, table)))
                        .toList(),
                identifiers.paths(owner),
                columns,
                attribute.clears() ? cleared : declared,
                attribute.terms().stream()
                        .map(term -> new Stage(
                                term.rule(),
                                term.clears() ? cleared : declared,
                                pastTable != null && this.history.knows(pastTable, term.rule())))
                        .toList(),
                pastTables.isEmpty() ? null : history.getEntityName(),
                List.copyOf(pastTables),
                List.copyOf(pastColumns),
                pastTables.isEmpty() ? "" : histories.revisionPath(history),
                pastTables.isEmpty() ? List.of() : this.history.idAttributes(owner, history),
                pastTables.isEmpty() ? null : attribute.guard().link().ofHistory(),
                pastOwner,
                List.copyOf(attributes),
                pastTables.isEmpty() ? null : this.history.linkAttribute(history, named));
    }

    /** The table of a history that keeps an attribute: its own, or one beside it. */
    private static Table pastTable(PersistentClass history, Set<String> attributes) {
        return history.getJoins().stream()
                .filter(join ->
                        join.getProperties().stream().anyMatch(property -> attributes.contains(property.getName())))
                .map(Join::getTable)
                .findFirst()
                .orElse(history.getTable());
    }

    /**
     * The table of the history that says whom a value is about, where that is another one than the value is in: of the root
     * of a joined hierarchy, or beside a secondary table.
     */
    private ErasurePlan.@Nullable PastOwner pastOwner(
            ProtectedAttribute attribute, Table table, PersistentClass history) {
        PersistentClass owner = attribute.owner();
        SubjectLink link = attribute.guard().link();
        if (attribute.subjectPath().isEmpty() || !link.single() || UnionTables.isUnion(owner)) {
            return null;
        }
        Hop first = link.hops().isEmpty() ? null : link.hops().get(0);
        Property reference = Attributes.of(owner, attribute.subjectPath().get(0));
        if (first == null || first.history() == null || reference.getValue().getTable() == table) {
            return null;
        }
        return new ErasurePlan.PastOwner(
                new Keyed(first.history(), first.match(), identifiers.types(owner)),
                names.of(histories.revisionColumn(history)),
                new SubjectLink(
                        link.subjectType(),
                        first.next(),
                        link.hops().subList(1, link.hops().size())));
    }

    ErasurePlan.Elements elements(ProtectedCollection protectedCollection) {
        Collection collection = protectedCollection.collection();
        if (!collection.isOneToMany()) {
            largeObjects.refuse(collection);
        }
        PersistentClass history = histories.of(collection);
        if (histories.isLost(collection)) {
            problems.add(
                    collection.getOwner(),
                    protectedCollection.attribute(),
                    "its history table cannot be found, so it could not be erased",
                    "Name it with @AuditJoinTable, or exclude the collection with @NotAudited");
        }
        PersistentClass owner = collection.getOwner();
        PersistentClass ownersHistory = histories.of(owner);
        List<Hop> hops = protectedCollection.guard().link().hops();
        Hop first = hops.isEmpty() ? null : hops.get(0);
        Keyed keyed = tables.elements(collection);
        if (history != null && !keyed.columns().equals(names.in(history.getTable(), keyed.columns()))) {
            problems.add(
                    owner,
                    protectedCollection.attribute(),
                    "its history calls the columns that refer to its owner otherwise, perhaps without quotes",
                    "Give these columns names that need no quotes, without them");
        }
        return new ErasurePlan.Elements(
                collection.getOwner().getEntityName(),
                protectedCollection.attribute(),
                protectedCollection.subjectPath(),
                protectedCollection.guard(),
                terms.of(collection.getOwner(), protectedCollection.attribute(), protectedCollection.retained()),
                keyed,
                tables.owners(protectedCollection),
                identifiers.paths(owner),
                protectedCollection.retention(),
                history == null ? null : history.getEntityName(),
                history == null ? null : keyed.in(names.of(history.getTable()), keyed.columns()),
                history == null ? null : histories.moments(history, names),
                this.history.owners(protectedCollection),
                history == null ? List.of() : this.history.paths(history, keyed.columns()),
                history == null
                        ? null
                        : this.history.linkAttribute(
                                history, protectedCollection.guard().link()),
                ownersHistory == null || first == null || first.many()
                        ? null
                        : rows(owner, ownersHistory, first.next()),
                first == null ? List.of() : this.history.types(first.next(), owner));
    }

    private ErasurePlan.PastRows rows(PersistentClass owner, PersistentClass past, Columns start) {
        return new ErasurePlan.PastRows(
                past.getEntityName(),
                history.idAttributes(owner, past),
                histories.revisionPath(past),
                history.paths(past, start));
    }
}
