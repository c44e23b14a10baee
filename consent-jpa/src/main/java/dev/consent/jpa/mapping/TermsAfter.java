package dev.consent.jpa.mapping;

import dev.consent.Retain;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.erasure.RetentionTerm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.mapping.PersistentClass;
import org.jspecify.annotations.Nullable;

/** Reads the terms that are counted from the end of a purpose, of entities and of attributes. */
final class TermsAfter {

    private final Map<Class<?>, DeclaredPurpose> purposes;
    private final MappingProblems problems;

    /** @param purposes all that are served by any data */
    TermsAfter(List<DeclaredPurpose> purposes, MappingProblems problems) {
        this.purposes = purposes.stream().collect(Collectors.toMap(DeclaredPurpose::type, Function.identity()));
        this.problems = problems;
    }

    List<TermAfter> of(PersistentClass entity) {
        return read(entity, null, Annotations.allOfEntity(entity.getMappedClass(), Retain.class));
    }

    /** The terms of an attribute or a collection. */
    List<TermAfter> of(PersistentClass entity, String attribute, List<Retain> declared) {
        return read(entity, attribute, declared);
    }

    private List<TermAfter> read(PersistentClass entity, @Nullable String attribute, List<Retain> declared) {
        List<TermAfter> terms = new ArrayList<>();
        for (Retain retain : declared) {
            if (retain.after() == void.class) {
                continue;
            }
            DeclaredPurpose purpose = purposes.get(retain.after());
            if (purpose == null) {
                problems.add(
                        entity,
                        attribute,
                        "its term is counted from the end of " + retain.after().getSimpleName()
                                + ", which is no purpose that any data serves",
                        "Name one of the purposes of @PersonalData");
                continue;
            }
            try {
                terms.add(new TermAfter(purpose, RetentionTerm.of(retain)));
            } catch (IllegalArgumentException malformed) {
                problems.add(
                        entity,
                        attribute,
                        "@Retain has no valid period or year",
                        "Write an ISO 8601 period such as P7Y or PT30M, and a month from 1 to 12");
            }
        }
        return terms;
    }
}
