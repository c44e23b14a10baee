package dev.consent.jpa.hibernate;

import dev.consent.jpa.erasure.ErasureTables;
import org.hibernate.boot.model.FunctionContributions;
import org.hibernate.boot.model.FunctionContributor;
import org.hibernate.type.StandardBasicTypes;

/**
 * Teaches Hibernate's queries to compare an attribute with an array of values in a way for which databases use an index,
 * as its own functions do not.
 */
public final class Among implements FunctionContributor {

    @Override
    public void contributeFunctions(FunctionContributions contributions) {
        contributions
                .getFunctionRegistry()
                .registerPattern(
                        ErasureTables.AMONG,
                        "(?1=any(?2))",
                        contributions
                                .getTypeConfiguration()
                                .getBasicTypeRegistry()
                                .resolve(StandardBasicTypes.BOOLEAN));
    }
}
