package dev.consent.jpa.erasure;

import dev.consent.jpa.guard.Seal;
import dev.consent.jpa.mapping.Columns;
import dev.consent.jpa.mapping.ErasurePlan;
import dev.consent.jpa.mapping.Guard;
import dev.consent.jpa.mapping.Replacement;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.hibernate.query.SelectionQuery;

/**
 * Counts what an erasure left behind. It asks Hibernate, not the statements that erased: another text, rendered from
 * the runtime model, so that a mistake in one is seen by the other.
 */
final class Rescan {

    private final Session session;

    Rescan(Session session) {
        this.session = session;
    }

    /** Counts rows that are there, by their identifiers. */
    void rows(ErasurePlan.Row row, Keys ids) {
        none(
                row.entity(),
                "select count(*) from " + row.entity() + " e where " + new Columns(row.idAttributes()).value("e.")
                        + " in (:values)",
                ids);
    }

    /** Counts rows about people. */
    void rowsAbout(ErasurePlan.Row row, String subjectId, Keys people) {
        if (row.guard() != null) {
            none(
                    row.entity(),
                    "select count(*) from " + row.entity() + " e" + about(row.guard(), row.subjectPath(), subjectId)
                            + " in (:values)",
                    people);
        }
    }

    /** Counts history with values, where the attributes hold one of the given. */
    void history(ErasurePlan.History history, List<String> attributes, Keys values) {
        if (!history.attributes().isEmpty()) {
            past(history.entity(), attributes, history.attributes(), values);
        }
    }

    void field(ErasurePlan.Field field, String subjectId, Keys people) {
        String present = "select count(*) from " + field.entity() + " e"
                + about(field.guard(), field.subjectPath(), subjectId) + " in (:values) and e." + field.attribute()
                + " is not null";
        if (field.erasure() instanceof Replacement.Computed computed) {
            computed(field, computed, present, people);
        } else if (field.erasure() instanceof Replacement.Fixed fixed) {
            Object placeholder = fixed.placeholder().value();
            none(
                    field.entity(),
                    present + " and e." + field.attribute() + " <> :placeholder",
                    people,
                    query -> query.setParameter("placeholder", placeholder));
        } else {
            none(field.entity(), present, people);
        }
        if (field.history() != null && field.historyLinkAttribute() != null) {
            past(field.history(), List.of(field.historyLinkAttribute()), field.historyAttributes(), people);
        }
    }

    /** Where no condition can tell, a value is erased when its strategy leaves it as it is. */
    private void computed(ErasurePlan.Field field, Replacement.Computed computed, String present, Keys people) {
        String attribute = "e." + field.attribute();
        if (!computed.leftInQuery().isEmpty()) {
            none(field.entity(), present + " and " + computed.leftInQuery().replace("?", attribute), people);
            return;
        }
        String select = present.replace("count(*)", attribute);
        for (Values chunk : Chunks.of(session, people)) {
            long left = Seal.broken(() -> chunk.bind(session.createSelectionQuery(chunk.inQuery(select), Object.class))
                            .getResultList())
                    .stream()
                    .filter(value -> !value.equals(computed.strategy().erase(value)))
                    .count();
            if (left > 0) {
                throw new ErasureIncompleteException(field.entity(), left);
            }
        }
    }

    void elements(ErasurePlan.Elements elements, String subjectId, Keys people) {
        none(
                elements.entity(),
                "select count(*) from " + elements.entity() + " e join e." + elements.attribute() + " x"
                        + about(elements.guard(), elements.subjectPath(), subjectId) + " in (:values)",
                people);
        if (elements.history() != null && elements.historyLinkAttribute() != null) {
            none(
                    elements.history(),
                    "select count(*) from " + elements.history() + " h where h." + elements.historyLinkAttribute()
                            + " in (:values)",
                    people);
        }
    }

    private void past(String history, List<String> attributes, List<String> personal, Keys values) {
        none(
                history,
                "select count(*) from " + history + " h where " + new Columns(attributes).value("h.")
                        + " in (:values) and (" + anyPresent("h.", personal) + ")",
                values);
    }

    /** From {@code e} to the identifiers of its people, up to where these are compared. */
    private static String about(Guard guard, List<String> subjectPath, String subjectId) {
        if (guard.link().single()) {
            String path = subjectPath.isEmpty() ? "" : String.join(".", subjectPath) + ".";
            return " where e." + path + subjectId;
        }
        StringBuilder joins = new StringBuilder();
        for (int i = 0; i < subjectPath.size(); i++) {
            joins.append(" join ").append(i == 0 ? "e" : "p" + (i - 1)).append('.');
            joins.append(subjectPath.get(i)).append(" p").append(i);
        }
        return joins + " where p" + (subjectPath.size() - 1) + "." + subjectId;
    }

    private static String anyPresent(String prefix, List<String> attributes) {
        return attributes.stream()
                .map(attribute -> prefix + attribute + " is not null")
                .collect(Collectors.joining(" or "));
    }

    private void none(String what, String query, Keys values) {
        none(what, query, values, UnaryOperator.identity());
    }

    private void none(String what, String query, Keys values, UnaryOperator<SelectionQuery<Long>> parameters) {
        for (Values chunk : Chunks.of(session, values)) {
            long left = Seal.broken(() -> parameters
                    .apply(chunk.bind(session.createSelectionQuery(chunk.inQuery(query), Long.class)))
                    .getSingleResult());
            if (left > 0) {
                throw new ErasureIncompleteException(what, left);
            }
        }
    }
}
