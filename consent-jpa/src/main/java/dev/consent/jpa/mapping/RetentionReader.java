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

    /** The rule, or {@code null} when it is a problem that was noted. */
    @Nullable
    RetentionRule read(PersistentClass entity, Retain retain) {
        RetentionTerm term;
        try {
            term = RetentionTerm.of(retain);
        } catch (IllegalArgumentException malformed) {
            problems.add(entity, null, "@Retain has no valid period", "Write an ISO 8601 period such as P7Y or PT30M");
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
        return new RetentionRule(names.of(column), kind, term);
    }
}
