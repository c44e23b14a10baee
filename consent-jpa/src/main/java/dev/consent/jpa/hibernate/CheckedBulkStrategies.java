package dev.consent.jpa.hibernate;

import org.hibernate.engine.jdbc.connections.spi.JdbcConnectionAccess;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.internal.MappingModelCreationProcess;
import org.hibernate.query.spi.DomainQueryExecutionContext;
import org.hibernate.query.sqm.function.SqmFunctionRegistry;
import org.hibernate.query.sqm.internal.DomainParameterXref;
import org.hibernate.query.sqm.mutation.internal.SqmMultiTableMutationStrategyProviderStandard;
import org.hibernate.query.sqm.mutation.spi.MultiTableHandlerBuildResult;
import org.hibernate.query.sqm.mutation.spi.SqmMultiTableInsertStrategy;
import org.hibernate.query.sqm.mutation.spi.SqmMultiTableMutationStrategy;
import org.hibernate.query.sqm.spi.BaseSemanticQueryWalker;
import org.hibernate.query.sqm.tree.SqmDeleteOrUpdateStatement;
import org.hibernate.query.sqm.tree.SqmDmlStatement;
import org.hibernate.query.sqm.tree.cte.SqmCteStatement;
import org.hibernate.query.sqm.tree.expression.SqmCollation;
import org.hibernate.query.sqm.tree.expression.SqmFunction;
import org.hibernate.query.sqm.tree.expression.SqmSetReturningFunction;
import org.hibernate.query.sqm.tree.insert.SqmInsertStatement;
import org.hibernate.query.sqm.tree.select.SqmSelection;
import org.jspecify.annotations.Nullable;

/** Hibernate's own strategies for bulk statements on several tables, which translate past the translator. */
final class CheckedBulkStrategies extends SqmMultiTableMutationStrategyProviderStandard {

    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable SqmMultiTableMutationStrategy createMutationStrategy(
            EntityMappingType root, MappingModelCreationProcess process) {
        SqmMultiTableMutationStrategy strategy = super.createMutationStrategy(root, process);
        return strategy == null ? null : new CheckedMutation(strategy);
    }

    @Override
    public @Nullable SqmMultiTableInsertStrategy createInsertStrategy(
            EntityMappingType root, MappingModelCreationProcess process) {
        SqmMultiTableInsertStrategy strategy = super.createInsertStrategy(root, process);
        return strategy == null ? null : new CheckedInsert(strategy);
    }

    private static void check(SqmDmlStatement<?> statement, DomainQueryExecutionContext context) {
        SessionFactoryImplementor factory = context.getSession().getFactory();
        BulkWrites.check(statement, factory);
        if (factory.getServiceRegistry()
                .requireService(ConsentEngine.class)
                .writeGuards()
                .any()) {
            statement.accept(new Walk(factory.getQueryEngine().getSqmFunctionRegistry()));
        }
    }

    /** Looks at every expression of a statement as the translator would. */
    private static final class Walk extends BaseSemanticQueryWalker {

        private final SqmFunctionRegistry known;

        Walk(SqmFunctionRegistry known) {
            this.known = known;
        }

        @Override
        public Object visitFunction(SqmFunction<?> function) {
            RawSql.check(function, known);
            return super.visitFunction(function);
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
        public Object visitSetReturningFunction(SqmSetReturningFunction<?> function) {
            function.getType().getComponentNames().forEach(RawSql::checkName);
            return super.visitSetReturningFunction(function);
        }

        @Override
        public Object visitCollation(SqmCollation collation) {
            RawSql.check(collation);
            return super.visitCollation(collation);
        }
    }

    private record CheckedMutation(SqmMultiTableMutationStrategy strategy) implements SqmMultiTableMutationStrategy {

        @Override
        public void prepare(MappingModelCreationProcess process) {
            strategy.prepare(process);
        }

        @Override
        public void prepare(MappingModelCreationProcess process, JdbcConnectionAccess access) {
            strategy.prepare(process, access);
        }

        @Override
        public void release(SessionFactoryImplementor factory, JdbcConnectionAccess access) {
            strategy.release(factory, access);
        }

        @Override
        public MultiTableHandlerBuildResult buildHandler(
                SqmDeleteOrUpdateStatement<?> statement,
                DomainParameterXref parameters,
                DomainQueryExecutionContext context) {
            check(statement, context);
            return strategy.buildHandler(statement, parameters, context);
        }
    }

    private record CheckedInsert(SqmMultiTableInsertStrategy strategy) implements SqmMultiTableInsertStrategy {

        @Override
        public void prepare(MappingModelCreationProcess process) {
            strategy.prepare(process);
        }

        @Override
        public void prepare(MappingModelCreationProcess process, JdbcConnectionAccess access) {
            strategy.prepare(process, access);
        }

        @Override
        public void release(SessionFactoryImplementor factory, JdbcConnectionAccess access) {
            strategy.release(factory, access);
        }

        @Override
        public MultiTableHandlerBuildResult buildHandler(
                SqmInsertStatement<?> statement, DomainParameterXref parameters, DomainQueryExecutionContext context) {
            check(statement, context);
            return strategy.buildHandler(statement, parameters, context);
        }
    }
}
