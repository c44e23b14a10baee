package dev.consent.jpa.hibernate;

import dev.consent.ConsentException;
import java.util.Set;
import java.util.regex.Pattern;
import org.hibernate.query.sqm.function.NamedSqmFunctionDescriptor;
import org.hibernate.query.sqm.function.SqmFunctionDescriptor;
import org.hibernate.query.sqm.function.SqmFunctionRegistry;
import org.hibernate.query.sqm.tree.expression.SqmCollation;
import org.hibernate.query.sqm.tree.expression.SqmFunction;

/** The places in a query of which the text goes into the statement as it is, and what is refused there. */
final class RawSql {

    private static final Set<String> RAW = Set.of("sql", "column");
    private static final Pattern COLLATION = Pattern.compile("[\\w.@-]+|\"[\\w.@ -]+\"");

    private RawSql() {}

    static void check(SqmFunction<?> function, SqmFunctionRegistry known) {
        String name = function.getFunctionName();
        if (RAW.contains(name)) {
            throw new ConsentException("The function " + name
                    + "() reads columns as they are, past the guards of personal data. Use attributes instead.");
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

    static void check(SqmCollation collation) {
        if (!COLLATION.matcher(collation.getLiteralValue()).matches()) {
            throw new ConsentException("The name of a collation goes into the statement as it is. Use a name of"
                    + " letters, digits, points, hyphens and underscores.");
        }
    }
}
