package dev.consent.jpa.hibernate;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.ValidationException;
import jakarta.validation.metadata.ConstraintDescriptor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A violation by personal data: which attribute violates which constraint, without any value. */
final class SilentViolation<T> implements ConstraintViolation<T> {

    private final Class<T> root;
    private final ConstraintDescriptor<?> constraint;
    private final Path path;
    private final String message;
    private final String template;

    SilentViolation(ConstraintViolation<T> violation) {
        this.root = violation.getRootBeanClass();
        this.constraint = violation.getConstraintDescriptor();
        this.path = new Attributes(violation.getPropertyPath());
        this.template = constraint.getMessageTemplate();
        this.message = tellsNoValue(violation)
                ? violation.getMessage()
                : "violates " + constraint.getAnnotation().annotationType().getSimpleName();
    }

    /**
     * Whether a message is what the mapping says, without the value in it. One that a validator made may hold anything.
     */
    private static boolean tellsNoValue(ConstraintViolation<?> violation) {
        String declared = violation.getConstraintDescriptor().getMessageTemplate();
        String value = String.valueOf(violation.getInvalidValue()).toLowerCase(Locale.ROOT);
        return violation.getMessageTemplate().equals(declared)
                && !declared.contains("validatedValue")
                && (value.isBlank()
                        || violation.getInvalidValue() == null
                        || !violation.getMessage().toLowerCase(Locale.ROOT).contains(value));
    }

    @Override
    public String getMessage() {
        return message;
    }

    @Override
    public String getMessageTemplate() {
        return template;
    }

    /** Nothing, because it holds the values. */
    @Override
    public @Nullable T getRootBean() {
        return null;
    }

    @Override
    public Class<T> getRootBeanClass() {
        return root;
    }

    /** Nothing, because it holds the value. */
    @Override
    public @Nullable Object getLeafBean() {
        return null;
    }

    @Override
    public Object @Nullable [] getExecutableParameters() {
        return null;
    }

    @Override
    public @Nullable Object getExecutableReturnValue() {
        return null;
    }

    @Override
    public Path getPropertyPath() {
        return path;
    }

    /** Nothing, because it is the value. */
    @Override
    public @Nullable Object getInvalidValue() {
        return null;
    }

    @Override
    public ConstraintDescriptor<?> getConstraintDescriptor() {
        return constraint;
    }

    @Override
    public <U> U unwrap(Class<U> type) {
        throw new ValidationException("A violation by personal data is no " + type.getName());
    }

    @Override
    public String toString() {
        return root.getSimpleName() + "." + path + " " + message;
    }

    /** A path without the keys of maps, which are values. */
    private static final class Attributes implements Path {

        private final List<Node> nodes = new ArrayList<>();

        Attributes(Path path) {
            path.forEach(node -> nodes.add(new Attribute(node.getName(), node.getKind())));
        }

        @Override
        public Iterator<Node> iterator() {
            return List.copyOf(nodes).iterator();
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            nodes.stream()
                    .map(Node::getName)
                    .filter(name -> name != null)
                    .forEach(name -> text.append(text.isEmpty() ? "" : ".").append(name));
            return text.toString();
        }
    }

    private record Attribute(@Nullable String name, ElementKind kind) implements Path.Node {

        @Override
        public @Nullable String getName() {
            return name;
        }

        @Override
        public boolean isInIterable() {
            return false;
        }

        @Override
        public @Nullable Integer getIndex() {
            return null;
        }

        @Override
        public @Nullable Object getKey() {
            return null;
        }

        @Override
        public ElementKind getKind() {
            return kind;
        }

        @Override
        public <N extends Path.Node> N as(Class<N> type) {
            throw new ClassCastException("A node of a path to personal data is no " + type.getName());
        }

        @Override
        public String toString() {
            return name == null ? "" : name;
        }
    }
}
