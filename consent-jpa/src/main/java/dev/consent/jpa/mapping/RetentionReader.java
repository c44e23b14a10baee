package dev.consent.jpa.mapping;

import dev.consent.Erase;
import dev.consent.Retain;
import dev.consent.Then;
import dev.consent.erasure.RetentionTerm;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Table;
import org.hibernate.type.BasicType;
import org.hibernate.type.descriptor.jdbc.TimestampUtcAsJdbcTimestampJdbcType;
import org.jspecify.annotations.Nullable;

/** Reads {@link Retain}: how long rows and values are kept, and from which columns that is counted. */
final class RetentionReader {

    private final Metadata metadata;
    private final SqlNames names;
    private final MappingProblems problems;

    RetentionReader(Metadata metadata, SqlNames names, MappingProblems problems) {
        this.metadata = metadata;
        this.names = names;
        this.problems = problems;
    }

    /** Terms that are counted from a date. */
    static List<Retain> dated(List<Retain> declared) {
        return declared.stream().filter(retain -> !retain.from().isEmpty()).toList();
    }

    /** Terms at whose end rows are deleted. */
    static List<Retain> deleting(List<Retain> declared) {
        return dated(declared).stream()
                .filter(retain -> retain.then() == Then.DELETE)
                .toList();
    }

    /** Terms at whose end rows stay without what is personal in them. */
    static List<Retain> keeping(List<Retain> declared) {
        return dated(declared).stream()
                .filter(retain -> retain.then() != Then.DELETE)
                .toList();
    }

    private static boolean hasAfter(List<Retain> declared) {
        return declared.stream().anyMatch(retain -> retain.after() != void.class);
    }

    /** Whether terms say what they are counted from, and what happens then; what they do not say is noted. */
    boolean isSound(PersistentClass entity, @Nullable String attribute, List<Retain> declared) {
        boolean whole = declared.stream().allMatch(retain -> retain.from().isEmpty() != (retain.after() == void.class));
        if (!whole) {
            problems.add(
                    entity,
                    attribute,
                    "@Retain counts from nothing, or from two things at once",
                    "Give either from or after");
        }
        boolean silent =
                declared.stream().allMatch(retain -> retain.after() == void.class || retain.then() == Then.DELETE);
        if (!silent) {
            problems.add(
                    entity,
                    attribute,
                    "a term after a purpose says what happens then",
                    "Say it with @PersonalData(then = ...) on the entity");
        }
        return whole && silent;
    }

    /**
     * The rule by which whole rows go, or {@code null}; what cannot be counted is noted.
     *
     * @param serves whether the rows serve purposes
     */
    @Nullable
    RetentionRule rows(PersistentClass entity, List<Retain> declared, boolean serves) {
        if (!isSound(entity, null, declared)) {
            return null;
        }
        if (!serves && (hasAfter(declared) || !keeping(declared).isEmpty())) {
            problems.add(
                    entity,
                    null,
                    hasAfter(declared)
                            ? "@Retain counts from the end of a purpose, but the rows serve none"
                            : "at the end of a term its rows stay, but nothing in them is said to be personal",
                    "Annotate it with @PersonalData too");
            return null;
        }
        List<Retain> deleting = deleting(declared);
        if (deleting.isEmpty()) {
            return null;
        }
        RetentionRule rule = rule(
                entity,
                null,
                deleting,
                List.of(entity.getRootClass().getTable(), entity.getTable()),
                hasAfter(declared));
        boolean scattered = rule != null
                && !UnionTables.isUnion(entity)
                && deleting.stream()
                                .map(retain -> entity.getProperty(retain.from())
                                        .getValue()
                                        .getTable())
                                .distinct()
                                .count()
                        > 1;
        if (scattered) {
            problems.add(
                    entity,
                    null,
                    "its terms are counted from dates in different tables",
                    "Keep the dates in one table");
        }
        return scattered ? null : rule;
    }

    /**
     * What happens to an attribute at the end of its terms.
     *
     * @param declared the terms that hold for it
     * @param erase how it is replaced, or {@code null} when it becomes null or its placeholder
     */
    List<ValueTerm> values(
            PersistentClass entity, String attribute, Table table, List<Retain> declared, @Nullable Erase erase) {
        List<ValueTerm> terms = new ArrayList<>();
        for (boolean clears : List.of(false, true)) {
            List<Retain> some = dated(declared).stream()
                    .filter(retain -> clears == (retain.then() == Then.CLEAR))
                    .toList();
            RetentionRule rule =
                    some.isEmpty() ? null : rule(entity, attribute, some, List.of(table), hasAfter(declared));
            if (rule == null) {
                continue;
            }
            boolean own = !clears && erase != null && erase.as() == Erase.As.OWN;
            if (own && rule.hides()) {
                problems.add(
                        entity,
                        attribute,
                        "it would stay hidden for ever after its term, because nobody can tell what its own strategy"
                                + " has made of it from what it was",
                        "Declare hidden = false, or let the term clear it");
                continue;
            }
            terms.add(new ValueTerm(rule, clears, clears || erase == null ? "" : ErasureStrategies.left(erase)));
        }
        return terms;
    }

    /** The rule by which the elements of a collection go, or {@code null}. */
    @Nullable
    RetentionRule elements(PersistentClass entity, String attribute, Collection collection, List<Retain> declared) {
        List<Retain> dated = dated(declared);
        if (dated.isEmpty()) {
            return null;
        }
        if (collection.getReferencedPropertyName() != null) {
            problems.add(
                    entity,
                    attribute,
                    "its elements have a term, but they refer to their owner by a unique key",
                    "Let them refer to the primary key");
            return null;
        }
        return rule(
                entity,
                attribute,
                dated,
                List.of(entity.getRootClass().getTable(), entity.getTable()),
                hasAfter(declared));
    }

    private @Nullable RetentionRule rule(
            PersistentClass entity,
            @Nullable String attribute,
            List<Retain> declared,
            List<Table> tables,
            boolean next) {
        List<DatedTerm> terms = new ArrayList<>();
        for (Retain retain : declared) {
            DatedTerm term = term(entity, attribute, retain, tables);
            if (term == null) {
                return null;
            }
            terms.add(term);
        }
        return new RetentionRule(terms, !next && declared.stream().allMatch(Retain::hidden));
    }

    private @Nullable DatedTerm term(
            PersistentClass entity, @Nullable String attribute, Retain retain, List<Table> tables) {
        RetentionTerm term;
        try {
            term = RetentionTerm.of(retain);
        } catch (IllegalArgumentException malformed) {
            problems.add(
                    entity,
                    attribute,
                    "@Retain has no valid period or year",
                    "Write an ISO 8601 period such as P7Y or PT30M, and a month from 1 to 12");
            return null;
        }
        Property property = entity.getPropertyClosure().stream()
                .filter(candidate -> candidate.getName().equals(retain.from()))
                .findFirst()
                .orElse(null);
        if (property == null
                || !(UnionTables.isUnion(entity)
                        || tables.contains(property.getValue().getTable()))
                || Attributes.columns(property).size() != 1) {
            problems.add(
                    entity,
                    attribute == null ? retain.from() : attribute,
                    "@Retain counts from an attribute that is not a column of its table",
                    "Name a date attribute of " + SubjectPaths.simpleName(entity)
                            + (attribute == null ? "" : " in the same table"));
            return null;
        }
        Column column = property.getColumns().get(0);
        DatedTerm.Kind kind = kind(entity, retain.from(), property, column);
        return kind == null ? null : new DatedTerm(names.of(column), kind, term);
    }

    private DatedTerm.@Nullable Kind kind(PersistentClass entity, String date, Property property, Column column) {
        Class<?> type = property.getType().getReturnedClass();
        if (type == LocalDate.class) {
            return DatedTerm.Kind.DATE;
        }
        if (type == LocalDateTime.class) {
            return DatedTerm.Kind.LOCAL;
        }
        if (type != Instant.class && type != OffsetDateTime.class) {
            problems.add(
                    entity,
                    date,
                    "@Retain cannot count from a " + type.getSimpleName(),
                    "Use LocalDate, LocalDateTime, OffsetDateTime or Instant");
            return null;
        }
        if (!column.getSqlType(metadata).toLowerCase(Locale.ROOT).contains("zone")) {
            if (property.getType() instanceof BasicType<?> basic
                    && basic.getJdbcType() instanceof TimestampUtcAsJdbcTimestampJdbcType) {
                return DatedTerm.Kind.UTC;
            }
            problems.add(
                    entity,
                    date,
                    "its column " + column.getName() + " stores a moment without its offset",
                    "Map it to a timestamp with time zone, or use a LocalDateTime");
            return null;
        }
        return DatedTerm.Kind.OFFSET;
    }
}
