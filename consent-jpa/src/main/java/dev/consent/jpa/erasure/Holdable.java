package dev.consent.jpa.erasure;

import dev.consent.SubjectId;
import dev.consent.erasure.HoldRefusedException;
import dev.consent.erasure.HoldRefusedException.Reason;
import dev.consent.jpa.guard.Seal;
import dev.consent.jpa.mapping.ErasurePlan;
import dev.consent.jpa.mapping.ErasurePlan.Row;
import dev.consent.jpa.mapping.SubjectEntity;
import jakarta.persistence.metamodel.EntityType;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.query.SelectionQuery;
import org.jspecify.annotations.Nullable;

/** Tells what can be held: people, entities and rows that are there, and of which something may be erased. */
final class Holdable {

    private final ErasurePlan plan;
    private final RowKeys keys;
    private final Map<String, SubjectEntity> subjects;
    private final BiPredicate<Session, SubjectId> exists;

    /** @param exists whether a person is known */
    Holdable(
            ErasurePlan plan,
            RowKeys keys,
            Map<String, SubjectEntity> subjects,
            BiPredicate<Session, SubjectId> exists) {
        this.plan = plan;
        this.keys = keys;
        this.subjects = subjects;
        this.exists = exists;
    }

    void require(Session session, SubjectId subject) {
        if (!subjects.containsKey(subject.type())) {
            throw new HoldRefusedException(
                    Reason.UNKNOWN_SUBJECT,
                    "There is no kind of data subject '" + subject.type() + "' here; there are " + subjects.keySet()
                            + ".");
        }
        if (!exists.test(session, subject)) {
            throw new HoldRefusedException(Reason.UNKNOWN_SUBJECT, "There is no such " + subject.type() + ".");
        }
    }

    /** Whether there is an entity that was stored under this name. */
    boolean knows(String entity) {
        return keys.stored(entity) != null;
    }

    EntityType<?> require(Class<?> type) {
        EntityType<?> entity = keys.entity(type);
        if (entity == null) {
            throw new HoldRefusedException(
                    Reason.UNKNOWN_ENTITY, type.getName() + " is no entity of this persistence unit.");
        }
        boolean erased = Stream.of(
                        plan.rows().keySet().stream(),
                        plan.fields().stream().map(ErasurePlan.Field::entity),
                        plan.elements().stream().map(ErasurePlan.Elements::entity))
                .flatMap(names -> names)
                .anyMatch(name -> {
                    Class<?> known = keys.type(name);
                    return known != null && (known.isAssignableFrom(type) || type.isAssignableFrom(known));
                });
        if (!erased) {
            throw new HoldRefusedException(
                    Reason.UNKNOWN_ENTITY, "Nothing of " + type.getName() + " is ever erased, so nothing can be held.");
        }
        return entity;
    }

    /** The identifier of a row that is there, as text. */
    String require(Session session, EntityType<?> entity, Object id) {
        String text;
        try {
            text = keys.text(entity, id);
        } catch (IllegalArgumentException foreign) {
            throw new HoldRefusedException(
                    Reason.UNKNOWN_ROW,
                    "Identifiers of " + entity.getJavaType().getName() + " are of another type than the one given.");
        }
        if (text.length() > HoldRow.LONGEST_KEY) {
            throw new HoldRefusedException(Reason.UNKNOWN_ROW, "The identifier is too long to be stored.");
        }
        // As the database has it, which may have filled it up with blanks, or tell no capitals from small letters.
        String stored = stored(session, entity, keys.read(entity, text));
        if (stored == null) {
            throw new HoldRefusedException(
                    Reason.UNKNOWN_ROW,
                    "There is no row of " + entity.getJavaType().getName() + " with this identifier.");
        }
        return stored;
    }

    /** The identifier of the row that is there, as text, or {@code null} when there is none. */
    private @Nullable String stored(Session session, EntityType<?> entity, Map<String, Object> identifier) {
        Row row = plan.rows().get(entity.getJavaType().getName());
        List<String> parts = row == null ? List.copyOf(identifier.keySet()) : row.idAttributes();
        Keys found;
        if (row != null) {
            // Past what Hibernate leaves out of queries, such as rows that are deleted by name only.
            Keys one = Keys.of(row.found());
            one.add(RowKeys.key(parts, identifier));
            found = new Statements(session, Portion.all())
                    .keys(row.found(), Statements.in(row.found().columns()), one);
        } else {
            found = new Keys(List.of());
            SelectionQuery<Object[]> query = RowKeys.bind(
                    session.createSelectionQuery(
                            "select e." + String.join(", e.", parts) + " from "
                                    + entity.getJavaType().getName() + " e where " + RowKeys.condition(identifier),
                            Object[].class),
                    identifier);
            for (Object[] values : Seal.broken(query::getResultList)) {
                found.add(Values.key(values, parts.size()));
            }
        }
        return found.isEmpty() ? null : keys.text(entity, parts, found.last());
    }
}
