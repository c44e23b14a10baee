package dev.consent.jpa.hibernate;

import dev.consent.jpa.guard.GuardRenderer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.hibernate.metamodel.mapping.JdbcMapping;
import org.hibernate.metamodel.mapping.JdbcMappingContainer;
import org.hibernate.query.sqm.ComparisonOperator;
import org.hibernate.query.sqm.sql.internal.SqmParameterInterpretation;
import org.hibernate.query.sqm.sql.internal.SqmPathInterpretation;
import org.hibernate.sql.Template;
import org.hibernate.sql.ast.tree.expression.ColumnReference;
import org.hibernate.sql.ast.tree.expression.Expression;
import org.hibernate.sql.ast.tree.expression.JdbcParameter;
import org.hibernate.sql.ast.tree.expression.Literal;
import org.hibernate.sql.ast.tree.from.LazyTableGroup;
import org.hibernate.sql.ast.tree.from.TableGroup;
import org.hibernate.sql.ast.tree.from.TableGroupJoin;
import org.hibernate.sql.ast.tree.predicate.BetweenPredicate;
import org.hibernate.sql.ast.tree.predicate.ComparisonPredicate;
import org.hibernate.sql.ast.tree.predicate.GroupedPredicate;
import org.hibernate.sql.ast.tree.predicate.InListPredicate;
import org.hibernate.sql.ast.tree.predicate.Junction;
import org.hibernate.sql.ast.tree.predicate.LikePredicate;
import org.hibernate.sql.ast.tree.predicate.Predicate;
import org.hibernate.sql.ast.tree.select.QuerySpec;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * Gives the database its indexes back. A guarded column is an expression, for which no index of the column serves. So a
 * comparison of it is repeated on the column itself: {@code <guarded email> = ? and email = ?}.
 *
 * <p>That changes no result. Only comparisons are repeated that are not true of null, and only where nothing but their
 * being true counts: as one of the conditions that a where or on clause joins with <em>and</em>. While the value is
 * hidden the guarded comparison is not true, whatever the other one is; while it is visible they are the same.
 *
 * <p>Nor can it fail where the guarded comparison would not, and so tell a hidden value by an error: the other side is a
 * parameter, a literal or an unguarded column of a type that compares without conversion, and no pattern is repeated that
 * has an escape character, because databases complain of a wrong one only once a value gets that far.
 */
final class RawComparisons {

    private static final Set<ComparisonOperator> NEVER_TRUE_OF_NULL = EnumSet.of(
            ComparisonOperator.EQUAL,
            ComparisonOperator.LESS_THAN,
            ComparisonOperator.LESS_THAN_OR_EQUAL,
            ComparisonOperator.GREATER_THAN,
            ComparisonOperator.GREATER_THAN_OR_EQUAL);

    /** Databases and their drivers limit the parameters of a statement, and a list this long asks for many rows anyway. */
    private static final int LONGEST_LIST = 1_000;

    private RawComparisons() {}

    /** Repeats the comparisons of one query, without those of the queries within. */
    static void addTo(QuerySpec query) {
        repeat(query.getWhereClauseRestrictions(), query::applyPredicate);
        query.getFromClause().visitRoots(RawComparisons::addTo);
    }

    private static void addTo(TableGroup group) {
        if (!(group instanceof LazyTableGroup lazy) || lazy.isInitialized()) {
            group.visitTableGroupJoins(RawComparisons::addTo);
            group.visitNestedTableGroupJoins(RawComparisons::addTo);
        }
    }

    private static void addTo(TableGroupJoin join) {
        repeat(join.getPredicate(), join::applyPredicate);
        addTo(join.getJoinedGroup());
    }

    private static void repeat(@Nullable Predicate condition, Consumer<Predicate> target) {
        List<Predicate> found = new ArrayList<>();
        collect(condition, found);
        found.forEach(target);
    }

    private static void collect(@Nullable Predicate condition, List<Predicate> found) {
        if (condition instanceof GroupedPredicate group) {
            collect(group.getSubPredicate(), found);
        } else if (condition instanceof Junction junction && junction.getNature() == Junction.Nature.CONJUNCTION) {
            junction.getPredicates().forEach(part -> collect(part, found));
        } else {
            Predicate repeated = repeated(condition);
            if (repeated != null) {
                found.add(repeated);
            }
        }
    }

    private static @Nullable Predicate repeated(@Nullable Predicate condition) {
        if (condition instanceof ComparisonPredicate comparison) {
            return repeated(comparison);
        }
        if (condition instanceof BetweenPredicate between && !between.isNegated()) {
            ColumnReference column = bare(between.getExpression(), between.getLowerBound(), between.getUpperBound());
            return column == null
                    ? null
                    : new BetweenPredicate(
                            column,
                            between.getLowerBound(),
                            between.getUpperBound(),
                            false,
                            between.getExpressionType());
        }
        if (condition instanceof InListPredicate in
                && !in.isNegated()
                && in.getListExpressions().size() <= LONGEST_LIST) {
            ColumnReference column = bare(in.getTestExpression(), in.getListExpressions());
            return column == null
                    ? null
                    : new InListPredicate(column, in.getListExpressions(), false, in.getExpressionType());
        }
        if (condition instanceof LikePredicate like
                && !like.isNegated()
                && like.isCaseSensitive()
                && like.getEscapeCharacter() == null) {
            ColumnReference column = bare(like.getMatchExpression(), like.getPattern());
            return column == null || !SqlTypes.isCharacterType(code(column.getJdbcMapping()))
                    ? null
                    : new LikePredicate(column, like.getPattern(), null, false, true, like.getExpressionType());
        }
        return null;
    }

    private static @Nullable Predicate repeated(ComparisonPredicate comparison) {
        Expression left = comparison.getLeftHandExpression();
        Expression right = comparison.getRightHandExpression();
        if (!NEVER_TRUE_OF_NULL.contains(comparison.getOperator())) {
            return null;
        }
        ColumnReference column = bare(left, right);
        if (column != null) {
            return new ComparisonPredicate(column, comparison.getOperator(), right, comparison.getExpressionType());
        }
        column = bare(right, left);
        return column == null
                ? null
                : new ComparisonPredicate(left, comparison.getOperator(), column, comparison.getExpressionType());
    }

    private static @Nullable ColumnReference bare(Expression guarded, Expression... others) {
        return bare(guarded, List.of(others));
    }

    /** The column without its guard, or {@code null} when the comparison must not be repeated on it. */
    private static @Nullable ColumnReference bare(Expression guarded, List<Expression> others) {
        ColumnReference column = column(guarded);
        if (column == null || column.isColumnExpressionFormula()) {
            return null;
        }
        String read = column.getReadExpression();
        if (read == null
                || !GuardRenderer.hidesAndNothingElse(read, column.getColumnExpression())
                || !others.stream().allMatch(other -> isKnown(other) && compares(column, other))) {
            return null;
        }
        return new ColumnReference(
                column.getQualifier(),
                column.getColumnExpression(),
                column.getSelectablePath(),
                false,
                null,
                column.getJdbcMapping());
    }

    private static @Nullable ColumnReference column(Expression expression) {
        Expression inner = expression instanceof SqmPathInterpretation<?> path ? path.getSqlExpression() : expression;
        return inner instanceof ColumnReference reference ? reference : null;
    }

    /** Whether an expression has the same value wherever it stands, and hides nothing. */
    private static boolean isKnown(Expression expression) {
        if (expression instanceof SqmParameterInterpretation parameter) {
            return parameter.getResolvedExpression() instanceof JdbcParameter;
        }
        ColumnReference column = column(expression);
        return expression instanceof JdbcParameter
                || expression instanceof Literal
                || (column != null && !column.isColumnExpressionFormula() && isReadAsStored(column));
    }

    private static boolean isReadAsStored(ColumnReference column) {
        String read = column.getReadExpression();
        return read == null || read.equals(Template.TEMPLATE + "." + column.getColumnExpression());
    }

    private static boolean compares(ColumnReference column, Expression other) {
        ColumnReference plain = column(other);
        JdbcMappingContainer container = (plain == null ? other : plain).getExpressionType();
        if (container == null || container.getJdbcTypeCount() != 1) {
            return false;
        }
        int left = code(column.getJdbcMapping());
        int right = code(container.getSingleJdbcMapping());
        return left == right
                || (SqlTypes.isIntegral(left) && SqlTypes.isIntegral(right))
                || (SqlTypes.isCharacterType(left) && SqlTypes.isCharacterType(right));
    }

    private static int code(JdbcMapping mapping) {
        return mapping.getJdbcType().getDefaultSqlTypeCode();
    }
}
