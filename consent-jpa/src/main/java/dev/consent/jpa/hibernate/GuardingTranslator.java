package dev.consent.jpa.hibernate;

import dev.consent.jpa.guard.MarkerRewriter;
import org.hibernate.engine.spi.LoadQueryInfluencers;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.EntityValuedModelPart;
import org.hibernate.metamodel.mapping.ModelPartContainer;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.query.spi.QueryOptions;
import org.hibernate.query.spi.QueryParameterBindings;
import org.hibernate.query.sqm.internal.DomainParameterXref;
import org.hibernate.query.sqm.sql.internal.StandardSqmTranslator;
import org.hibernate.query.sqm.tree.SqmStatement;
import org.hibernate.query.sqm.tree.cte.SqmCteStatement;
import org.hibernate.query.sqm.tree.domain.SqmBasicValuedSimplePath;
import org.hibernate.query.sqm.tree.domain.SqmElementAggregateFunction;
import org.hibernate.query.sqm.tree.domain.SqmEmbeddedValuedSimplePath;
import org.hibernate.query.sqm.tree.domain.SqmEntityValuedSimplePath;
import org.hibernate.query.sqm.tree.domain.SqmIndexAggregateFunction;
import org.hibernate.query.sqm.tree.domain.SqmPath;
import org.hibernate.query.sqm.tree.domain.SqmPluralValuedSimplePath;
import org.hibernate.query.sqm.tree.expression.SqmCollation;
import org.hibernate.query.sqm.tree.expression.SqmCollectionSize;
import org.hibernate.query.sqm.tree.expression.SqmFormat;
import org.hibernate.query.sqm.tree.expression.SqmFunction;
import org.hibernate.query.sqm.tree.insert.SqmConflictClause;
import org.hibernate.query.sqm.tree.predicate.SqmEmptinessPredicate;
import org.hibernate.query.sqm.tree.predicate.SqmMemberOfPredicate;
import org.hibernate.query.sqm.tree.select.SqmQueryPart;
import org.hibernate.query.sqm.tree.select.SqmQuerySpec;
import org.hibernate.query.sqm.tree.select.SqmSelectStatement;
import org.hibernate.sql.ast.SqlAstJoinType;
import org.hibernate.sql.ast.spi.SqlAliasBaseGenerator;
import org.hibernate.sql.ast.spi.SqlAstCreationContext;
import org.hibernate.sql.ast.tree.Statement;
import org.hibernate.sql.ast.tree.cte.CteStatement;
import org.hibernate.sql.ast.tree.expression.Expression;
import org.hibernate.sql.ast.tree.from.DerivedTableReference;
import org.hibernate.sql.ast.tree.from.FunctionTableReference;
import org.hibernate.sql.ast.tree.from.LazyTableGroup;
import org.hibernate.sql.ast.tree.from.TableGroup;
import org.hibernate.sql.ast.tree.from.TableGroupJoin;
import org.hibernate.sql.ast.tree.insert.ConflictClause;
import org.hibernate.sql.ast.tree.predicate.Predicate;
import org.hibernate.sql.ast.tree.select.QueryPart;
import org.hibernate.sql.ast.tree.select.QuerySpec;

/**
 * Translates queries as Hibernate does, and mends the places where Hibernate leaves a guard out:
 *
 * <ul>
 *   <li>it hangs the restrictions of a many-to-many collection on the join of the element's table, and drops that join
 *       where a query needs no more than the key;
 *   <li>it puts no restriction on a cross join, and puts those of right and full joins where they remove nothing;
 *   <li>the functions {@code sql} and {@code column} name columns that it does not read through their guards, and the
 *       name of a function it does not know, of a table or a column that a query makes up may be any SQL.
 * </ul>
 */
final class GuardingTranslator<T extends Statement> extends StandardSqmTranslator<T> {

    private final WriteGuards guards;
    private final Expectations installed;
    private final boolean mutation;

    GuardingTranslator(
            WriteGuards guards,
            Expectations installed,
            SqmStatement<?> statement,
            QueryOptions options,
            DomainParameterXref parameters,
            QueryParameterBindings bindings,
            LoadQueryInfluencers influencers,
            SqlAstCreationContext context,
            boolean deduplicate) {
        super(statement, options, parameters, bindings, influencers, context, deduplicate);
        this.guards = guards;
        this.installed = installed;
        this.mutation = !(statement instanceof SqmSelectStatement);
    }

    @Override
    public QuerySpec visitQuerySpec(SqmQuerySpec<?> spec) {
        QuerySpec translated = super.visitQuerySpec(spec);
        if (!mutation) {
            RawComparisons.addTo(translated);
        }
        return translated;
    }

    /** The last step in which tables may still be joined, as those of a hierarchy may have to be. */
    @Override
    protected void visitOrderByOffsetAndFetch(SqmQueryPart<?> part, QueryPart translated) {
        super.visitOrderByOffsetAndFetch(part, translated);
        if (translated instanceof QuerySpec query) {
            query.getFromClause().visitRoots(root -> keepGuards(root, query));
        }
    }

    private void keepGuards(TableGroup group, QuerySpec query) {
        boolean elements = group.getModelPart() instanceof PluralAttributeMapping collection
                && collection.hasWhereRestrictions()
                && collection.getCollectionDescriptor().isManyToMany();
        if (mutation
                && group.getModelPart() instanceof PluralAttributeMapping collection
                && guards.mayHideElements(collection.getCollectionDescriptor().getRole())) {
            throw MarkerRewriter.bulkRead();
        }
        if (!(group instanceof LazyTableGroup lazy) || lazy.isInitialized()) {
            if (guards.any() && group.getPrimaryTableReference() instanceof DerivedTableReference madeUp) {
                madeUp.getColumnNames().forEach(RawSql::checkName);
                if (madeUp instanceof FunctionTableReference function) {
                    RawSql.check(
                            function.getFunctionExpression(),
                            getCreationContext().getDialect());
                }
            }
            group.visitTableGroupJoins(join -> keepGuards(join, elements, query));
            group.visitNestedTableGroupJoins(join -> keepGuards(join, elements, query));
        }
    }

    private void keepGuards(TableGroupJoin join, boolean elements, QuerySpec query) {
        TableGroup joined = join.getJoinedGroup();
        if (elements && joined instanceof LazyTableGroup lazy) {
            lazy.getTableGroup(); // from now on it is rendered
        }
        SqlAstJoinType type = join.getJoinType();
        if (type == SqlAstJoinType.CROSS && joined.getModelPart() instanceof EntityPersister entity) {
            entity.applyWhereRestrictions(query::applyPredicate, joined, true, this);
        } else if (type == SqlAstJoinType.CROSS || type == SqlAstJoinType.RIGHT || type == SqlAstJoinType.FULL) {
            refuseIfGuarded(joined);
        }
        keepGuards(joined, query);
    }

    /** What only a restriction of the application's own leaves out is not for consent to hide. */
    private void refuseIfGuarded(TableGroup group) {
        ModelPartContainer part = group.getModelPart();
        boolean guarded = part instanceof PluralAttributeMapping collection && installed.isGuarded(collection);
        EntityMappingType entity = part instanceof EntityMappingType itself
                ? itself
                : part instanceof EntityValuedModelPart valued ? valued.getEntityMappingType() : null;
        if (guarded || (entity != null && installed.isGuarded(entity))) {
            throw ConsentRefusals.unguardedJoin();
        }
        if (!(group instanceof LazyTableGroup lazy) || lazy.isInitialized()) {
            group.visitTableGroupJoins(join -> refuseIfGuarded(join.getJoinedGroup()));
            group.visitNestedTableGroupJoins(join -> refuseIfGuarded(join.getJoinedGroup()));
        }
    }

    @Override
    public Expression visitFunction(SqmFunction<?> function) {
        if (guards.any()) {
            RawSql.check(function, getCreationContext().getSqmFunctionRegistry());
        }
        return super.visitFunction(function);
    }

    @Override
    public CteStatement visitCteStatement(SqmCteStatement<?> table) {
        if (guards.any()) {
            RawSql.check(table);
        }
        return super.visitCteStatement(table);
    }

    @Override
    public Object visitCollation(SqmCollation collation) {
        if (guards.any()) {
            RawSql.check(collation);
        }
        return super.visitCollation(collation);
    }

    @Override
    public Object visitFormat(SqmFormat format) {
        if (guards.any()) {
            RawSql.check(format);
        }
        return super.visitFormat(format);
    }

    @Override
    public ConflictClause visitConflictClause(SqmConflictClause<?> conflict) {
        if (guards.any() && conflict != null) {
            RawSql.checkName(conflict.getConstraintName());
        }
        return super.visitConflictClause(conflict);
    }

    /** Tables that a query makes up are called in the statement as they are in the query. */
    @Override
    public SqlAliasBaseGenerator getSqlAliasBaseGenerator() {
        SqlAliasBaseGenerator generator = super.getSqlAliasBaseGenerator();
        return name -> {
            if (guards.any()) {
                RawSql.checkName(name);
            }
            return generator.createSqlAliasBase(name);
        };
    }

    @Override
    public Expression visitBasicValuedPath(SqmBasicValuedSimplePath<?> path) {
        refuseInMutation(path);
        return super.visitBasicValuedPath(path);
    }

    @Override
    public Expression visitEmbeddableValuedPath(SqmEmbeddedValuedSimplePath<?> path) {
        refuseInMutation(path);
        return super.visitEmbeddableValuedPath(path);
    }

    @Override
    public Expression visitEntityValuedPath(SqmEntityValuedSimplePath<?> path) {
        refuseInMutation(path);
        return super.visitEntityValuedPath(path);
    }

    @Override
    public Expression visitPluralValuedPath(SqmPluralValuedSimplePath<?> path) {
        refuseInMutation(path);
        return super.visitPluralValuedPath(path);
    }

    @Override
    public Object visitIsEmptyPredicate(SqmEmptinessPredicate predicate) {
        refuseInMutation(predicate.getPluralPath());
        return super.visitIsEmptyPredicate(predicate);
    }

    @Override
    public Predicate visitMemberOfPredicate(SqmMemberOfPredicate predicate) {
        refuseInMutation(predicate.getPluralPath());
        return super.visitMemberOfPredicate(predicate);
    }

    @Override
    public Expression visitPluralAttributeSizeFunction(SqmCollectionSize size) {
        refuseInMutation(size.getPluralPath());
        return super.visitPluralAttributeSizeFunction(size);
    }

    @Override
    public Expression visitElementAggregateFunction(SqmElementAggregateFunction<?> aggregate) {
        refuseInMutation(aggregate.getPluralDomainPath());
        return super.visitElementAggregateFunction(aggregate);
    }

    @Override
    public Expression visitIndexAggregateFunction(SqmIndexAggregateFunction<?> aggregate) {
        refuseInMutation(aggregate.getPluralDomainPath());
        return super.visitIndexAggregateFunction(aggregate);
    }

    private void refuseInMutation(SqmPath<?> path) {
        if (mutation) {
            BulkReads.refuse(path, guards);
        }
    }
}
