package dev.consent.jpa.bench;

import dev.consent.jpa.bench.Comparison.Estimate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tables of ratios, as Markdown. */
final class Report {

    private static final double MOST_BETWEEN_EQUALS = 0.01;

    private final Options options;
    private final StringBuilder text = new StringBuilder();

    Report(Options options) {
        this.options = options;
    }

    void add(Withdrawn withdrawn, Map<Operation, Samples> measured) {
        if (measured.isEmpty()) {
            return;
        }
        Map<Operation, Comparison> compared = new LinkedHashMap<>();
        measured.forEach((operation, samples) -> compared.put(operation, new Comparison(samples)));
        List<Candidate> candidates = measured.values().iterator().next().candidates().stream()
                .map(Candidate::valueOf)
                .toList();
        text.append("\n### ").append(withdrawn).append(" withdrawn\n\n|  |");
        measured.keySet()
                .forEach(operation -> text.append(' ').append(operation).append(" |"));
        text.append("\n| --- |").append(" --- |".repeat(measured.size())).append('\n');
        for (Candidate candidate : candidates) {
            int index = candidates.indexOf(candidate);
            text.append("| ").append(candidate.label()).append(" |");
            compared.forEach((operation, comparison) -> text.append(' ')
                    .append(
                            candidate == Candidate.UNPROTECTED
                                    ? micros(comparison.median(index))
                                    : ratio(comparison.ratio(index, candidates.indexOf(Candidate.UNPROTECTED))))
                    .append(" |"));
            text.append('\n');
        }
        compared.forEach((operation, comparison) -> {
            Estimate control =
                    comparison.ratio(candidates.indexOf(Candidate.CONTROL), candidates.indexOf(Candidate.UNPROTECTED));
            if (Math.abs(control.value() - 1) > MOST_BETWEEN_EQUALS) {
                text.append("\nVoid: ").append(operation).append(", where equals differ by more than 1 %.\n");
            }
        });
    }

    private static String micros(Estimate nanos) {
        return String.format(Locale.ROOT, "%,.0f µs", nanos.value() / 1000);
    }

    private static String ratio(Estimate estimate) {
        return String.format(Locale.ROOT, "%.3f (%.3f–%.3f)", estimate.value(), estimate.from(), estimate.to());
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
