package dev.consent.jpa.erasure;

import dev.consent.catalog.DeclaredPurpose;
import dev.consent.jpa.mapping.Copy;
import dev.consent.jpa.mapping.ErasurePlan;
import dev.consent.jpa.mapping.ErasurePlan.Along;
import dev.consent.jpa.mapping.ErasurePlan.Dependent;
import dev.consent.jpa.mapping.ErasurePlan.Row;
import dev.consent.jpa.mapping.Guard;
import dev.consent.jpa.mapping.Placeholder;
import dev.consent.jpa.mapping.Replacement;
import dev.consent.jpa.mapping.TermAfter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hibernate.type.BasicType;
import org.jspecify.annotations.Nullable;

/**
 * Why something is erased, and a digest of all that goes for each of these causes. It is made from the plan, whatever that
 * consists of, so that nodes that erase the same have the same digest, and whatever differs makes another one.
 */
final class Causes {

    /** What no kind of people is called. */
    private static final String TERM = "term|";

    private final ErasurePlan plan;
    private final SortedMap<String, SortedSet<String>> texts = new TreeMap<>();

    private Causes(ErasurePlan plan) {
        this.plan = plan;
    }

    /** All causes, each with the digest of what goes. */
    static SortedMap<String, String> of(ErasurePlan plan, Map<String, Term> terms) {
        Causes causes = new Causes(plan);
        plan.rows().values().forEach(row -> {
            if (row.guard() != null) {
                causes.add(row.guard(), row.after(), causes.whole(row));
            }
        });
        plan.fields().forEach(field -> causes.add(field.guard(), field.after(), List.of(text(field))));
        plan.elements().forEach(elements -> causes.add(elements.guard(), elements.after(), List.of(text(elements))));
        terms.forEach((name, term) -> causes.add(
                ofTerm(name), term instanceof Term.OfRows rows ? causes.whole(rows.row()) : List.of(text(term))));
        String everywhere = text(plan.revisions()) + text(plan.copies());
        SortedMap<String, String> digests = new TreeMap<>();
        causes.texts.forEach(
                (cause, lines) -> digests.put(cause, digest(String.join("\n", lines) + "\n" + everywhere)));
        return digests;
    }

    /** That a purpose of one kind of people has ended, or that they are forgotten. */
    static String of(String subjectType, @Nullable String purpose) {
        return subjectType + "|" + (purpose == null ? "" : purpose);
    }

    /** That a term is over. */
    static String ofTerm(String name) {
        return TERM + name;
    }

    private void add(Guard guard, List<TermAfter> after, List<String> lines) {
        String type = guard.link().subjectType();
        add(of(type, null), lines);
        guard.purposes().forEach(purpose -> add(of(type, purpose.code()), lines));
        after.forEach(term -> add(of(type, term.purpose().code()), lines));
    }

    private void add(String cause, List<String> lines) {
        texts.computeIfAbsent(cause, one -> new TreeSet<>()).addAll(lines);
    }

    /** A row and all that goes with it. */
    private List<String> whole(Row row) {
        Map<String, Row> all = new TreeMap<>();
        collect(row, all);
        return all.values().stream().map(Causes::text).toList();
    }

    private void collect(Row row, Map<String, Row> all) {
        if (all.put(row.entity(), row) == null) {
            for (Dependent dependent : row.dependents()) {
                collect(plan.rows().get(dependent.entity()), all);
            }
            for (Along along : row.along()) {
                collect(plan.rows().get(along.entity()), all);
            }
        }
    }

    /**
     * A text that says the same about the same in each process. Lists are sorted, because the order in which some of them
     * are read is not the same each time.
     */
    private static String text(@Nullable Object value) {
        if (value instanceof Guard guard) {
            // Copies of masks change how something is read, and not what goes.
            return text(guard.link()) + text(guard.purposes());
        } else if (value instanceof DeclaredPurpose purpose) {
            return purpose.code() + ":" + purpose.basis();
        } else if (value instanceof Copy copy) {
            return copy.data().code() + ":" + copy.entity().getName() + ":" + copy.attribute();
        } else if (value instanceof Replacement.Computed computed) {
            return computed.leftInSql() + ":" + text(computed.type());
        } else if (value instanceof Placeholder placeholder) {
            return placeholder.literal();
        } else if (value instanceof BasicType<?> type) {
            return type.getJavaType().getName();
        } else if (value instanceof Class<?> type) {
            return type.getName();
        } else if (value instanceof Collection<?> several) {
            return several.stream().map(Causes::text).sorted().collect(Collectors.joining(",", "[", "]"));
        } else if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> text(entry.getKey()) + "=" + text(entry.getValue()))
                    .sorted()
                    .collect(Collectors.joining(",", "{", "}"));
        } else if (value instanceof Record) {
            List<String> parts = new ArrayList<>();
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                parts.add(text(part(value, component)));
            }
            return value.getClass().getSimpleName() + parts;
        }
        return String.valueOf(value);
    }

    private static @Nullable Object part(Object value, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(value);
        } catch (IllegalAccessException | InvocationTargetException impossible) {
            throw new IllegalStateException("a plan cannot be read", impossible);
        }
    }

    static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
