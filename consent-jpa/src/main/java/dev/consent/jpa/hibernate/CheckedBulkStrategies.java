package dev.consent.jpa.hibernate;

import org.hibernate.engine.jdbc.connections.spi.JdbcConnectionAccess;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.internal.MappingModelCreationProcess;
import org.hibernate.query.spi.DomainQueryExecutionContext;
import org.hibernate.query.sqm.internal.DomainParameterXref;
import org.hibernate.query.sqm.mutation.internal.SqmMultiTableMutationStrategyProviderStandard;
import org.hibernate.query.sqm.mutation.spi.MultiTableHandlerBuildResult;
import org.hibernate.query.sqm.mutation.spi.SqmMultiTableInsertStrategy;
import org.hibernate.query.sqm.mutation.spi.SqmMultiTableMutationStrategy;
import org.hibernate.query.sqm.tree.SqmDeleteOrUpdateStatement;
import org.hibernate.query.sqm.tree.SqmDmlStatement;
import org.hibernate.query.sqm.tree.insert.SqmInsertStatement;
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
        BulkReads.check(statement, factory);
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
