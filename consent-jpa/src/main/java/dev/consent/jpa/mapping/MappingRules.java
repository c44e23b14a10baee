package dev.consent.jpa.mapping;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.Formula;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Selectable;
import org.hibernate.mapping.SimpleValue;
import org.hibernate.mapping.ToOne;
import org.jspecify.annotations.Nullable;

/** Which attributes cannot read as null, and what to do about it. */
final class MappingRules {

    private static final Pattern NOT_NULL = Pattern.compile("(?i)\\bnot\\s+null\\b");
    private static final List<String> NEVER_NULL = List.of("NotNull", "NotBlank", "NotEmpty", "NonNull");

    private MappingRules() {}

    /** A rule that an attribute breaks. */
    record Broken(String reason, String remedy) {}

    /** The rule a protected attribute breaks, or {@code null} when it can be hidden. */
    static @Nullable Broken check(
            PersistentClass entity, Class<?> holder, Property property, boolean inside, boolean placeholder) {
        if (property == entity.getIdentifierProperty() || isIdentifierPart(entity, property)) {
            return new Broken(
                    "an identifier cannot be hidden",
                    "Use a generated identifier and keep the value in another attribute");
        }
        if (property == entity.getVersion()) {
            return new Broken(
                    "a version cannot be hidden", "Remove the annotation; a version says nothing about a person");
        }
        if (property.isNaturalIdentifier() && placeholder) {
            return new Broken(
                    "a natural identifier cannot be the same in all rows that hide it",
                    "Remove the placeholder, and make its column nullable");
        }
        if (property.getValue() instanceof SimpleValue value && value.isPartitionKey()) {
            return new Broken("a partition key cannot be hidden", "Partition by another column");
        }
        if (property.getValueGeneratorCreator() != null) {
            return new Broken(
                    "its value is generated, and would be written without asking and read back past its guard",
                    "Set it in the application, or protect the whole row, or annotate it with @NotPersonal");
        }
        Broken never = placeholder ? null : neverNull(holder, property);
        if (never != null) {
            return never;
        }
        if (property.getValue() instanceof ToOne && property.getSelectables().isEmpty()) {
            return new Broken(
                    "it has no column of its own", "Annotate the entity that holds the reference, or that reference");
        }
        for (Selectable selectable : property.getSelectables()) {
            if (selectable instanceof Formula) {
                return new Broken(
                        "a formula cannot carry a guard", "Protect the columns it reads, or map it as a column");
            }
            if (selectable instanceof Column column
                    && !placeholder
                    && (!column.isNullable() || isDefinedNotNull(column))
                    && !(property.getValue() instanceof Component)) {
                return new Broken(
                        "its column " + column.getName() + " is NOT NULL, but reads as null while it is hidden",
                        "Make the column nullable, or declare a placeholder, or protect the whole row");
            }
            if (selectable instanceof Column column && !placeholder && isChecked(column)) {
                return new Broken(
                        "its column " + column.getName() + " has a check that it is not null, but reads as null while"
                                + " it is hidden",
                        "Remove that check, or declare a placeholder, or protect the whole row");
            }
        }
        if (property.getValue() instanceof Component component && component.getAggregateColumn() != null) {
            return new Broken(
                    "an embedded value stored in one structured column cannot be guarded part by part",
                    "Map it as an ordinary embedded value");
        }
        return inside || property.isSelectable()
                ? (placeholder ? null : unreadable(holder, property))
                : new Broken("it is not read by itself", "Protect the attribute that reads the column");
    }

    private static @Nullable Broken unreadable(Class<?> holder, Property property) {
        Broken broken = NullReading.check(property.getValue());
        return broken != null || NullReading.of(property.getValue()) != null
                ? broken
                : SternRecords.check(holder, property.getName());
    }

    /** Whether the definition the mapping gives the column says so, of which Hibernate knows nothing. */
    private static boolean isDefinedNotNull(Column column) {
        return column.getSqlType() != null
                && NOT_NULL.matcher(column.getSqlType()).find();
    }

    /** Whether the mapping lets the database check that a column is not null; what offers a choice may let it be. */
    private static boolean isChecked(Column column) {
        Pattern present = Pattern.compile(
                "(?i)(?<![\\w$])" + Pattern.quote(column.getName()) + "[\"`\\]]?\\s+is\\s+not\\s+null\\b");
        return Stream.concat(column.getCheckConstraints().stream(), column.getValue().getTable().getChecks().stream())
                .map(check -> check.getConstraint())
                .anyMatch(check -> present.matcher(check).find() && !mentions(check, "or"));
    }

    private static @Nullable Broken neverNull(Class<?> holder, Property property) {
        Class<?> type = Annotations.typeOf(holder, property.getName());
        if (type != null && type.isPrimitive()) {
            return new Broken(
                    "a primitive " + type.getName() + " cannot read as null",
                    "Use " + boxed(type) + " instead, or declare a placeholder");
        }
        return Annotations.anyNamed(holder, property.getName(), NEVER_NULL)
                ? new Broken(
                        "it is declared never to be null, but reads as null while it is hidden",
                        "Declare a placeholder, or remove the constraint and check for the value where the application"
                                + " takes it in")
                : null;
    }

    /** The rule a protected collection breaks, or {@code null} when it may be empty. */
    static @Nullable Broken neverEmpty(Class<?> holder, String attribute) {
        return Annotations.anyNamed(holder, attribute, List.of("NotEmpty")) || Annotations.atLeastOne(holder, attribute)
                ? new Broken(
                        "it is declared never to be empty, but is empty while it is hidden",
                        "Remove the constraint, and check for elements where the application takes them in")
                : null;
    }

    private static boolean isIdentifierPart(PersistentClass entity, Property property) {
        return entity.getIdentifierMapper() != null
                && entity.getIdentifierMapper().getProperties().stream()
                        .anyMatch(part -> part.getName().equals(property.getName()));
    }

    /** Whether a formula or SQL fragment names this column. */
    static boolean mentions(String fragment, Column column) {
        return mentions(fragment, column.getName());
    }

    /** Whether a text holds this name as a word. */
    static boolean mentions(String fragment, String name) {
        Matcher matcher = Pattern.compile("(?i)(?<![\\w$])" + Pattern.quote(name) + "(?![\\w$])")
                .matcher(fragment);
        return matcher.find();
    }

    private static String boxed(Class<?> primitive) {
        return java.lang.invoke.MethodType.methodType(primitive)
                .wrap()
                .returnType()
                .getSimpleName();
    }
}
