package dev.consent.jpa.mapping;

import dev.consent.jpa.mapping.MappingRules.Broken;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.Value;
import org.hibernate.type.BasicType;
import org.hibernate.type.descriptor.converter.spi.BasicValueConverter;
import org.jspecify.annotations.Nullable;

/** What an attribute reads as where its column reads as null. A converter may make something else of it. */
final class NullReading {

    private NullReading() {}

    /** What the application sees while the column is hidden. */
    static @Nullable Object of(Value value) {
        BasicValueConverter<?, ?> converter = converter(value);
        return converter == null ? null : converter.toDomainValue(null);
    }

    /** The rule an attribute breaks that cannot read null at all. */
    static @Nullable Broken check(Value value) {
        try {
            of(value);
            return null;
        } catch (RuntimeException refused) {
            return new Broken(
                    "its converter fails on null, which it is given while the attribute is hidden",
                    "Let the converter make null of null, or declare a placeholder");
        }
    }

    private static @Nullable BasicValueConverter<?, ?> converter(Value value) {
        if (!(value instanceof BasicValue basic)) {
            return null;
        }
        BasicValueConverter<?, ?> declared = basic.resolve().getValueConverter();
        return declared != null
                ? declared
                : basic.getType() instanceof BasicType<?> type ? type.getValueConverter() : null;
    }
}
