package dev.consent.jpa.mapping;

import dev.consent.jpa.mapping.MappingRules.Broken;
import java.lang.reflect.Array;
import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.Value;
import org.hibernate.type.BasicType;
import org.hibernate.type.CustomType;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.converter.spi.BasicValueConverter;
import org.hibernate.usertype.UserType;
import org.jspecify.annotations.Nullable;

/** What an attribute reads as where its column reads as null. A converter or a user type may make something else of it. */
final class NullReading {

    private NullReading() {}

    /** What the application sees while the column is hidden. */
    static @Nullable Object of(Value value) {
        UserType<?> own = userType(value);
        if (own != null) {
            return of(own);
        }
        BasicValueConverter<?, ?> converter = converter(value);
        return converter == null ? null : converter.toDomainValue(null);
    }

    /** The rule an attribute breaks that cannot read null at all. */
    static @Nullable Broken check(Value value) {
        try {
            of(value);
            return null;
        } catch (RuntimeException refused) {
            return userType(value) == null
                    ? new Broken(
                            "its converter fails on null, which it is given while the attribute is hidden",
                            "Let the converter make null of null, or declare a placeholder")
                    : new Broken(
                            "its user type fails on null, which it reads while the attribute is hidden",
                            "Let the user type make null of null, or use a converter");
        }
    }

    private static @Nullable Object of(UserType<?> type) {
        try {
            return type.nullSafeGet(nothing(ResultSet.class), 1, nothing(WrapperOptions.class));
        } catch (SQLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A row of a result in which everything is null, and what may be asked beside it. */
    private static <T> T nothing(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                NullReading.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Class<?> answer = method.getReturnType();
                    return method.getName().equals("wasNull")
                            ? Boolean.TRUE
                            : answer.isPrimitive() && answer != void.class
                                    ? Array.get(Array.newInstance(answer, 1), 0)
                                    : null;
                }));
    }

    private static @Nullable UserType<?> userType(Value value) {
        return value instanceof BasicValue basic
                        && basic.resolve().getLegacyResolvedBasicType() instanceof CustomType<?> custom
                ? custom.getUserType()
                : null;
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
