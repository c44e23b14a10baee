package dev.consent.jpa.mapping;

import jakarta.persistence.Entity;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds annotations where applications write them: on classes and mapped superclasses, on fields and getters. */
final class Annotations {

    private Annotations() {}

    /** The annotation of an entity class, or of a mapped superclass below the next entity. */
    static <A extends Annotation> @Nullable A ofEntity(Class<?> entity, Class<A> annotation) {
        for (Class<?> type = entity; type != null && type != Object.class; type = type.getSuperclass()) {
            A found = type.getDeclaredAnnotation(annotation);
            if (found != null) {
                return found;
            }
            Class<?> parent = type.getSuperclass();
            if (parent != null && parent.isAnnotationPresent(Entity.class)) {
                return null;
            }
        }
        return null;
    }

    /** All annotations of one kind of an entity class, or of a mapped superclass below the next entity. */
    static <A extends Annotation> List<A> allOfEntity(Class<?> entity, Class<A> annotation) {
        for (Class<?> type = entity; type != null && type != Object.class; type = type.getSuperclass()) {
            A[] found = type.getDeclaredAnnotationsByType(annotation);
            Class<?> parent = type.getSuperclass();
            if (found.length > 0 || (parent != null && parent.isAnnotationPresent(Entity.class))) {
                return List.of(found);
            }
        }
        return List.of();
    }

    /** All annotations of one kind of an attribute, on its field or its getter. */
    static <A extends Annotation> List<A> allOfAttribute(Class<?> owner, String name, Class<A> annotation) {
        return members(owner, name).stream()
                .flatMap(member -> List.of(member.getAnnotationsByType(annotation)).stream())
                .toList();
    }

    /** The annotation of an attribute, on its field or its getter. */
    static <A extends Annotation> @Nullable A ofAttribute(Class<?> owner, String name, Class<A> annotation) {
        for (AnnotatedElement member : members(owner, name)) {
            A found = member.getAnnotation(annotation);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /**
     * Whether an attribute carries an annotation with one of these simple names, whatever library it comes from, or one
     * that is composed of it, as constraints of an application are.
     */
    static boolean anyNamed(Class<?> owner, String name, List<String> simpleNames) {
        Set<Class<?>> seen = new HashSet<>();
        return members(owner, name).stream().anyMatch(member -> anyNamed(member, simpleNames, seen));
    }

    private static boolean anyNamed(AnnotatedElement member, List<String> simpleNames, Set<Class<?>> seen) {
        return List.of(member.getAnnotations()).stream()
                .map(Annotation::annotationType)
                .anyMatch(found -> simpleNames.contains(found.getSimpleName())
                        || (seen.add(found) && anyNamed(found, simpleNames, seen)));
    }

    /** Whether an attribute carries a constraint named {@code Size} that wants elements. */
    static boolean atLeastOne(Class<?> owner, String name) {
        return members(owner, name).stream()
                .flatMap(member -> List.of(member.getAnnotations()).stream())
                .filter(found -> found.annotationType().getSimpleName().equals("Size"))
                .anyMatch(Annotations::wantsElements);
    }

    private static boolean wantsElements(Annotation size) {
        try {
            Object least = size.annotationType().getMethod("min").invoke(size);
            return least instanceof Integer number && number > 0;
        } catch (ReflectiveOperationException another) {
            return false; // of another library, which means something else
        }
    }

    /** The Java type of an attribute, or {@code null} when it has no field and no getter. */
    static @Nullable Class<?> typeOf(Class<?> owner, String name) {
        for (AnnotatedElement member : members(owner, name)) {
            return member instanceof Field field ? field.getType() : ((Method) member).getReturnType();
        }
        return null;
    }

    /** The fields and getters an attribute is made of. */
    static List<AnnotatedElement> members(Class<?> owner, String name) {
        String suffix = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        List<AnnotatedElement> members = new ArrayList<>();
        for (Class<?> type = owner; type != null && type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    members.add(field);
                }
            }
            for (Method method : type.getDeclaredMethods()) {
                String found = method.getName();
                if (method.getParameterCount() == 0
                        && !method.isSynthetic()
                        && (found.equals("get" + suffix) || found.equals("is" + suffix) || found.equals(name))) {
                    members.add(method);
                }
            }
        }
        return members;
    }
}
