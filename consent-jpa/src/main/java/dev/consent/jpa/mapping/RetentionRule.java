package dev.consent.jpa.mapping;

import dev.consent.erasure.RetentionTerm;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * How long rows, or values in them, are kept, counted from columns of the same row. They are over when all of the terms
 * are.
 *
 * @param terms at least one
 * @param hides whether they are hidden from the end of the terms until they are erased
 */
public record RetentionRule(List<DatedTerm> terms, boolean hides) {

    private static final LocalDateTime YEAR_ONE = LocalDateTime.of(1, 1, 1, 0, 0);

    public RetentionRule {
        terms = List.copyOf(terms);
        if (terms.isEmpty()) {
            throw new IllegalArgumentException("a retention rule has a term");
        }
    }

    /** The longest of the terms, as far as they can be compared. */
    public RetentionTerm longest() {
        return Collections.max(
                        terms,
                        Comparator.comparing(term -> YEAR_ONE.plus(term.term().length())))
                .term();
    }

    /** The columns that hold the dates. */
    public List<String> columns() {
        return terms.stream().map(DatedTerm::column).distinct().toList();
    }
}
