package dev.consent.jpa.erasure;

import dev.consent.jpa.guard.Seal;
import dev.consent.jpa.mapping.ErasurePlan;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.hibernate.Session;

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
    void rows(ErasurePlan.Row row, Collection<?> ids) {
        none(
                row.entity(),
                "select count(*) from " + row.entity() + " e where e." + row.idAttribute() + " in :values",
                ids);
    }

    /** Counts history with values, where {@code attribute} is one of the given. */
    void history(ErasurePlan.History history, String attribute, Collection<?> values) {
        if (!history.attributes().isEmpty()) {
            past(history.entity(), attribute, history.attributes(), values);
        }
    }

    void field(ErasurePlan.Field field, String subjectId, Collection<?> people) {
        none(
                field.entity(),
                "select count(*) from " + field.entity() + " e where e."
                        + path(field.subjectPath(), subjectId) + " in :values and e." + field.attribute()
                        + " is not null",
                people);
        if (field.history() != null && field.historyLinkAttribute() != null) {
            past(field.history(), field.historyLinkAttribute(), field.historyAttributes(), people);
        }
    }

    void elements(ErasurePlan.Elements elements, String subjectId, Collection<?> people) {
        none(
                elements.entity(),
                "select count(*) from " + elements.entity() + " e join e." + elements.attribute() + " x where e."
                        + path(elements.subjectPath(), subjectId) + " in :values",
                people);
        if (elements.history() != null && elements.historyLinkAttribute() != null) {
            none(
                    elements.history(),
                    "select count(*) from " + elements.history() + " h where h." + elements.historyLinkAttribute()
                            + " in :values",
                    people);
        }
    }

    private void past(String history, String attribute, List<String> personal, Collection<?> values) {
        none(
                history,
                "select count(*) from " + history + " h where h." + attribute + " in :values and ("
                        + anyPresent("h.", personal) + ")",
                values);
    }

    private static String path(List<String> subjectPath, String subjectId) {
        return subjectPath.isEmpty() ? subjectId : String.join(".", subjectPath) + "." + subjectId;
    }

    private static String anyPresent(String prefix, List<String> attributes) {
        return attributes.stream()
                .map(attribute -> prefix + attribute + " is not null")
                .collect(Collectors.joining(" or "));
    }

    private void none(String what, String query, Collection<?> values) {
        for (List<?> some : Chunks.of(values)) {
            long left = Seal.broken(() -> session.createSelectionQuery(query, Long.class)
                    .setParameterList("values", some)
                    .getSingleResult());
            if (left > 0) {
                throw new ErasureIncompleteException(what, left);
            }
        }
    }
}
