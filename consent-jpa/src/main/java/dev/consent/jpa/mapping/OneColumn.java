package dev.consent.jpa.mapping;

import dev.consent.PersonalData;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks into values that are stored in one column as a whole, such as JSON and arrays, for parts that are annotated. */
final class OneColumn {

    private OneColumn() {}

    /** The first part that says it is personal, in the type of an attribute or its elements; {@code null} when none does. */
    static @Nullable String personalPart(Class<?> holder, String attribute) {
        Set<Class<?>> seen = new HashSet<>();
        return Annotations.members(holder, attribute).stream()
                .map(member -> personalPart(typeOf(member), seen))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String personalPart(Type type, Set<Class<?>> seen) {
        if (type instanceof Class<?> known) {
            return known.isArray() ? personalPart(known.getComponentType(), seen) : inMembers(known, seen);
        }
        Stream<Type> inner = type instanceof ParameterizedType parameterized
                ? Stream.concat(
                        Stream.of(parameterized.getRawType()), Stream.of(parameterized.getActualTypeArguments()))
                : type instanceof GenericArrayType array
                        ? Stream.of(array.getGenericComponentType())
                        : type instanceof WildcardType wildcard ? Stream.of(wildcard.getUpperBounds()) : Stream.empty();
        return inner.map(part -> personalPart(part, seen))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String inMembers(Class<?> type, Set<Class<?>> seen) {
        boolean application = !type.isPrimitive() && type.getClassLoader() != null && !type.isEnum();
        if (!application || !seen.add(type)) {
            return null;
        }
        for (Class<?> here = type; here != null && here.getClassLoader() != null; here = here.getSuperclass()) {
            for (AnnotatedElement member : members(here)) {
                if (member.isAnnotationPresent(PersonalData.class)) {
                    return member instanceof Field field ? field.getName() : ((Method) member).getName();
                }
            }
            for (Field field : here.getDeclaredFields()) {
                String inner =
                        Modifier.isStatic(field.getModifiers()) ? null : personalPart(field.getGenericType(), seen);
                if (inner != null) {
                    return field.getName() + "." + inner;
                }
            }
        }
        return null;
    }

    private static List<AnnotatedElement> members(Class<?> type) {
        return Stream.<AnnotatedElement>concat(
                        Stream.of(type.getDeclaredFields()), Stream.of(type.getDeclaredMethods()))
                .toList();
    }

    private static Type typeOf(AnnotatedElement member) {
        return member instanceof Field field ? field.getGenericType() : ((Method) member).getGenericReturnType();
    }
}
