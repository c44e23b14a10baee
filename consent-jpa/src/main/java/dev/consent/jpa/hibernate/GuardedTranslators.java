package dev.consent.jpa.hibernate;

import dev.consent.jpa.hibernate.WriteGuards.Rules;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.hibernate.engine.spi.LoadQueryInfluencers;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.query.spi.QueryOptions;
import org.hibernate.query.spi.QueryParameterBindings;
import org.hibernate.query.sqm.internal.DomainParameterXref;
import org.hibernate.query.sqm.sql.SqmTranslator;
import org.hibernate.query.sqm.sql.SqmTranslatorFactory;
import org.hibernate.query.sqm.tree.SqmDmlStatement;
import org.hibernate.query.sqm.tree.domain.SqmPath;
import org.hibernate.query.sqm.tree.insert.SqmInsertStatement;
import org.hibernate.query.sqm.tree.select.SqmSelectStatement;
import org.hibernate.query.sqm.tree.update.SqmAssignment;
import org.hibernate.query.sqm.tree.update.SqmUpdateStatement;
import org.hibernate.sql.ast.spi.SqlAstCreationContext;
import org.hibernate.sql.ast.tree.MutationStatement;
import org.hibernate.sql.ast.tree.select.SelectStatement;

/**
 * Translates queries with their guards kept, and refuses bulk statements that write personal data: they touch many people at once, and nobody can ask for each of them
 * whether the purpose is in force. What such a statement reads is refused later, see {@link GuardingInspector}.
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
        return new GuardingTranslator<>(
                engine(influencers.getSessionFactory()).writeGuards(),
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
        check(statement, influencers.getSessionFactory());
        return new GuardingTranslator<MutationStatement>(
                engine(influencers.getSessionFactory()).writeGuards(),
                statement,
                options,
                parameters,
                bindings,
                influencers,
                context,
                false);
    }

    private static void check(SqmDmlStatement<?> statement, SessionFactoryImplementor factory) {
        String entity = statement.getTarget().getEntityName();
        Rules rules =
                engine(factory).writeGuards().of(factory.getMappingMetamodel().getEntityDescriptor(entity));
        if (statement instanceof SqmUpdateStatement<?> update) {
            for (SqmAssignment<?> assignment : update.getSetClause().getAssignments()) {
                refuse(rules, entity, assignment.getTargetPath());
            }
        } else if (statement instanceof SqmInsertStatement<?> insert) {
            if (rules.row() != null && rules.row().rule().guard() != null) {
                throw ConsentRefusals.bulkWrite(entity, "whose rows are personal data");
            }
            if (rules.stamp() != null) {
                throw ConsentRefusals.bulkInsert(entity);
            }
            insert.getInsertionTargetPaths().forEach(path -> refuse(rules, entity, path));
        }
    }

    private static void refuse(Rules rules, String entity, SqmPath<?> target) {
        List<String> path = attributes(target);
        if (rules.leadsToSubject(path.get(0))) {
            throw ConsentRefusals.bulkWrite(
                    entity, "whose attribute " + path.get(0) + " says whom personal data is about");
        }
        rules.slots().stream()
                .filter(slot -> startsWith(slot.path(), path) || startsWith(path, slot.path()))
                .findFirst()
                .ifPresent(slot -> {
                    throw ConsentRefusals.bulkWrite(
                            entity, "whose attribute " + String.join(".", slot.path()) + " is personal data");
                });
    }

    private static boolean startsWith(List<String> longer, List<String> shorter) {
        return longer.size() >= shorter.size()
                && longer.subList(0, shorter.size()).equals(shorter);
    }

    private static List<String> attributes(SqmPath<?> target) {
        Deque<String> names = new ArrayDeque<>();
        for (SqmPath<?> here = target; here != null && here.getLhs() != null; here = here.getLhs()) {
            names.addFirst(here.getReferencedPathSource().getPathName());
        }
        return List.copyOf(names);
    }

    private static ConsentEngine engine(SessionFactoryImplementor factory) {
        return factory.getServiceRegistry().requireService(ConsentEngine.class);
    }
}
