package dev.consent.jpa.mapping;

import dev.consent.Erase;
import dev.consent.ErasureStrategy;
import java.lang.reflect.Constructor;
import java.time.LocalDate;
import java.util.Objects;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.Property;
import org.hibernate.type.BasicType;
import org.jspecify.annotations.Nullable;

/** Reads {@link Erase}: what stands in the place of an erased value. */
final class ErasureStrategies {

    /** What is used instead of texts that may be of any length. */
    private static final long ANY_LENGTH = Integer.MAX_VALUE;

    private final byte @Nullable [] pseudonymKey;
    private final MappingProblems problems;

    /** @param pseudonymKey the key of pseudonyms, or {@code null} when none is set */
    ErasureStrategies(byte @Nullable [] pseudonymKey, MappingProblems problems) {
        this.pseudonymKey = pseudonymKey;
        this.problems = problems;
    }

    /** What tells values that a strategy has not replaced yet, with {@code ?} for the column. */
    static String left(Erase declared) {
        return switch (declared.as()) {
            case PSEUDONYM -> "not (? like '" + Pseudonym.BEGIN + "%' and char_length(?) = " + Pseudonym.LENGTH + ")";
            case YEAR -> "(extract(month from ?) <> 1 or extract(day from ?) <> 1)";
            // Columns of a fixed length are filled up with blanks.
            case PREFIX -> "char_length(rtrim(?)) > " + declared.keep();
            case OWN -> "? is not null";
        };
    }

    /** Null, or the placeholder. */
    static Replacement cleared(ProtectedAttribute attribute) {
        Placeholder placeholder = attribute.placeholder();
        return placeholder == null ? new Replacement.Clear() : new Replacement.Fixed(placeholder);
    }

    /** What an attribute declares, whether or not its row may clear it too. */
    Replacement of(ProtectedAttribute attribute) {
        Class<?> holder = attribute.owner().getMappedClass();
        Property property = attribute.owner().getProperty(attribute.path().get(0));
        for (String name : attribute.path().subList(1, attribute.path().size())) {
            Component component = (Component) property.getValue();
            holder = Objects.requireNonNull(component.getComponentClass());
            property = component.getProperty(name);
        }
        Erase declared = Annotations.ofAttribute(holder, property.getName(), Erase.class);
        Replacement otherwise = cleared(attribute);
        if (declared == null) {
            return otherwise;
        }
        String unusable = unusable(declared, property);
        Replacement computed = unusable == null ? computed(declared, property) : null;
        if (computed == null) {
            problems.add(
                    attribute.owner(),
                    attribute.name(),
                    "it cannot be erased as @Erase says, because "
                            + (unusable == null ? "its strategy cannot be created" : unusable),
                    "Choose another way, or leave @Erase out and it becomes null or its placeholder");
            return otherwise;
        }
        return computed;
    }

    private @Nullable String unusable(Erase declared, Property property) {
        if (!(property.getValue() instanceof BasicValue basic)
                || property.getColumns().size() != 1) {
            return "it is not a value in one column";
        }
        Column column = property.getColumns().get(0);
        if (PlaceholderReader.isWrittenByExpression(column)) {
            return "its column is written by an expression";
        }
        boolean own = declared.as() == Erase.As.OWN;
        if (!own && basic.resolve().getValueConverter() != null) {
            return "a converter stands between it and its column";
        }
        Class<?> type = property.getType().getReturnedClass();
        Class<?> wanted = declared.as() == Erase.As.YEAR ? LocalDate.class : String.class;
        if (!own && type != wanted) {
            return "it is a " + type.getSimpleName() + " and not a " + wanted.getSimpleName();
        }
        return switch (declared.as()) {
            case OWN -> declared.by() == ErasureStrategy.class ? "by names no strategy" : null;
            case PREFIX -> declared.keep() < 1 ? "keep is less than 1" : shared(column, basic);
            case YEAR -> shared(column, basic);
            case PSEUDONYM -> pseudonym(column);
        };
    }

    private static @Nullable String shared(Column column, BasicValue basic) {
        return PlaceholderReader.isUnique(column, basic.getTable())
                ? "its column is unique, and other values would become the same"
                : null;
    }

    private @Nullable String pseudonym(Column column) {
        Long length = column.getLength();
        if ((length == null ? ANY_LENGTH : length) < Pseudonym.LENGTH) {
            return "its column holds less than the " + Pseudonym.LENGTH + " characters of a pseudonym";
        }
        return pseudonymKey == null
                ? "there is no key: set consent.pseudonym-key to at least 32 bytes from your secret store"
                : null;
    }

    private @Nullable Replacement computed(Erase declared, Property property) {
        BasicType<?> type = (BasicType<?>) property.getType();
        return switch (declared.as()) {
            case PSEUDONYM ->
                new Replacement.Computed(
                        type,
                        new Pseudonym(Objects.requireNonNull(pseudonymKey)),
                        left(declared),
                        "not (? like '" + Pseudonym.BEGIN + "%' and length(?) = " + Pseudonym.LENGTH + ")");
            case YEAR ->
                new Replacement.Computed(
                        type,
                        date -> ((LocalDate) date).withDayOfYear(1),
                        left(declared),
                        "(month(?) <> 1 or day(?) <> 1)");
            case PREFIX -> {
                int keep = declared.keep();
                yield new Replacement.Computed(
                        type,
                        text -> beginning((String) text, keep),
                        left(declared),
                        "length(trim(trailing from ?)) > " + keep);
            }
            case OWN -> own(declared, type);
        };
    }

    /** The first characters of a text, without half of one that takes two. */
    private static String beginning(String text, int keep) {
        if (text.length() <= keep) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(keep - 1)) ? keep - 1 : keep);
    }

    private static @Nullable Replacement own(Erase declared, BasicType<?> type) {
        try {
            Constructor<? extends ErasureStrategy> constructor = declared.by().getDeclaredConstructor();
            constructor.setAccessible(true);
            return new Replacement.Computed(type, constructor.newInstance(), left(declared), "");
        } catch (ReflectiveOperationException | RuntimeException impossible) {
            return null;
        }
    }
}
