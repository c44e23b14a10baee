package dev.consent.jpa.erasure;

import dev.consent.jpa.guard.Seal;
import dev.consent.jpa.mapping.Columns;
import dev.consent.jpa.mapping.ErasurePlan;
import dev.consent.jpa.mapping.Guard;
import dev.consent.jpa.mapping.Replacement;
import dev.consent.jpa.sql.KeptStatements;
import dev.consent.jpa.sql.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.query.SelectionQuery;
import org.jspecify.annotations.Nullable;

/**
 * Counts what an erasure left behind. It asks Hibernate, not the statements that erased: another text, rendered from
 * the runtime model, so that a mistake in one is seen by the other.
 *
 * <p>Questions are gathered, and asked together by {@link #finish}, before anything goes by which the answers would be
 * found.
 */
final class Rescan {

    /** More would make statements that no database likes to plan. */
    private static final int MOST_AT_ONCE = 16;

    private final Session session;
    private final Statements statements;
    private final KeptStatements kept;
    private final boolean asks;
    private final List<Question> open = new ArrayList<>();

    /**
     * How much is left of something.
     *
     * @param query counts it
     * @param name the name of another parameter
     * @param placeholder its value, or {@code null} when there is none
     */
    private record Question(
            String what,
            String query,
            Values keys,
            String name,
            @Nullable Object placeholder) {}

    /** @param statements what has erased, unless it only counts; then nobody asks */
    Rescan(Session session, Statements statements, KeptStatements kept) {
        this.session = session;
        this.statements = statements;
        this.kept = kept;
        this.asks = !statements.onlyCount();
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

    /** Counts values about people. */
    void field(ErasurePlan.Field field, String subjectId, Keys people) {
        field(field, field.erasure(), about(field.guard(), field.subjectPath(), subjectId) + " in (:values)", people);
        if (field.history() != null && field.historyLinkAttribute() != null) {
            past(field.history(), List.of(field.historyLinkAttribute()), field.historyAttributes(), people);
        }
    }

    /** Counts values in rows with these identifiers. */
    void field(ErasurePlan.Field field, Replacement erasure, Keys rows) {
        field(field, erasure, " where " + new Columns(field.idAttributes()).value("e.") + " in (:values)", rows);
        if (field.history() != null) {
            past(field.history(), field.historyIdAttributes(), field.historyAttributes(), rows);
        }
    }

    private void field(ErasurePlan.Field field, Replacement erasure, String where, Keys values) {
        String attribute = "e." + field.attribute();
        String present = "select count(*) from " + field.entity() + " e" + where + " and " + attribute + " is not null";
        if (erasure instanceof Replacement.Computed computed) {
            computed(field.entity(), attribute, computed, present, values);
        } else if (erasure instanceof Replacement.Fixed fixed) {
            Object placeholder = fixed.placeholder().value();
            none(field.entity(), present + " and " + attribute + " <> :placeholder", values, placeholder);
        } else {
            none(field.entity(), present, values);
        }
    }

    /** Where no condition can tell, a value is erased when its strategy leaves it as it is. */
    private void computed(String entity, String attribute, Replacement.Computed computed, String present, Keys values) {
        if (!asks) {
            return;
        }
        if (!computed.leftInQuery().isEmpty()) {
            none(entity, present + " and " + computed.leftInQuery().replace("?", attribute), values);
            return;
        }
        statements.send();
        String select = present.replace("count(*)", attribute);
        for (Values chunk : Chunks.of(session, values)) {
            long left = Seal.broken(() -> chunk.bind(session.createSelectionQuery(chunk.inQuery(select), Object.class))
                            .getResultList())
                    .stream()
                    .filter(value ->
                            computed.replaced(value, (SessionFactoryImplementor) session.getSessionFactory()) != value)
                    .count();
            if (left > 0) {
                throw new ErasureIncompleteException(entity, left);
            }
        }
    }

    /** Counts the elements of collections about people. */
    void elements(ErasurePlan.Elements elements, String subjectId, Keys people) {
        filled(elements, about(elements.guard(), elements.subjectPath(), subjectId) + " in (:values)", people);
        if (elements.history() != null && elements.historyLinkAttribute() != null) {
            none(
                    elements.history(),
                    "select count(*) from " + elements.history() + " h where h." + elements.historyLinkAttribute()
                            + " in (:values)",
                    people);
        }
    }

    /** Counts the elements of collections of these owners. */
    void elements(ErasurePlan.Elements elements, Keys owners) {
        filled(elements, " where " + new Columns(elements.idAttributes()).value("e.") + " in (:values)", owners);
        if (elements.history() != null && !elements.historyIdAttributes().isEmpty()) {
            none(
                    elements.history(),
                    "select count(*) from " + elements.history() + " h where "
                            + new Columns(elements.historyIdAttributes()).value("h.") + " in (:values)",
                    owners);
        }
    }

    /** Asks for sizes: Hibernate joins collections of which rows are deleted only by name as if they might be empty. */
    private void filled(ErasurePlan.Elements elements, String where, Keys values) {
        none(
                elements.entity(),
                "select count(*) from " + elements.entity() + " e" + where + " and size(e." + elements.attribute()
                        + ") > 0",
                values);
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
        return joins(guard, subjectPath) + " where " + person(guard, subjectPath, subjectId);
    }

    /** The joins from {@code e} to its people, where there may be several. */
    static String joins(Guard guard, List<String> subjectPath) {
        if (guard.link().single()) {
            return "";
        }
        StringBuilder joins = new StringBuilder();
        for (int i = 0; i < subjectPath.size(); i++) {
            joins.append(" join ").append(i == 0 ? "e" : "p" + (i - 1)).append('.');
            joins.append(subjectPath.get(i)).append(" p").append(i);
        }
        return joins.toString();
    }

    /** The identifier of a person, behind the joins. */
    static String person(Guard guard, List<String> subjectPath, String subjectId) {
        if (!guard.link().single()) {
            return "p" + (subjectPath.size() - 1) + "." + subjectId;
        }
        return "e." + (subjectPath.isEmpty() ? "" : String.join(".", subjectPath) + ".") + subjectId;
    }

    private static String anyPresent(String prefix, List<String> attributes) {
        return attributes.stream()
                .map(attribute -> prefix + attribute + " is not null")
                .collect(Collectors.joining(" or "));
    }

    private void none(String what, String query, Keys values) {
        none(what, query, values, null);
    }

    private void none(String what, String query, Keys values, @Nullable Object placeholder) {
        if (!asks) {
            return;
        }
        for (Values chunk : Chunks.of(session, values)) {
            if (open.size() == MOST_AT_ONCE) {
                finish();
            }
            char name = (char) ('a' + open.size());
            String place = Values.USUAL + name;
            open.add(new Question(
                    what,
                    query.replace(":" + Values.USUAL, ":" + place).replace(":placeholder", ":placeholder" + name),
                    chunk.at(place),
                    "placeholder" + name,
                    placeholder));
        }
    }

    /**
     * Asks what is open.
     *
     * @throws ErasureIncompleteException when anything is left
     */
    void finish() {
        if (open.isEmpty()) {
            return;
        }
        List<Question> asked = List.copyOf(open);
        open.clear();
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < asked.size(); i++) {
            Question question = asked.get(i);
            all.append(i == 0 ? "" : " union all ")
                    .append(question.keys()
                            .inQuery(question.query()
                                    .replaceFirst("select count\\(\\*\\)", "select " + i + ", count(*)")));
        }
        if (asked.stream()
                .anyMatch(question ->
                        question.placeholder() != null || question.keys().spelledOut())) {
            askAnew(all.toString(), asked);
            return;
        }
        String sql = Seal.broken(() -> kept.selection(session, all.toString(), query -> bind(query, asked)));
        List<Parameter> parameters = asked.stream()
                .flatMap(question -> question.keys().parameters().stream())
                .toList();
        if (KeptStatements.parameters(sql) != parameters.size()) {
            // Something of the application's takes part, such as a filter.
            askAnew(all.toString(), asked);
            return;
        }
        List<@Nullable Object[]> answers = new ArrayList<>();
        statements
                .waiting()
                .select(
                        sql,
                        parameters,
                        List.of(KeptStatements.type(session, Integer.class), KeptStatements.type(session, Long.class)),
                        answers::add);
        statements.send();
        answers.forEach(answer -> check(asked, answer));
    }

    private void askAnew(String text, List<Question> asked) {
        statements.send();
        SelectionQuery<Object[]> query = session.createSelectionQuery(text, Object[].class);
        bind(query, asked);
        Seal.broken(query::getResultList).forEach(answer -> check(asked, answer));
    }

    private static void bind(SelectionQuery<Object[]> query, List<Question> asked) {
        for (Question question : asked) {
            question.keys().bind(query);
            if (question.placeholder() != null) {
                query.setParameter(question.name(), question.placeholder());
            }
        }
    }

    private static void check(List<Question> asked, @Nullable Object[] answer) {
        Number which = (Number) Objects.requireNonNull(answer[0]);
        long left = ((Number) Objects.requireNonNull(answer[1])).longValue();
        if (left > 0) {
            throw new ErasureIncompleteException(asked.get(which.intValue()).what(), left);
        }
    }
}
