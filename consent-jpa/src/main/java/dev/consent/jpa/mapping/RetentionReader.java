package dev.consent.jpa.mapping;

import dev.consent.Retain;
import dev.consent.erasure.RetentionTerm;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.jspecify.annotations.Nullable;

/** Reads {@link Retain}: how long rows are kept, and from which column that is counted. */
final class RetentionReader {

    private final Metadata metadata;
    private final SqlNames names;
    private final MappingProblems problems;

    RetentionReader(Metadata metadata, SqlNames names, MappingProblems problems) {
        this.metadata = metadata;
        this.names = names;
        this.problems = problems;
    }

    /** The term that is counted from a date, or {@code null} when there is none. */
    static @Nullable Retain dated(List<Retain> declared) {
        return declared.stream()
                .filter(retain -> !retain.from().isEmpty())
                .findFirst()
                .orElse(null);
    }

    /** The rule for the term that is counted from a date, or {@code null}; what cannot be counted is noted. */
    @Nullable
    RetentionRule read(PersistentClass entity, List<Retain> declared, boolean serves) {
        boolean whole = declared.stream().allMatch(retain -> retain.from().isEmpty() != (retain.after() == void.class));
        if (!whole) {
            problems.add(
                    entity,
                    null,
                    "@Retain counts from nothing, or from two things at once",
                    "Give either from or after");
            return null;
        }
        Retain retain = dated(declared);
        if (retain == null) {
            if (!declared.isEmpty() && !serves) {
                problems.add(
                        entity,
                        null,
                        "@Retain counts from the end of a purpose, but the rows serve none",
                        "Annotate it with @PersonalData too");
            }
            return null;
        }
        if (declared.size() > 1) {
            problems.add(
                    entity,
                    null,
                    "it has a term that is counted from a date and another one, and they would contradict each other",
                    "Keep one of them, or count all of them from the end of purposes");
            return null;
        }
        return read(entity, retain);
    }

    private @Nullable RetentionRule read(PersistentClass entity, Retain retain) {
        RetentionTerm term;
        try {
            term = RetentionTerm.of(retain);
        } catch (IllegalArgumentException malformed) {
            problems.add(
                    entity,
                    null,
                    "@Retain has no valid period or year",
                    "Write an ISO 8601 period such as P7Y or PT30M, and a month from 1 to 12");
            return null;
        }
        String attribute = retain.from();
        Property property = entity.getPropertyClosure().stream()
                .filter(candidate -> candidate.getName().equals(attribute))
                .findFirst()
                .orElse(null);
        if (property == null
                || !List.of(entity.getRootClass().getTable(), entity.getTable())
                        .contains(property.getValue().getTable())
                || property.getColumns().size() != 1) {
            problems.add(
                    entity,
                    attribute,
                    "@Retain counts from an attribute that is not a column of its table",
                    "Name a date attribute of " + SubjectPaths.simpleName(entity));
            return null;
        }
        Column column = property.getColumns().get(0);
        Class<?> type = property.getType().getReturnedClass();
        RetentionRule.Kind kind;
        if (type == LocalDate.class) {
            kind = RetentionRule.Kind.DATE;
        } else if (type == LocalDateTime.class) {
            kind = RetentionRule.Kind.LOCAL;
        } else if (type == Instant.class || type == OffsetDateTime.class) {
            boolean zoned = column.getSqlType(metadata)
                    .toLowerCase(java.util.Locale.ROOT)
                    .contains("zone");
            if (!zoned) {
                problems.add(
                        entity,
                        attribute,
                        "its column " + column.getName() + " stores a moment without its offset",
                        "Map it to a timestamp with time zone, or use a LocalDateTime");
                return null;
            }
            kind = RetentionRule.Kind.OFFSET;
        } else {
            problems.add(
                    entity,
                    attribute,
                    "@Retain cannot count from a " + type.getSimpleName(),
                    "Use LocalDate, LocalDateTime, OffsetDateTime or Instant");
            return null;
        }
        return new RetentionRule(names.of(column), kind, term, retain.hidden());
    }
}
