package dev.consent.jpa.mapping;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.mapping.PersistentClass;
import org.jspecify.annotations.Nullable;

/** Collects why mappings cannot be protected, so that a developer sees all of it at once. */
public final class MappingProblems {

    private final Set<String> problems = new LinkedHashSet<>();

    /**
     * Notes a problem.
     *
     * @param entity the entity it is in
     * @param attribute the attribute, or {@code null} when it is the entity itself
     * @param reason what is wrong, without a full stop
     * @param remedy what to do about it, without a full stop
     */
    public void add(PersistentClass entity, @Nullable String attribute, String reason, String remedy) {
        String name = SubjectPaths.simpleName(entity);
        problems.add((attribute == null ? name : name + "." + attribute) + ": " + reason + ". " + remedy + ".");
    }

    /** Notes a problem of a class that is no entity itself. */
    void add(Class<?> type, @Nullable String member, String reason, String remedy) {
        String name = type.getSimpleName();
        problems.add((member == null ? name : name + "." + member) + ": " + reason + ". " + remedy + ".");
    }

    /** Notes a problem of the application as a whole. */
    public void add(String reason, String remedy) {
        problems.add(reason + ". " + remedy + ".");
    }

    /**
     * Passes when nothing was noted.
     *
     * @throws ConsentMappingException with everything that was noted
     */
    public void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new ConsentMappingException(List.copyOf(problems));
        }
    }
}
