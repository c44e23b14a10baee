package dev.consent.jpa.erasure;

import dev.consent.jpa.guard.Seal;
import dev.consent.jpa.mapping.Columns;
import dev.consent.jpa.mapping.ErasurePlan;
import dev.consent.jpa.mapping.ErasurePlan.ElementHistory;
import dev.consent.jpa.mapping.ErasurePlan.Moments;
import dev.consent.jpa.mapping.ErasurePlan.PastWay;
import dev.consent.jpa.mapping.ErasurePlan.Revisions;
import dev.consent.jpa.mapping.Guard;
import dev.consent.jpa.mapping.Replacement;
import dev.consent.jpa.sql.KeptStatements;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hibernate.Session;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.jspecify.annotations.Nullable;

/**
 * Counts what an erasure left behind. It asks Hibernate, not the statements that erased: another text, rendered from
 * the runtime model, so that a mistake in one is seen by the other.
 *
 * <p>Questions are gathered, and asked together by {@link #finish}, before anything goes by which the answers would be
 * found.
 */
final class Rescan {

    private final Session session;
    private final Statements statements;
    private final @Nullable Revisions revisions;
    private final boolean asks;
    private final Questions questions;

    /**
     * @param revisions what goes from the revisions themselves, or {@code null}
     * @param statements what has erased, unless it only counts; then nobody asks
     */
    Rescan(Session session, @Nullable Revisions revisions, Statements statements, KeptStatements kept) {
        this.session = session;
        this.revisions = revisions;
        this.statements = statements;
        this.questions = new Questions(session, statements, kept);
        this.asks = !statements.onlyCount();
    }

    /** Counts rows that are there, by their identifiers. */
    void rows(ErasurePlan.Row row, Keys ids) {
        none(
                row.entity(),
                "select count(*) from " + row.entity() + " e where " + new Columns(row.idAttributes()).value("e.")
                        + " in (:values)",
                ids);
        if (row.partlySeen()) {
            noneStored(row, Statements.in(row.found().columns()), ids);
        }
    }

    /** Counts rows about people. */
    void rowsAbout(ErasurePlan.Row row, String subjectId, Keys people) {
        if (row.guard() != null) {
            none(
                    row.entity(),
                    "select count(*) from " + row.entity() + " e" + about(row.guard(), row.subjectPath(), subjectId)
                            + " in (:values)",
                    people);
            if (row.partlySeen()) {
                noneStored(row, Statements.about(row.guard().link()), people);
            }
        }
    }

    /** Counts rows of which Hibernate's queries leave out some. */
    private void noneStored(ErasurePlan.Row row, String condition, Keys values) {
        long left = asks ? statements.count(row.found().table(), condition, values) : 0;
        if (left > 0) {
            throw new ErasureIncompleteException(row.entity(), left);
        }
    }

    /**
     * Counts history with values, where the attributes hold one of the given.
     *
     * @param kept the identifiers of rows whose history stays
     */
    void history(ErasurePlan.History history, List<String> attributes, Keys values, Keys kept) {
        if (!attributes.isEmpty()) {
            past(
                    history.entity(),
                    history.attributes(),
                    history.revisionAttribute(),
                    named(attributes) + without("h.", history.idAttributes(), kept),
                    values,
                    kept);
        }
    }

    /** Counts history with values of rows that went along with others then. */
    void along(ErasurePlan.History history, PastWay with, Keys others, Keys kept) {
        if (!with.from().isEmpty() && !with.to().isEmpty()) {
            past(
                    history.entity(),
                    history.attributes(),
                    history.revisionAttribute(),
                    went("h.", history, with) + without("h.", history.idAttributes(), kept),
                    others,
                    kept);
        }
    }

    /** Counts what the history of a collection holds of a time at which its rows went along with others. */
    void along(ElementHistory elements, ErasurePlan.History history, PastWay with, Keys others, Keys kept) {
        List<String> id = elements.idAttributes();
        if (!id.isEmpty() && !with.from().isEmpty() && !with.to().isEmpty()) {
            none(
                    elements.history(),
                    "select count(*) from " + elements.history() + " c where "
                            + then(history.rows(), id, elements.moments(), went("f.", history, with))
                            + without("c.", id, kept),
                    others,
                    kept);
        }
    }

    /** The condition that a row of history is of a time at which it went along with others. */
    private static String went(String row, ErasurePlan.History history, PastWay with) {
        String revision = with.moments().revisionAttribute();
        String kind = "cast(%s." + with.moments().kindAttribute() + " as Integer)";
        String from = new Columns(with.from()).value("w.") + " in (:values)"
                + (with.links() ? " and " + kind.formatted("w") + " = 0" : "");
        String over = with.links()
                ? same("o.", with.to(), "w.", with.to()) + " and " + kind.formatted("o") + " = 2 and "
                : "";
        String before = " <= " + row + history.revisionAttribute();
        return new Columns(history.idAttributes()).value(row) + " in (select w." + String.join(", w.", with.to())
                + " from " + with.history() + " w where " + from + ") and exists (select 1 from " + with.history()
                + " w where " + same("w.", with.to(), row, history.idAttributes()) + " and " + from + " and w."
                + revision + before + " and not exists (select 1 from " + with.history() + " o where " + over
                + same("o.", with.from(), "w.", with.from()) + " and o." + revision + " > w." + revision + " and o."
                + revision + before + "))";
    }

    /** Counts what the history of a collection says of some rows. */
    void elements(ElementHistory elements, Keys rows) {
        if (!elements.idAttributes().isEmpty()) {
            none(
                    elements.history(),
                    "select count(*) from " + elements.history() + " c where "
                            + new Columns(elements.idAttributes()).value("c.") + " in (:values)",
                    rows);
        }
    }

    /** Counts the same, but for the times at which these rows were about others than some people. */
    void elements(ElementHistory elements, ErasurePlan.History history, Keys rows, Keys people) {
        if (!elements.idAttributes().isEmpty() && history.start().size() == 1) {
            String start = "f." + history.start().get(0);
            none(
                    elements.history(),
                    "select count(*) from " + elements.history() + " c where "
                            + new Columns(elements.idAttributes()).value("c.") + " in (:values) and not "
                            + then(
                                    history.rows(),
                                    elements.idAttributes(),
                                    elements.moments(),
                                    start + " is not null and not (" + start + " in (:others))"),
                    rows,
                    people);
        }
    }

    /**
     * Counts what the history of a collection holds of a time at which its rows named something.
     *
     * @param attributes those of the history of the rows that name it
     * @param kept the identifiers of rows whose history stays
     */
    void former(ElementHistory elements, ErasurePlan.History owners, List<String> attributes, Keys named, Keys kept) {
        former(elements.history(), elements.idAttributes(), elements.moments(), owners.rows(), attributes, named, kept);
    }

    /** Counts what the history of a collection holds of a time at which its owner named something. */
    void former(ErasurePlan.Elements elements, Keys named) {
        ErasurePlan.PastRows owners = elements.pastRows();
        if (elements.history() != null && elements.moments() != null && owners != null) {
            former(
                    elements.history(),
                    elements.historyIdAttributes(),
                    elements.moments(),
                    owners,
                    owners.start(),
                    named,
                    new Keys(elements.keyed().types()));
        }
    }

    private void former(
            String history,
            List<String> id,
            Moments moments,
            ErasurePlan.PastRows owners,
            List<String> attributes,
            Keys named,
            Keys kept) {
        if (id.isEmpty() || attributes.isEmpty()) {
            return;
        }
        String names = new Columns(attributes).value("f.") + " in (:values)";
        none(
                history,
                "select count(*) from " + history + " c where " + new Columns(id).value("c.") + " in (select f."
                        + String.join(", f.", owners.idAttributes()) + " from " + owners.entity() + " f where " + names
                        + ") and " + then(owners, id, moments, names) + without("c.", id, kept),
                named,
                kept);
    }

    /** The condition that a row of the history of a collection is of a time at which its owner met another one. */
    private static String then(ErasurePlan.PastRows owners, List<String> id, Moments moments, String met) {
        String kind = "cast(c." + moments.kindAttribute() + " as Integer)";
        return "exists (select 1 from " + owners.entity() + " f where " + same("f.", owners.idAttributes(), "c.", id)
                + " and " + met + " and (" + kind + " <> 2 and " + last(owners, moments, "<=") + " or " + kind
                + " = 2 and " + last(owners, moments, "<") + "))";
    }

    private static String last(ErasurePlan.PastRows owners, Moments moments, String before) {
        String here = " " + before + " c." + moments.revisionAttribute();
        return "f." + owners.revision() + here + " and not exists (select 1 from " + owners.entity() + " b where "
                + same("b.", owners.idAttributes(), "f.", owners.idAttributes()) + " and b." + owners.revision()
                + " > f." + owners.revision() + " and b." + owners.revision() + here + ")";
    }

    private static String same(String prefix, List<String> one, String otherPrefix, List<String> other) {
        return IntStream.range(0, one.size())
                .mapToObj(part -> prefix + one.get(part) + " = " + otherPrefix + other.get(part))
                .collect(Collectors.joining(" and "));
    }

    private static String without(String prefix, List<String> id, Keys kept) {
        return kept.isEmpty() ? "" : " and not (" + new Columns(id).value(prefix) + " in (:others))";
    }

    /** Counts values about people. */
    void field(ErasurePlan.Field field, String subjectId, Keys people) {
        field(field, field.erasure(), about(field.guard(), field.subjectPath(), subjectId) + " in (:values)", people);
        if (field.history() != null && field.historyLinkAttribute() != null) {
            past(field, List.of(field.historyLinkAttribute()), people);
        }
    }

    /** Counts values in rows with these identifiers. */
    void field(ErasurePlan.Field field, Replacement erasure, Keys rows) {
        field(field, erasure, " where " + new Columns(field.idAttributes()).value("e.") + " in (:values)", rows);
        if (field.history() != null) {
            past(field, field.historyIdAttributes(), rows);
        }
    }

    private void field(ErasurePlan.Field field, Replacement erasure, String where, Keys values) {
        String attribute = "e." + field.attribute();
        String present = "select count(*) from " + field.entity() + " e" + where + " and " + attribute + " is not null";
        if (erasure instanceof Replacement.Computed computed) {
            computed(field.entity(), attribute, computed, present, values);
        } else if (erasure instanceof Replacement.Fixed fixed) {
            Object placeholder = fixed.placeholder().value();
            none(field.entity(), present + " and " + attribute + " <> :placeholder", values, null, placeholder);
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

    private void past(ErasurePlan.Field field, List<String> attributes, Keys values) {
        past(
                Objects.requireNonNull(field.history()),
                field.historyAttributes(),
                field.historyRevision(),
                named(attributes),
                values,
                null);
    }

    private static String named(List<String> attributes) {
        return new Columns(attributes).value("h.") + " in (:values)";
    }

    /**
     * Counts rows of a history that hold a value, and revisions of theirs that do.
     *
     * @param revision the path of the revision in it
     * @param condition which rows of {@code h} are meant
     */
    private void past(
            String history,
            List<String> personal,
            String revision,
            String condition,
            Keys values,
            @Nullable Keys others) {
        if (!personal.isEmpty()) {
            none(
                    history,
                    "select count(*) from " + history + " h where " + condition + " and (" + present("h.", personal)
                            + ")",
                    values,
                    others,
                    null);
        }
        if (revisions != null) {
            List<String> present = new ArrayList<>();
            revisions.attributes().forEach(attribute -> present.add("r." + attribute + " is not null"));
            revisions.collectionAttributes().forEach(attribute -> present.add("size(r." + attribute + ") > 0"));
            none(
                    revisions.entity(),
                    "select count(*) from " + revisions.entity() + " r where (" + String.join(" or ", present)
                            + ") and r." + revisions.idAttribute() + " in (select h." + revision + " from " + history
                            + " h where " + condition + ")",
                    values,
                    others,
                    null);
        }
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

    private static String present(String prefix, List<String> personal) {
        return personal.stream()
                .map(attribute -> prefix + attribute + " is not null")
                .collect(Collectors.joining(" or "));
    }

    private void none(String what, String query, Keys values) {
        none(what, query, values, null, null);
    }

    private void none(String what, String query, Keys values, Keys others) {
        none(what, query, values, others, null);
    }

    private void none(String what, String query, Keys values, @Nullable Keys others, @Nullable Object placeholder) {
        if (asks) {
            questions.add(what, query, values, others, placeholder);
        }
    }

    /**
     * Asks what is open.
     *
     * @throws ErasureIncompleteException when anything is left
     */
    void finish() {
        questions.ask();
    }
}
