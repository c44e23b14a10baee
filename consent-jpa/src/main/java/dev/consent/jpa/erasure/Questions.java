package dev.consent.jpa.erasure;

import dev.consent.jpa.guard.Seal;
import dev.consent.jpa.sql.KeptStatements;
import dev.consent.jpa.sql.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.hibernate.Session;
import org.hibernate.query.SelectionQuery;
import org.jspecify.annotations.Nullable;

/** Questions of how much is left, gathered and asked together. The answer to each has to be: nothing. */
final class Questions {

    /** More would make statements that no database likes to plan. */
    private static final int MOST_AT_ONCE = 16;

    /** The place of keys that are left out, or that belong to others. */
    private static final String OTHERS = "others";

    private static final Pattern PLACES = Pattern.compile(":(" + Values.USUAL + "|" + OTHERS + ")");

    /**
     * How much is left of something.
     *
     * @param query counts it
     * @param keys what its places stand for, in their order
     * @param name the name of another parameter
     * @param placeholder its value, or {@code null} when there is none
     */
    private record Question(
            String what,
            String query,
            List<Values> keys,
            String name,
            @Nullable Object placeholder) {

        boolean spelledOut() {
            return placeholder != null || keys.stream().anyMatch(Values::spelledOut);
        }

        String inQuery() {
            String text = query;
            for (Values some : Set.copyOf(keys)) {
                text = some.inQuery(text);
            }
            return text;
        }
    }

    private final Session session;
    private final Statements statements;
    private final KeptStatements kept;
    private final List<Question> open = new ArrayList<>();

    /** @param statements what has erased; what waits there is sent first */
    Questions(Session session, Statements statements, KeptStatements kept) {
        this.session = session;
        this.statements = statements;
        this.kept = kept;
    }

    /**
     * Takes in one more.
     *
     * @param what the entity that is named when something is left
     * @param query counts it; {@code :values} and {@code :others} stand for keys, {@code :placeholder} for a value
     * @param others other keys, or {@code null}
     * @throws ErasureIncompleteException when there were many already, and anything is left of what those asked for
     */
    void add(String what, String query, Keys values, @Nullable Keys others, @Nullable Object placeholder) {
        for (Values chunk : Chunks.of(session, values)) {
            if (open.size() == MOST_AT_ONCE) {
                ask();
            }
            char name = (char) ('a' + open.size());
            Values some = chunk.at(Values.USUAL + name);
            List<Values> keys = new ArrayList<>();
            String text = PLACES.matcher(query).replaceAll(place -> {
                keys.add(
                        place.group(1).equals(OTHERS) && others != null
                                ? Values.at(OTHERS + name, session, others.types(), List.copyOf(others.values()))
                                : some);
                return place.group() + name;
            });
            open.add(new Question(
                    what,
                    text.replace(":placeholder", ":placeholder" + name),
                    keys,
                    "placeholder" + name,
                    placeholder));
        }
    }

    /**
     * Asks what is open.
     *
     * @throws ErasureIncompleteException when anything is left
     */
    void ask() {
        if (open.isEmpty()) {
            return;
        }
        List<Question> asked = List.copyOf(open);
        open.clear();
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < asked.size(); i++) {
            all.append(i == 0 ? "" : " union all ")
                    .append(asked.get(i).inQuery().replaceFirst("select count\\(\\*\\)", "select " + i + ", count(*)"));
        }
        if (asked.stream().anyMatch(Question::spelledOut)) {
            askAnew(all.toString(), asked);
            return;
        }
        String sql = Seal.broken(() -> kept.selection(session, all.toString(), query -> bind(query, asked)));
        List<Parameter> parameters = asked.stream()
                .flatMap(question -> question.keys().stream())
                .flatMap(keys -> keys.parameters().stream())
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
            Set.copyOf(question.keys()).forEach(keys -> keys.bind(query));
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
