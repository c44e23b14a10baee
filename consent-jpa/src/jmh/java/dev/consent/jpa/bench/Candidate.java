package dev.consent.jpa.bench;

import dev.consent.jpa.bench.model.ColumnEvaluation;
import dev.consent.jpa.bench.model.DynamicUpdateEvaluation;
import dev.consent.jpa.bench.model.Evaluation;
import dev.consent.jpa.bench.model.ExistsFilterEvaluation;
import dev.consent.jpa.bench.model.FlagFilterEvaluation;
import dev.consent.jpa.bench.model.RowEvaluation;
import dev.consent.jpa.bench.model.SoftDeleteEvaluation;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;

/** Who does the same work side by side. */
enum Candidate {
    UNPROTECTED("unprotected", Unit.PLAIN, RowEvaluation.class, RowEvaluation::new),
    CONTROL("unprotected, again (control)", Unit.PLAIN_AGAIN, RowEvaluation.class, RowEvaluation::new),
    STAMPED_ROW("stamped, row rule", Unit.STAMPED, RowEvaluation.class, RowEvaluation::new),
    STAMPED_COLUMNS("stamped, 5 columns", Unit.STAMPED, ColumnEvaluation.class, ColumnEvaluation::new),
    LOOKUP_ROW("lookup, row rule", Unit.LOOKUP, RowEvaluation.class, RowEvaluation::new),
    LOOKUP_COLUMNS("lookup, 5 columns", Unit.LOOKUP, ColumnEvaluation.class, ColumnEvaluation::new),
    CHANGED_COLUMNS(
            "unprotected, `@DynamicUpdate`",
            Unit.CHANGED_COLUMNS,
            DynamicUpdateEvaluation.class,
            DynamicUpdateEvaluation::new),
    FLAG_FILTER(
            "by hand: `@Filter` on a flag",
            Unit.FILTERED,
            FlagFilterEvaluation.class,
            FlagFilterEvaluation::new,
            FlagFilterEvaluation.FILTER),
    CONSENT_FILTER(
            "by hand: `@Filter` with `exists`",
            Unit.CONSENT_FILTERED,
            ExistsFilterEvaluation.class,
            ExistsFilterEvaluation::new,
            ExistsFilterEvaluation.FILTER),
    SOFT_DELETE("by hand: `@SoftDelete`", Unit.SOFT_DELETED, SoftDeleteEvaluation.class, SoftDeleteEvaluation::new),
    FLAG_POLICY("by hand: row level security on a flag", Unit.FLAG_POLICY, RowEvaluation.class, RowEvaluation::new),
    CONSENT_POLICY(
            "by hand: row level security, session variable and `exists`",
            Unit.CONSENT_POLICY,
            RowEvaluation.class,
            RowEvaluation::new);

    private final String label;
    private final Unit unit;
    private final Class<? extends Evaluation> type;
    private final Supplier<? extends Evaluation> fresh;
    private final @Nullable String filter;

    Candidate(String label, Unit unit, Class<? extends Evaluation> type, Supplier<? extends Evaluation> fresh) {
        this(label, unit, type, fresh, null);
    }

    Candidate(
            String label,
            Unit unit,
            Class<? extends Evaluation> type,
            Supplier<? extends Evaluation> fresh,
            @Nullable String filter) {
        this.label = label;
        this.unit = unit;
        this.type = type;
        this.fresh = fresh;
        this.filter = filter;
    }

    String label() {
        return label;
    }

    Unit unit() {
        return unit;
    }

    /** Whether this is one of those that are compared with the unprotected one, and not that one or its control. */
    boolean isCompared() {
        return this != UNPROTECTED && this != CONTROL;
    }

    /** Whether there is anything to be learnt from it doing this. */
    boolean does(Operation operation) {
        return this != CHANGED_COLUMNS || operation == Operation.UPDATE;
    }

    Class<? extends Evaluation> type() {
        return type;
    }

    Evaluation fresh() {
        return fresh.get();
    }

    /** Does the work in a session and a transaction of its own, as a web request would. */
    <T> @Nullable T work(SessionFactory factory, Function<Session, @Nullable T> work) {
        return factory.fromTransaction(session -> {
            if (filter != null) {
                session.enableFilter(filter);
            }
            return work.apply(session);
        });
    }
}
