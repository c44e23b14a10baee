package dev.consent.jpa.erasure;

import dev.consent.jpa.mapping.ErasurePlan.Elements;
import dev.consent.jpa.mapping.ErasurePlan.Field;
import dev.consent.jpa.mapping.ErasurePlan.Row;
import dev.consent.jpa.mapping.ErasurePlan.Stage;
import dev.consent.jpa.mapping.Guard;
import dev.consent.jpa.mapping.RetentionRule;
import dev.consent.jpa.mapping.TermAfter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Terms that are counted from dates, and what goes at their end. */
sealed interface Term {

    /** What receipts call it: the simple name of the entity, and of the attribute. */
    String name();

    RetentionRule rule();

    /** Whose data it is, or {@code null} when the rows are about nobody. */
    @Nullable
    Guard guard();

    /** Terms after the end of purposes, which have to be over, too. */
    List<TermAfter> after();

    /** Rows are deleted. */
    record OfRows(Row row, RetentionRule rule) implements Term {

        @Override
        public String name() {
            return simple(row.entity());
        }

        @Override
        public @Nullable Guard guard() {
            return row.guard();
        }

        @Override
        public List<TermAfter> after() {
            return row.after();
        }
    }

    /** Values are erased, while their rows stay. */
    record OfValues(Field field, Stage stage) implements Term {

        @Override
        public String name() {
            return simple(field.entity()) + "." + field.attribute();
        }

        @Override
        public RetentionRule rule() {
            return stage.rule();
        }

        @Override
        public Guard guard() {
            return field.guard();
        }

        @Override
        public List<TermAfter> after() {
            return field.after();
        }
    }

    /** Collections are emptied. */
    record OfElements(Elements elements, RetentionRule rule) implements Term {

        @Override
        public String name() {
            return simple(elements.entity()) + "." + elements.attribute();
        }

        @Override
        public Guard guard() {
            return elements.guard();
        }

        @Override
        public List<TermAfter> after() {
            return elements.after();
        }
    }

    private static String simple(String entity) {
        return entity.substring(Math.max(entity.lastIndexOf('.'), entity.lastIndexOf('$')) + 1);
    }
}
