package dev.consent.jpa.hibernate;

import dev.consent.ConsentException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.H2Dialect;
import org.hibernate.dialect.MySQLDialect;
import org.hibernate.query.sqm.function.NamedSqmFunctionDescriptor;
import org.hibernate.query.sqm.function.SqmFunctionDescriptor;
import org.hibernate.query.sqm.function.SqmFunctionRegistry;
import org.hibernate.query.sqm.tree.SqmTypedNode;
import org.hibernate.query.sqm.tree.cte.SqmCteStatement;
import org.hibernate.query.sqm.tree.expression.SqmCollation;
import org.hibernate.query.sqm.tree.expression.SqmFormat;
import org.hibernate.query.sqm.tree.expression.SqmFunction;
import org.hibernate.query.sqm.tree.expression.SqmJsonTableFunction;
import org.hibernate.query.sqm.tree.expression.SqmLiteral;
import org.hibernate.query.sqm.tree.expression.SqmSetReturningFunction;
import org.hibernate.sql.ast.tree.SqlAstNode;
import org.hibernate.sql.ast.tree.expression.FunctionExpression;
import org.hibernate.sql.ast.tree.expression.JsonPathPassingClause;
import org.hibernate.sql.ast.tree.expression.Literal;
import org.jspecify.annotations.Nullable;

/** The places in a query of which the text goes into the statement as it is, and what is refused there. */
final class RawSql {

    private static final Set<String> RAW = Set.of("sql", "column");
    private static final Pattern COLLATION = Pattern.compile("[\\w.@-]+|\"[\\w.@ -]+\"");

    /** A word, or something between quotes that it does not end. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_$]+|\"[^\"]*\"|`[^`]*`|\\[[^\\[\\]]*]");

    private static final Pattern TARGET = Pattern.compile("[\\p{L}\\p{N}_.:-]+");

    private static final Pattern HINT = Pattern.compile("[\\p{L}\\p{N}_$.,@=+*%\\s()-]*");

    private RawSql() {}

    static void check(SqmFunction<?> function, SqmFunctionRegistry known) {
        String name = function.getFunctionName();
        if (RAW.contains(name)) {
            throw new ConsentException("The function " + name
                    + "() reads columns as they are, past the guards of personal data. Use attributes instead.");
        }
        if (name.equals("xmlpi")) {
            checkTarget(function.getArguments().get(0));
        }
        if (isMadeUp(function.getFunctionDescriptor(), name, known)) {
            throw new ConsentException("A query calls a function that Hibernate does not know. Its name would go into"
                    + " the statement as it is, where it could read columns past the guards of personal data. Register"
                    + " it with an org.hibernate.boot.model.FunctionContributor.");
        }
    }

    /** Where a name is not registered, Hibernate makes up a function that renders it. */
    private static boolean isMadeUp(SqmFunctionDescriptor function, String name, SqmFunctionRegistry known) {
        return function.getClass() == NamedSqmFunctionDescriptor.class
                && known.findFunctionDescriptor(name) != function
                && known.getFunctionsByName().noneMatch(entry -> entry.getValue() == function);
    }

    /** The names of a common table expression and of its columns go into the statement as they are. */
    static void check(SqmCteStatement<?> table) {
        checkName(table.getName());
        table.getCteTable().getColumns().forEach(column -> checkName(column.getColumnName()));
        checkName(table.getSearchAttributeName());
        checkName(table.getCycleMarkAttributeName());
        checkName(table.getCyclePathAttributeName());
    }

    /** So do those of other tables that a query makes up. */
    static void checkName(@Nullable String name) {
        if (name != null && !NAME.matcher(name).matches()) {
            throw new ConsentException("A query names a table or a column of its own, and the name goes into the"
                    + " statement as it is. Use a name of letters, digits and underscores.");
        }
    }

    /** Where what is passed to a path is written into it, a text may be taken for SQL, or end the path. */
    static void check(FunctionExpression table, Dialect dialect) {
        boolean passes = table.getArguments().stream().anyMatch(JsonPathPassingClause.class::isInstance);
        if (passes && writesIntoPaths(dialect) && !table.getArguments().stream().allMatch(RawSql::isHarmless)) {
            throw new ConsentException(
                    "What a query passes to json_table() goes into the statement as it is, and so does"
                            + " the path. Pass a number, to a path without quotes and backslashes.");
        }
    }

    private static boolean isHarmless(SqlAstNode argument) {
        if (argument instanceof JsonPathPassingClause passing) {
            return passing.getPassingExpressions().values().stream()
                    .allMatch(
                            passed -> passed instanceof Literal literal && literal.getLiteralValue() instanceof Number);
        }
        return !(argument instanceof Literal literal
                && literal.getLiteralValue() instanceof String path
                && path.startsWith("$")
                && (path.indexOf('\'') >= 0 || path.indexOf('\\') >= 0));
    }

    private static boolean writesIntoPaths(Dialect dialect) {
        return dialect instanceof H2Dialect || dialect instanceof MySQLDialect;
    }

    /** The same where a statement is not translated here. */
    static void check(SqmSetReturningFunction<?> table, Dialect dialect) {
        if (writesIntoPaths(dialect)
                && table instanceof SqmJsonTableFunction<?> json
                && !json.getPassingExpressions().isEmpty()) {
            throw new ConsentException(
                    "What a bulk statement passes to json_table() goes into it as it is. Select the rows first.");
        }
    }

    /** The target of a processing instruction stands between quotes, which it must not end. */
    private static void checkTarget(SqmTypedNode<?> target) {
        if (!(target instanceof SqmLiteral<?> literal
                && literal.getLiteralValue() instanceof String name
                && TARGET.matcher(name).matches())) {
            throw new ConsentException("The name that xmlpi() is given goes into the statement as it is. Use a name of"
                    + " letters, digits, points, hyphens and underscores.");
        }
    }

    /** A pattern stands between quotes, which it must not end. */
    static void check(SqmFormat format) {
        if (format.getLiteralValue().indexOf('\\') >= 0) {
            throw new ConsentException(
                    "The pattern of a date goes into the statement as it is. Use one without a" + " backslash.");
        }
    }

    /** Where databases take hints they stand in a comment or in brackets, which they must not end. */
    static void checkHints(@Nullable List<String> hints) {
        if (hints != null && !hints.stream().allMatch(RawSql::isHarmless)) {
            throw new ConsentException("A query hint goes into the statement as it is. Use hints of names and numbers,"
                    + " with pairs of brackets, and without quotes, slashes and comments.");
        }
    }

    private static boolean isHarmless(String hint) {
        int open = 0;
        for (int i = 0; i < hint.length() && open >= 0; i++) {
            open += hint.charAt(i) == '(' ? 1 : hint.charAt(i) == ')' ? -1 : 0;
        }
        return open == 0 && HINT.matcher(hint).matches() && !hint.contains("--");
    }

    static void check(SqmCollation collation) {
        if (!COLLATION.matcher(collation.getLiteralValue()).matches()) {
            throw new ConsentException("The name of a collation goes into the statement as it is. Use a name of"
                    + " letters, digits, points, hyphens and underscores.");
        }
    }
}
