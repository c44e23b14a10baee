package dev.consent.jpa.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.RootClass;
import org.hibernate.mapping.UnionSubclass;
import org.jspecify.annotations.Nullable;

/**
 * Chooses which guards test a copy of the mask in their own row. A copy is kept of the mask of one person per row, who
 * is the row itself or whom it refers to directly; everything else keeps looking the mask up.
 */
public final class Stamping {

    private final SqlNames names;
    private final Map<RootClass, Stamp> stamps = new LinkedHashMap<>();

    private Stamping(SqlNames names) {
        this.names = names;
    }

    /**
     * The model with stamped guards wherever that is possible and wanted.
     *
     * @param wanted says of an entity that could be stamped whether it should be
     */
    public static ProtectedModel apply(ProtectedModel model, SqlNames names, Predicate<RootClass> wanted) {
        return new Stamping(names).stamped(model, wanted);
    }

    private ProtectedModel stamped(ProtectedModel model, Predicate<RootClass> wanted) {
        candidates(model).forEach((entity, paths) -> {
            if (wanted.test(entity)) {
                stamps.put(entity, stamp(entity, mostUsed(paths)));
            }
        });
        return new ProtectedModel(
                model.subjects(),
                model.rows().stream().map(this::stamped).toList(),
                model.attributes().stream().map(this::stamped).toList(),
                model.collections(),
                List.copyOf(stamps.values()),
                model.tables(),
                model.catalog());
    }

    private record Way(List<String> subjectPath, SubjectLink link) {}

    private static Map<RootClass, List<Way>> candidates(ProtectedModel model) {
        Map<RootClass, List<Way>> candidates = new LinkedHashMap<>();
        model.rows().forEach(row -> {
            Guard guard = row.rule().guard();
            if (guard != null) {
                add(candidates, row.root(), row.subjectPath(), guard);
            }
        });
        model.attributes().stream().filter(Stamping::inRootTable).forEach(attribute -> {
            add(candidates, attribute.owner().getRootClass(), attribute.subjectPath(), attribute.guard());
        });
        return candidates;
    }

    private static void add(
            Map<RootClass, List<Way>> candidates, RootClass entity, List<String> subjectPath, Guard guard) {
        boolean union = entity.getSubclassClosure().stream().anyMatch(UnionSubclass.class::isInstance);
        if (!union && guard.link().hops().isEmpty() && isKnown(entity, subjectPath)) {
            candidates.computeIfAbsent(entity, key -> new ArrayList<>()).add(new Way(subjectPath, guard.link()));
        }
    }

    /** A row of another subclass knows nothing of an attribute that is not the root's. */
    private static boolean isKnown(RootClass entity, List<String> subjectPath) {
        return subjectPath.isEmpty()
                || entity.hasProperty(Attributes.root(subjectPath.get(0)))
                || Identifiers.isPart(entity, subjectPath.get(0));
    }

    private static boolean inRootTable(ProtectedAttribute attribute) {
        return attribute.columns().stream()
                .allMatch(column -> column.getValue().getTable()
                        == attribute.owner().getRootClass().getTable());
    }

    /** The rule for the whole row comes first; after that, whom most of its attributes are about. */
    private static Way mostUsed(List<Way> ways) {
        Map<Way, Integer> uses = new HashMap<>();
        ways.forEach(way -> uses.merge(way, 1, Integer::sum));
        Way best = ways.get(0);
        for (Way way : ways) {
            best = uses.get(way) > uses.get(best) ? way : best;
        }
        return best;
    }

    private Stamp stamp(RootClass entity, Way way) {
        return new Stamp(
                entity,
                names.of(entity.getTable()),
                Stamp.COLUMN,
                entity.getIdentifier().getColumns().stream()
                        .map((Column column) -> names.of(column))
                        .toList(),
                way.subjectPath(),
                way.link());
    }

    private ProtectedRow stamped(ProtectedRow row) {
        Guard guard = row.rule().guard();
        return guard == null
                ? row
                : new ProtectedRow(
                        row.entity(),
                        row.subjectPath(),
                        new RowRule(
                                stamped(row.root(), row.subjectPath(), guard),
                                row.rule().retention(),
                                row.rule().part()));
    }

    private ProtectedAttribute stamped(ProtectedAttribute attribute) {
        return inRootTable(attribute)
                ? attribute.with(stamped(attribute.owner().getRootClass(), attribute.subjectPath(), attribute.guard()))
                : attribute;
    }

    private Guard stamped(RootClass entity, List<String> subjectPath, Guard guard) {
        @Nullable Stamp stamp = stamps.get(entity);
        boolean same =
                stamp != null && stamp.subjectPath().equals(subjectPath) && Objects.equals(stamp.link(), guard.link());
        return same ? guard.stamped(stamp.column()) : guard;
    }
}
