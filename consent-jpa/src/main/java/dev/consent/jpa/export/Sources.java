package dev.consent.jpa.export;

import dev.consent.catalog.DeclaredPurpose;
import dev.consent.jpa.export.PastSources.Way;
import dev.consent.jpa.mapping.ErasurePlan;
import dev.consent.jpa.mapping.ErasurePlan.Along;
import dev.consent.jpa.mapping.ErasurePlan.Dependent;
import dev.consent.jpa.mapping.ErasurePlan.Elements;
import dev.consent.jpa.mapping.ErasurePlan.Field;
import dev.consent.jpa.mapping.ErasurePlan.Row;
import dev.consent.jpa.mapping.Guard;
import dev.consent.jpa.mapping.SubjectEntity;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.EntityType;
import jakarta.persistence.metamodel.Metamodel;
import jakarta.persistence.metamodel.PluralAttribute;
import jakarta.persistence.metamodel.SingularAttribute;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where everything about one kind of person is read from: what the plan of erasure would take. */
final class Sources {

    private final Metamodel metamodel;
    private final ErasurePlan plan;
    private final SubjectEntity subject;
    private final Paths paths;
    private final PastSources past;
    private final List<Source> all = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();
    private int aliases;

    private Sources(Metamodel metamodel, ErasurePlan plan, SubjectEntity subject, Collection<SubjectEntity> people) {
        this.metamodel = metamodel;
        this.plan = plan;
        this.subject = subject;
        this.paths = new Paths(
                people.stream().map(person -> person.entity().getMappedClass()).collect(Collectors.toSet()));
        this.past = new PastSources(plan, this::belongsToOthers, all);
    }

    /** All sources about people of one kind, those of whole rows first. */
    static List<Source> of(
            Metamodel metamodel, ErasurePlan plan, SubjectEntity subject, Collection<SubjectEntity> people) {
        Sources sources = new Sources(metamodel, plan, subject, people);
        sources.rows();
        sources.fields();
        sources.collections();
        return List.copyOf(sources.all);
    }

    private boolean isAbout(@Nullable Guard guard) {
        return guard != null && guard.link().subjectType().equals(subject.type());
    }

    private void rows() {
        for (Row row : plan.rows().values()) {
            Guard guard = row.guard();
            if (guard != null && isAbout(guard)) {
                take(row, guard.purposes(), about(row.entity(), guard, row.subjectPath()), PastSources.way(row, guard));
            }
        }
    }

    /** The rows, their collections of values and their history, and all that goes with them. */
    private void take(Row row, List<DeclaredPurpose> purposes, @Nullable UnaryOperator<String> condition, Way way) {
        if (!taken.add(row.entity())) {
            return;
        }
        if (condition != null) {
            now(row.entity(), purposes, condition);
        }
        past.rows(row, purposes, way);
        for (Dependent dependent : row.dependents()) {
            Row dependents = plan.rows().get(dependent.entity());
            if (dependents != null) {
                take(
                        dependents,
                        purposes,
                        condition == null ? null : through(dependent.entity(), row.entity(), condition),
                        past.way(dependent, way));
            }
        }
        for (Along along : row.along()) {
            take(
                    Objects.requireNonNull(plan.rows().get(along.entity())),
                    purposes,
                    condition == null ? null : through(along.entity(), row.entity(), condition),
                    past.way(along, way));
        }
    }

    private void now(String entity, List<DeclaredPurpose> purposes, UnaryOperator<String> condition) {
        for (EntityType<?> type : concrete(entity)) {
            String where = " where " + condition.apply("e") + only(type, entity);
            List<String> columns = new ArrayList<>(paths.identifier(type));
            columns.addAll(paths.values(type, path -> !belongsToOthers(entity, path)));
            add(type, purposes, columns, where);
            for (PluralAttribute<?, ?, ?> collection : paths.collections(type)) {
                if (!belongsToOthers(entity, collection.getName())) {
                    elements(type, collection, purposes, where);
                }
            }
        }
    }

    /** Whether an attribute of a row is about somebody else than the row. */
    private boolean belongsToOthers(String entity, String path) {
        return plan.fields().stream()
                .anyMatch(field -> field.entity().equals(entity)
                        && (path.equals(field.attribute()) || path.startsWith(field.attribute() + "."))
                        && !isAbout(field.guard()));
    }

    private void fields() {
        Map<List<Object>, List<Field>> groups = new LinkedHashMap<>();
        for (Field field : plan.fields()) {
            if (isAbout(field.guard()) && !taken.contains(field.entity())) {
                groups.computeIfAbsent(
                                List.of(
                                        field.entity(),
                                        field.subjectPath(),
                                        field.guard().purposes()),
                                key -> new ArrayList<>())
                        .add(field);
            }
        }
        groups.values().forEach(this::fields);
    }

    private void fields(List<Field> group) {
        Field first = group.get(0);
        UnaryOperator<String> condition = about(first.entity(), first.guard(), first.subjectPath());
        EntityType<?> type = entity(first.entity());
        List<String> values = group.stream()
                .flatMap(field -> paths.attribute(type, field.attribute()).stream())
                .toList();
        if (!values.isEmpty()) {
            List<String> columns = new ArrayList<>(paths.identifier(type));
            columns.addAll(values);
            String present =
                    values.stream().map(path -> "e." + path + " is not null").collect(Collectors.joining(" or "));
            add(type, first.guard().purposes(), columns, " where " + condition.apply("e") + " and (" + present + ")");
        }
        group.forEach(past::field);
    }

    private void collections() {
        for (Elements elements : plan.elements()) {
            if (!isAbout(elements.guard()) || taken.contains(elements.entity())) {
                continue;
            }
            EntityType<?> type = entity(elements.entity());
            UnaryOperator<String> condition = about(elements.entity(), elements.guard(), elements.subjectPath());
            if (Paths.find(type, elements.attribute()) instanceof PluralAttribute<?, ?, ?> collection) {
                elements(type, collection, elements.guard().purposes(), " where " + condition.apply("e"));
            }
            past.elements(elements);
        }
    }

    private void elements(
            EntityType<?> type, PluralAttribute<?, ?, ?> collection, List<DeclaredPurpose> purposes, String where) {
        List<String> element = paths.element(collection, "x");
        if (element.isEmpty()) {
            return;
        }
        List<String> columns = new ArrayList<>(paths.identifier(type));
        String join = " join e." + collection.getName() + " x";
        List<String> selected =
                new ArrayList<>(columns.stream().map(path -> "e." + path).toList());
        if (collection.getCollectionType() == PluralAttribute.CollectionType.MAP) {
            columns.add("key");
            selected.add("key(x)");
        }
        element.forEach(path -> {
            columns.add(path.equals("x") ? "value" : path.substring(2));
            selected.add(path);
        });
        all.add(Source.now(
                type.getJavaType().getSimpleName(),
                collection.getName(),
                purposes,
                columns,
                "select " + String.join(", ", selected) + from(type) + join + where));
    }

    private void add(EntityType<?> type, List<DeclaredPurpose> purposes, List<String> columns, String where) {
        all.add(Source.now(
                type.getJavaType().getSimpleName(),
                null,
                purposes,
                columns,
                "select " + columns.stream().map(path -> "e." + path).collect(Collectors.joining(", ")) + from(type)
                        + where));
    }

    private static String from(EntityType<?> type) {
        return " from " + type.getJavaType().getName() + " e";
    }

    /** That a row of some kind is about the person. */
    private UnaryOperator<String> about(String entity, Guard guard, List<String> path) {
        String id = subject.entity().getIdentifierProperty().getName();
        if (guard.link().single()) {
            String way = path.isEmpty() ? id : String.join(".", path) + "." + id;
            return alias -> alias + "." + way + " = :person";
        }
        return alias -> {
            String same = fresh();
            StringBuilder exists = new StringBuilder("exists (select 1 from " + entity + " " + same);
            String here = same;
            for (String step : path) {
                String next = fresh();
                exists.append(" join ")
                        .append(here)
                        .append('.')
                        .append(step)
                        .append(' ')
                        .append(next);
                here = next;
            }
            return exists + " where " + same + " = " + alias + " and " + here + "." + id + " = :person)";
        };
    }

    /** That a row goes with one of another entity of which a condition holds; {@code null} when no attribute says so. */
    private @Nullable UnaryOperator<String> through(String dependent, String entity, UnaryOperator<String> condition) {
        Class<?> owner = entity(entity).getJavaType();
        for (Attribute<?, ?> attribute : entity(dependent).getAttributes()) {
            if (attribute instanceof SingularAttribute<?, ?> single
                    && single.getType() instanceof EntityType<?> target
                    && target.getJavaType().isAssignableFrom(owner)) {
                return alias -> {
                    String same = fresh();
                    String up = fresh();
                    return "exists (select 1 from " + dependent + " " + same + " join " + same + "."
                            + attribute.getName() + " " + up + " where " + same + " = " + alias + " and "
                            + condition.apply(up) + ")";
                };
            }
        }
        Class<?> child = entity(dependent).getJavaType();
        for (Attribute<?, ?> attribute : entity(entity).getAttributes()) {
            Class<?> target = attribute instanceof PluralAttribute<?, ?, ?> several
                    ? several.getElementType().getJavaType()
                    : attribute.getJavaType();
            if (attribute.isAssociation() && target.isAssignableFrom(child)) {
                return alias -> {
                    String up = fresh();
                    String down = fresh();
                    return "exists (select 1 from " + entity + " " + up + " join " + up + "." + attribute.getName()
                            + " " + down + " where " + down + " = " + alias + " and " + condition.apply(up) + ")";
                };
            }
        }
        return null;
    }

    private String fresh() {
        return "a" + aliases++;
    }

    private EntityType<?> entity(String name) {
        return metamodel.getEntities().stream()
                .filter(type -> type.getJavaType().getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no entity " + name));
    }

    private List<EntityType<?>> concrete(String name) {
        Class<?> root = entity(name).getJavaType();
        List<EntityType<?>> types = new ArrayList<>();
        for (EntityType<?> type : metamodel.getEntities()) {
            Class<?> java = type.getJavaType();
            boolean own =
                    java == root || (root.isAssignableFrom(java) && !plan.rows().containsKey(java.getName()));
            if (own && !Modifier.isAbstract(java.getModifiers())) {
                types.add(type);
            }
        }
        return types;
    }

    private String only(EntityType<?> type, String name) {
        boolean alone = metamodel.getEntities().stream()
                        .map(EntityType::getJavaType)
                        .filter(java -> type.getJavaType().isAssignableFrom(java))
                        .count()
                == 1;
        return alone ? "" : " and type(e) = " + type.getName();
    }
}
