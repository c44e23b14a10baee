package dev.consent.jpa.mapping;

import dev.consent.jpa.mapping.SubjectPaths.BrokenPath;
import dev.consent.jpa.mapping.SubjectPaths.Step;
import java.util.List;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.IdentifierCollection;
import org.hibernate.mapping.IndexedCollection;
import org.hibernate.mapping.ManyToOne;
import org.hibernate.mapping.OneToMany;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Table;

/** The collections that may lie on the way to data subjects: those whose links are rows that are written one by one. */
final class LinkTables {

    private LinkTables() {}

    /** The step over a collection. */
    static Step step(PersistentClass owner, String attribute, Collection collection, Histories histories)
            throws BrokenPath {
        String name = "'" + attribute + "' of " + SubjectPaths.simpleName(owner);
        PersistentClass element = CollectionRoles.element(collection);
        if (element == null) {
            throw new BrokenPath(name + " is a collection of values, not of entities");
        }
        if (collection instanceof IndexedCollection || collection instanceof IdentifierCollection) {
            throw new BrokenPath(name + " keeps an order, keys or identifiers of its own; use a plain set or list");
        }
        if (collection.getWhere() != null || collection.getManyToManyWhere() != null) {
            throw new BrokenPath(name + " leaves out some of its links by a restriction");
        }
        if (collection.getReferencedPropertyName() != null) {
            throw new BrokenPath(name + " does not refer to a primary key");
        }
        return collection.getElement() instanceof OneToMany oneToMany
                ? linkEntity(name, collection, oneToMany, histories)
                : joinTable(owner, name, collection, histories);
    }

    private static Step joinTable(PersistentClass owner, String name, Collection collection, Histories histories)
            throws BrokenPath {
        if (collection.isInverse()) {
            throw new BrokenPath(name + " is the side that does not write the links; map them from this side");
        }
        if (!(collection.getElement() instanceof ManyToOne toOne) || !toOne.isReferenceToPrimaryKey()) {
            throw new BrokenPath(name + " does not refer to a primary key");
        }
        PersistentClass history = histories.of(collection);
        return new Step(
                owner,
                collection.getCollectionTable(),
                history == null ? null : history.getTable(),
                collection.getKey().getColumns(),
                toOne.getColumns(),
                true);
    }

    private static Step linkEntity(String name, Collection collection, OneToMany oneToMany, Histories histories)
            throws BrokenPath {
        PersistentClass element = oneToMany.getAssociatedClass();
        Table table = collection.getCollectionTable();
        List<Column> key = collection.getKey().getColumns();
        if (SubjectPaths.isSubject(element.getMappedClass())) {
            throw new BrokenPath(name + " keeps its links in the rows of the data subjects; use a join table or an"
                    + " entity for the links");
        }
        if (UnionTables.isUnion(element)) {
            throw new BrokenPath(name + " keeps its links in a TABLE_PER_CLASS hierarchy; use SINGLE_TABLE or JOINED");
        }
        String mappedBy = collection.getMappedByProperty();
        boolean twoWays = collection.isInverse()
                && mappedBy != null
                && (element.hasProperty(mappedBy) || Identifiers.isPart(element, mappedBy))
                && element.getProperty(mappedBy).getValue() instanceof ManyToOne back
                && back.getTable() == table
                && back.getColumns().equals(key);
        if (!twoWays) {
            throw new BrokenPath(name + " is not mapped by a reference of its elements");
        }
        return new Step(element, table, histories.of(element, table), key, Identifiers.in(element, table), true);
    }
}
