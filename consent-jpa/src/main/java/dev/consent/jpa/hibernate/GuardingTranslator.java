package dev.consent.jpa.hibernate;

import org.hibernate.engine.spi.LoadQueryInfluencers;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.query.spi.QueryOptions;
import org.hibernate.query.spi.QueryParameterBindings;
import org.hibernate.query.sqm.internal.DomainParameterXref;
import org.hibernate.query.sqm.sql.internal.StandardSqmTranslator;
import org.hibernate.query.sqm.tree.SqmStatement;
import org.hibernate.query.sqm.tree.select.SqmQuerySpec;
import org.hibernate.sql.ast.spi.SqlAstCreationContext;
import org.hibernate.sql.ast.tree.Statement;
import org.hibernate.sql.ast.tree.from.LazyTableGroup;
import org.hibernate.sql.ast.tree.from.TableGroup;
import org.hibernate.sql.ast.tree.from.TableGroupJoin;
import org.hibernate.sql.ast.tree.select.QuerySpec;

/**
 * Translates queries as Hibernate does, but never leaves out the table of the elements of a guarded many-to-many
 * collection. Hibernate hangs the collection's restrictions on that table's join, and drops the join, restrictions and
 * all, where the query needs no more than the key.
 */
final class GuardingTranslator<T extends Statement> extends StandardSqmTranslator<T> {

    GuardingTranslator(
            SqmStatement<?> statement,
            QueryOptions options,
            DomainParameterXref parameters,
            QueryParameterBindings bindings,
            LoadQueryInfluencers influencers,
            SqlAstCreationContext context,
            boolean deduplicate) {
        super(statement, options, parameters, bindings, influencers, context, deduplicate);
    }

    @Override
    public QuerySpec visitQuerySpec(SqmQuerySpec<?> spec) {
        QuerySpec translated = super.visitQuerySpec(spec);
        translated.getFromClause().visitRoots(GuardingTranslator::keepElements);
        return translated;
    }

    private static void keepElements(TableGroup group) {
        if (group.getModelPart() instanceof PluralAttributeMapping collection && collection.hasWhereRestrictions()) {
            group.visitTableGroupJoins(GuardingTranslator::keep);
            group.visitNestedTableGroupJoins(GuardingTranslator::keep);
        }
        if (!(group instanceof LazyTableGroup lazy) || lazy.isInitialized()) {
            group.visitTableGroupJoins(join -> keepElements(join.getJoinedGroup()));
            group.visitNestedTableGroupJoins(join -> keepElements(join.getJoinedGroup()));
        }
    }

    private static void keep(TableGroupJoin join) {
        if (join.getJoinedGroup() instanceof LazyTableGroup elements) {
            elements.getTableGroup(); // from now on it is rendered
        }
    }
}
