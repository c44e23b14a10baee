package dev.consent.jpa.mapping;

import dev.consent.Retain;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.jpa.mapping.ErasurePlan.Keyed;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.jspecify.annotations.Nullable;

/** Tells which rows go no later than those they refer to, and which are needed to find the people others are about. */
final class GoingTogether {

    private final Metadata metadata;
    private final ProtectedModel model;
    private final Map<PersistentClass, ProtectedRow> ruled;
    private final MappingProblems problems;

    GoingTogether(
            Metadata metadata,
            ProtectedModel model,
            Map<PersistentClass, ProtectedRow> ruled,
            MappingProblems problems) {
        this.metadata = metadata;
        this.model = model;
        this.ruled = ruled;
        this.problems = problems;
    }

    /** A row that serves no purpose the erased one does not serve is erased whenever that one is. */
    boolean goesAnyway(PersistentClass from, PersistentClass erased) {
        ProtectedRow referred = ruled.get(erased);
        return referred != null && referred.rule().retention() == null && servesNoMore(from, erased);
    }

    /** A row that serves no purpose the erased one does not serve is kept for no reason but that it was not over yet. */
    boolean servesNoMore(PersistentClass from, PersistentClass erased) {
        ProtectedRow referred = ruled.get(erased);
        Guard other = referred == null ? null : referred.rule().guard();
        return other != null
                && keepsNoLonger(from, erased)
                && guards(from)
                        .anyMatch(mine -> (mine.link().single()
                                        ? other.link().single()
                                        : mine.link().hops().equals(other.link().hops()))
                                && servesLess(mine, other));
    }

    /** Whether every term after a purpose of one is a term of the other one, too. */
    private static boolean keepsNoLonger(PersistentClass from, PersistentClass erased) {
        return termsAfter(erased).containsAll(termsAfter(from));
    }

    private static List<Retain> termsAfter(PersistentClass entity) {
        return Annotations.allOfEntity(entity.getMappedClass(), Retain.class).stream()
                .filter(term -> term.after() != void.class)
                .toList();
    }

    /** Whether some of its rows are kept as long as people want, or as somebody must, whatever they refer to. */
    boolean hasGuard(PersistentClass entity) {
        return ruled.values().stream()
                .anyMatch(row -> row.touches(entity) && row.rule().guard() != null);
    }

    private Stream<Guard> guards(PersistentClass entity) {
        return ruled.values().stream()
                .filter(row -> row.covers(entity))
                .map(row -> row.rule().guard())
                .filter(Objects::nonNull);
    }

    private static boolean goesBefore(Guard mine, ProtectedRow referred) {
        Guard other = referred.rule().guard();
        return other != null && servesLess(mine, other) && referred.rule().retention() == null;
    }

    private static boolean servesLess(Guard mine, Guard other) {
        return mine.link().subjectType().equals(other.link().subjectType())
                && codes(other).containsAll(codes(mine));
    }

    /** Whether a reference to an entity links its rows to the people they are about. */
    boolean isLink(PersistentClass entity, Keyed reference) {
        ProtectedRow row = ruled.get(entity);
        Guard guard = row == null ? null : row.rule().guard();
        return guard != null
                && !guard.link().hops().isEmpty()
                && guard.link().hops().get(0).many()
                && guard.link().hops().get(0).table().equals(reference.table())
                && guard.link().hops().get(0).match().equals(reference.columns());
    }

    /** Whoever is linked must not be erased, and the link with them, before what they are linked to. */
    void checkLinks(
            PersistentClass start, @Nullable String attribute, List<String> subjectPath, @Nullable Guard guard) {
        if (guard == null || guard.link().single()) {
            return;
        }
        boolean linked = false;
        PersistentClass here = start;
        for (String part : subjectPath) {
            Property property = Attributes.of(here, part);
            linked |= property.getValue() instanceof Collection;
            here = Objects.requireNonNull(CollectionRoles.target(metadata, property));
            PersistentClass step = here;
            boolean before = ruled.values().stream()
                    .filter(erasable -> erasable.touches(step))
                    .allMatch(erasable -> goesBefore(guard, erasable));
            if (linked && !before) {
                problems.add(
                        start,
                        attribute,
                        "its data subjects are reached over rows of " + SubjectPaths.simpleName(here)
                                + ", which may be erased before it is",
                        "Serve no purpose that " + SubjectPaths.simpleName(here)
                                + " does not serve, or protect its attributes instead of its rows");
            }
        }
    }

    /** Whether a protected entity finds its data subject through this column. */
    boolean leadsToSubject(PersistentClass from, Keyed reference) {
        return ruled.values().stream()
                .filter(row -> row.touches(from))
                .map(row -> row.rule().guard())
                .anyMatch(guard -> guard != null
                        && !guard.link().hops().isEmpty()
                        && guard.link().start().equals(reference.columns()));
    }

    /** Whether anything protected is about the person this reference leads to, with no steps between. */
    boolean findsPerson(PersistentClass from, Keyed reference) {
        Stream<Guard> attributes = model.attributes().stream()
                .filter(attribute -> Parts.lineage(attribute.owner()).contains(from))
                .map(ProtectedAttribute::guard);
        return Stream.concat(guards(from), attributes)
                .anyMatch(guard ->
                        guard.link().hops().isEmpty() && guard.link().start().equals(reference.columns()));
    }

    private static Set<String> codes(Guard guard) {
        return guard.purposes().stream().map(DeclaredPurpose::code).collect(Collectors.toSet());
    }
}
