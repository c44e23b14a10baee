package dev.consent.jpa.mapping;

import dev.consent.DataSubject;
import java.time.LocalDate;
import org.hibernate.MappingException;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.RootClass;
import org.jspecify.annotations.Nullable;

/** Reads which attributes tell how old people are, and where they live. */
final class AgeReader {

    private final MappingProblems problems;

    AgeReader(MappingProblems problems) {
        this.problems = problems;
    }

    /** The attribute with the date of birth; {@code null} when none is named, or it cannot be used. */
    @Nullable
    String birthDate(RootClass entity) {
        return attribute(entity, declared(entity).birthDate(), LocalDate.class, "birthDate");
    }

    /** The attribute with the country; {@code null} when none is named, or it cannot be used. */
    @Nullable
    String country(RootClass entity) {
        DataSubject declared = declared(entity);
        if (!declared.country().isEmpty() && declared.birthDate().isEmpty()) {
            problems.add(
                    entity,
                    declared.country(),
                    "@DataSubject names a country without a date of birth, so nothing depends on it",
                    "Name the attribute with the date of birth too, or leave the country out");
            return null;
        }
        return attribute(entity, declared.country(), String.class, "country");
    }

    private static DataSubject declared(RootClass entity) {
        for (Class<?> type = entity.getMappedClass(); type != null; type = type.getSuperclass()) {
            DataSubject declared = type.getDeclaredAnnotation(DataSubject.class);
            if (declared != null) {
                return declared;
            }
        }
        throw new IllegalStateException(entity.getEntityName() + " is no data subject");
    }

    private @Nullable String attribute(RootClass entity, String path, Class<?> type, String member) {
        if (path.isEmpty()) {
            return null;
        }
        Property property;
        try {
            property = entity.getRecursiveProperty(path);
        } catch (MappingException missing) {
            property = null;
        }
        if (property == null) {
            problems.add(
                    entity,
                    path,
                    "@DataSubject(" + member + " = …) names an attribute that is not there",
                    "Name a persistent attribute of type " + type.getSimpleName());
            return null;
        }
        if (property.getType().getReturnedClass() != type) {
            problems.add(
                    entity,
                    path,
                    "@DataSubject(" + member + " = …) names an attribute that is no " + type.getSimpleName(),
                    "Name one of that type");
            return null;
        }
        return path;
    }
}
