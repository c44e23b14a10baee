package dev.consent.jpa.hibernate;

import org.hibernate.engine.spi.LoadQueryInfluencers;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.query.spi.QueryOptions;
import org.hibernate.query.spi.QueryParameterBindings;
import org.hibernate.query.sqm.internal.DomainParameterXref;
import org.hibernate.query.sqm.sql.SqmTranslator;
import org.hibernate.query.sqm.sql.SqmTranslatorFactory;
import org.hibernate.query.sqm.tree.SqmDmlStatement;
import org.hibernate.query.sqm.tree.select.SqmSelectStatement;
import org.hibernate.sql.ast.spi.SqlAstCreationContext;
import org.hibernate.sql.ast.tree.MutationStatement;
import org.hibernate.sql.ast.tree.select.SelectStatement;

/**
 * Translates queries with their guards kept. Bulk statements on one table come by here and are checked; those on several
 * come by {@link CheckedBulkStrategies}. What they read is refused later too, see {@link GuardingInspector}.
 */
public final class GuardedTranslators implements SqmTranslatorFactory {

    @Override
    public SqmTranslator<SelectStatement> createSelectTranslator(
            SqmSelectStatement<?> statement,
            QueryOptions options,
            DomainParameterXref parameters,
            QueryParameterBindings bindings,
            LoadQueryInfluencers influencers,
            SqlAstCreationContext context,
            boolean deduplicate) {
        ConsentEngine engine = engine(influencers.getSessionFactory());
        return new GuardingTranslator<>(
                engine.writeGuards(),
                engine.installed(),
                statement,
                options,
                parameters,
                bindings,
                influencers,
                context,
                deduplicate);
    }

    @Override
    public SqmTranslator<? extends MutationStatement> createMutationTranslator(
            SqmDmlStatement<?> statement,
            QueryOptions options,
            DomainParameterXref parameters,
            QueryParameterBindings bindings,
            LoadQueryInfluencers influencers,
            SqlAstCreationContext context) {
        BulkWrites.check(statement, influencers.getSessionFactory());
        BulkReads.checkJoins(statement, influencers.getSessionFactory());
        ConsentEngine engine = engine(influencers.getSessionFactory());
        return new GuardingTranslator<MutationStatement>(
                engine.writeGuards(),
                engine.installed(),
                statement,
                options,
                parameters,
                bindings,
                influencers,
                context,
                false);
    }

    private static ConsentEngine engine(SessionFactoryImplementor factory) {
        return factory.getServiceRegistry().requireService(ConsentEngine.class);
    }
}
