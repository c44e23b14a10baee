package dev.consent.jpa.hibernate;

import java.sql.PreparedStatement;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.hibernate.boot.registry.StandardServiceInitiator;
import org.hibernate.engine.jdbc.internal.JdbcServicesImpl;
import org.hibernate.engine.jdbc.spi.JdbcServices;
import org.hibernate.service.spi.ServiceRegistryImplementor;
import org.hibernate.sql.exec.internal.JdbcSelectExecutorStandardImpl;
import org.hibernate.sql.exec.internal.StandardJdbcMutationExecutor;
import org.hibernate.sql.exec.spi.ExecutionContext;
import org.hibernate.sql.exec.spi.JdbcMutationExecutor;
import org.hibernate.sql.exec.spi.JdbcOperationQueryMutation;
import org.hibernate.sql.exec.spi.JdbcParameterBindings;
import org.hibernate.sql.exec.spi.JdbcSelect;
import org.hibernate.sql.exec.spi.JdbcSelectExecutor;
import org.hibernate.sql.results.spi.ResultsConsumer;
import org.hibernate.sql.results.spi.RowTransformer;

/**
 * Looks at the hints of a query each time it is executed. Hibernate writes them into the statement after everything else,
 * when the query was translated long ago.
 */
final class CheckedHints implements StandardServiceInitiator<JdbcServices> {

    @Override
    public Class<JdbcServices> getServiceInitiated() {
        return JdbcServices.class;
    }

    @Override
    public JdbcServices initiateService(Map<String, Object> settings, ServiceRegistryImplementor registry) {
        return new Services(registry);
    }

    /** Whether these services look at hints. */
    static boolean areIn(JdbcServices services) {
        return services.getJdbcSelectExecutor() instanceof Selects
                && services.getJdbcMutationExecutor() instanceof Mutations;
    }

    private static final class Services extends JdbcServicesImpl {

        private static final long serialVersionUID = 1L;

        private static final JdbcSelectExecutor SELECTS = new Selects();
        private static final JdbcMutationExecutor MUTATIONS = new Mutations();

        Services(ServiceRegistryImplementor registry) {
            super(registry);
        }

        @Override
        public JdbcSelectExecutor getJdbcSelectExecutor() {
            return SELECTS;
        }

        @Override
        public JdbcMutationExecutor getJdbcMutationExecutor() {
            return MUTATIONS;
        }
    }

    private static final class Selects extends JdbcSelectExecutorStandardImpl {

        @Override
        public <T, R> T executeQuery(
                JdbcSelect select,
                JdbcParameterBindings parameters,
                ExecutionContext context,
                RowTransformer<R> transformer,
                Class<R> type,
                int expectedResults,
                StatementCreator creator,
                ResultsConsumer<T, R> consumer) {
            RawSql.checkHints(context.getQueryOptions().getDatabaseHints());
            return super.executeQuery(
                    select, parameters, context, transformer, type, expectedResults, creator, consumer);
        }

        @Override
        public <T, R> T executeQuery(
                JdbcSelect select,
                JdbcParameterBindings parameters,
                ExecutionContext context,
                RowTransformer<R> transformer,
                Class<R> type,
                StatementCreator creator,
                ResultsConsumer<T, R> consumer) {
            RawSql.checkHints(context.getQueryOptions().getDatabaseHints());
            return super.executeQuery(select, parameters, context, transformer, type, creator, consumer);
        }
    }

    private static final class Mutations extends StandardJdbcMutationExecutor {

        @Override
        public int execute(
                JdbcOperationQueryMutation mutation,
                JdbcParameterBindings parameters,
                Function<String, PreparedStatement> creator,
                BiConsumer<Integer, PreparedStatement> expectation,
                ExecutionContext context) {
            RawSql.checkHints(context.getQueryOptions().getDatabaseHints());
            return super.execute(mutation, parameters, creator, expectation, context);
        }
    }
}
