package dev.consent.jpa.hibernate;

import dev.consent.jpa.guard.MarkerRewriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.model.domain.EntityDomainType;
import org.hibernate.query.sqm.spi.BaseSemanticQueryWalker;
import org.hibernate.query.sqm.tree.SqmDmlStatement;
import org.hibernate.query.sqm.tree.SqmJoinType;
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
import org.hibernate.query.sqm.tree.expression.SqmSetReturningFunction;
import org.hibernate.query.sqm.tree.from.SqmFrom;
import org.hibernate.query.sqm.tree.from.SqmJoin;
import org.hibernate.query.sqm.tree.from.SqmRoot;
import org.hibernate.query.sqm.tree.insert.SqmConflictClause;
import org.hibernate.query.sqm.tree.predicate.SqmEmptinessPredicate;
import org.hibernate.query.sqm.tree.predicate.SqmMemberOfPredicate;
import org.hibernate.query.sqm.tree.select.SqmSelection;

/**
 * What bulk statements read. Those on several tables are looked through here, because Hibernate translates them past
 * {@link GuardingTranslator}: what it would guard there is refused here.
 */
final class BulkReads extends BaseSemanticQueryWalker {

    private final WriteGuards guards;
    private final SessionFactoryImplementor factory;

    private BulkReads(WriteGuards guards, SessionFactoryImplementor factory) {
        this.guards = guards;
        this.factory = factory;
    }

    /** Refuses what would be read past its guard in a statement on several tables. */
    static void check(SqmDmlStatement<?> statement, SessionFactoryImplementor factory) {
        WriteGuards guards = guards(factory);
        if (guards.any()) {
            statement.accept(new BulkReads(guards, factory));
        }
    }

    /** The same for what is joined to the one table that a statement changes, where no condition can be added. */
    static void checkJoins(SqmDmlStatement<?> statement, SessionFactoryImplementor factory) {
        WriteGuards guards = guards(factory);
        if (guards.any()) {
            checkJoins(statement.getTarget(), guards, factory);
        }
    }

    private static void checkJoins(SqmFrom<?, ?> from, WriteGuards guards, SessionFactoryImplementor factory) {
        from.visitSqmJoins(join -> {
            refuse(join, guards);
            refuseUnguarded(join, factory);
            checkJoins(join, guards, factory);
        });
    }

    private static WriteGuards guards(SessionFactoryImplementor factory) {
        return engine(factory).writeGuards();
    }

    private static ConsentEngine engine(SessionFactoryImplementor factory) {
        return factory.getServiceRegistry().requireService(ConsentEngine.class);
    }

    /**
     * A bulk statement would take null for a hidden value, or a collection whose elements are hidden for an empty one, and
     * change or delete what it should not.
     */
    static void refuse(SqmPath<?> path, WriteGuards guards) {
        Deque<String> names = new ArrayDeque<>();
        for (SqmPath<?> here = path; here.getLhs() != null; here = here.getLhs()) {
            names.addFirst(here.getReferencedPathSource().getPathName());
            if (here.getLhs().getReferencedPathSource().getPathType() instanceof EntityDomainType<?> entity) {
                List<String> attribute = List.copyOf(names);
                if (guards.mayBeHidden(entity.getHibernateEntityName(), attribute)
                        || guards.mayHideElements(entity.getHibernateEntityName(), attribute)) {
                    throw MarkerRewriter.bulkRead();
                }
                return;
            }
        }
    }

    /** Hibernate puts no guard on what is joined crosswise, and one that removes nothing on the right of such a join. */
    private static void refuseUnguarded(SqmJoin<?, ?> join, SessionFactoryImplementor factory) {
        SqmJoinType type = join.getSqmJoinType();
        boolean bare = type == SqmJoinType.CROSS || type == SqmJoinType.RIGHT || type == SqmJoinType.FULL;
        if (bare
                && join.getReferencedPathSource().getPathType() instanceof EntityDomainType<?> entity
                && engine(factory)
                        .installed()
                        .isGuarded(
                                factory.getMappingMetamodel().getEntityDescriptor(entity.getHibernateEntityName()))) {
            throw ConsentRefusals.unguardedJoin();
        }
    }

    /** Visited where it is what a statement changes. */
    @Override
    public Object visitRootPath(SqmRoot<?> root) {
        consumeExplicitJoins(root);
        return super.visitRootPath(root);
    }

    @Override
    protected void consumeFromClauseRoot(SqmRoot<?> root) {
        RawSql.checkName(root.getExplicitAlias());
        super.consumeFromClauseRoot(root);
    }

    @Override
    protected void consumeExplicitJoin(SqmJoin<?, ?> join, boolean transitive) {
        RawSql.checkName(join.getExplicitAlias());
        refuse(join, guards);
        refuseUnguarded(join, factory);
        super.consumeExplicitJoin(join, transitive);
    }

    @Override
    public Object visitFunction(SqmFunction<?> function) {
        RawSql.check(function, factory.getQueryEngine().getSqmFunctionRegistry());
        return super.visitFunction(function);
    }

    @Override
    public Object visitSetReturningFunction(SqmSetReturningFunction<?> function) {
        function.getType().getComponentNames().forEach(RawSql::checkName);
        RawSql.check(function, factory.getJdbcServices().getDialect());
        return super.visitSetReturningFunction(function);
    }

    @Override
    public Object visitCteStatement(SqmCteStatement<?> table) {
        RawSql.check(table);
        return super.visitCteStatement(table);
    }

    @Override
    public Object visitSelection(SqmSelection<?> selection) {
        RawSql.checkName(selection.getAlias());
        return super.visitSelection(selection);
    }

    @Override
    public Object visitConflictClause(SqmConflictClause<?> conflict) {
        RawSql.checkName(conflict.getConstraintName());
        return super.visitConflictClause(conflict);
    }

    @Override
    public Object visitCollation(SqmCollation collation) {
        RawSql.check(collation);
        return super.visitCollation(collation);
    }

    @Override
    public Object visitFormat(SqmFormat format) {
        RawSql.check(format);
        return super.visitFormat(format);
    }

    @Override
    public Object visitBasicValuedPath(SqmBasicValuedSimplePath<?> path) {
        refuse(path, guards);
        return super.visitBasicValuedPath(path);
    }

    @Override
    public Object visitEmbeddableValuedPath(SqmEmbeddedValuedSimplePath<?> path) {
        refuse(path, guards);
        return super.visitEmbeddableValuedPath(path);
    }

    @Override
    public Object visitEntityValuedPath(SqmEntityValuedSimplePath<?> path) {
        refuse(path, guards);
        return super.visitEntityValuedPath(path);
    }

    @Override
    public Object visitPluralValuedPath(SqmPluralValuedSimplePath<?> path) {
        refuse(path, guards);
        return super.visitPluralValuedPath(path);
    }

    @Override
    public Object visitIsEmptyPredicate(SqmEmptinessPredicate predicate) {
        refuse(predicate.getPluralPath(), guards);
        return super.visitIsEmptyPredicate(predicate);
    }

    @Override
    public Object visitMemberOfPredicate(SqmMemberOfPredicate predicate) {
        refuse(predicate.getPluralPath(), guards);
        return super.visitMemberOfPredicate(predicate);
    }

    @Override
    public Object visitPluralAttributeSizeFunction(SqmCollectionSize size) {
        refuse(size.getPluralPath(), guards);
        return super.visitPluralAttributeSizeFunction(size);
    }

    @Override
    public Object visitElementAggregateFunction(SqmElementAggregateFunction<?> aggregate) {
        refuse(aggregate.getPluralDomainPath(), guards);
        return super.visitElementAggregateFunction(aggregate);
    }

    @Override
    public Object visitIndexAggregateFunction(SqmIndexAggregateFunction<?> aggregate) {
        refuse(aggregate.getPluralDomainPath(), guards);
        return super.visitIndexAggregateFunction(aggregate);
    }
}
