package dev.consent.jpa.bench;

import dev.consent.jpa.bench.Comparison.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The tables of ratios, as Markdown. */
final class Report {

    private final StringBuilder text = new StringBuilder();
    private final List<String> missed = new ArrayList<>();
    private boolean isVoid;

    Report(String machine) {
        text.append(machine);
    }

    void add(Withdrawn withdrawn, Company company, Map<Operation, Samples> measured) {
        if (measured.isEmpty()) {
            return;
        }
        Map<Operation, Comparison> compared = new LinkedHashMap<>();
        measured.forEach((operation, samples) -> compared.put(operation, new Comparison(samples)));
        List<Candidate> candidates = measured.values().stream()
                .flatMap(samples -> samples.candidates().stream())
                .map(Candidate::valueOf)
                .distinct()
                .sorted()
                .toList();
        text.append("\n### ").append(company).append(", ").append(withdrawn).append(" withdrawn\n\n|  |");
        measured.keySet()
                .forEach(operation -> text.append(' ').append(operation).append(" |"));
        text.append("\n| --- |").append(" --- |".repeat(measured.size())).append('\n');
        for (Candidate candidate : candidates) {
            text.append("| ").append(candidate.label()).append(" |");
            measured.forEach((operation, samples) -> text.append(' ')
                    .append(cell(candidate, samples.candidates(), Objects.requireNonNull(compared.get(operation))))
                    .append(" |"));
            text.append('\n');
        }
        measured.forEach((operation, samples) -> judge(
                withdrawn,
                samples.candidates().stream().map(Candidate::valueOf).toList(),
                operation,
                Objects.requireNonNull(compared.get(operation))));
    }

    private static String cell(Candidate candidate, List<String> measured, Comparison comparison) {
        int index = measured.indexOf(candidate.name());
        int base = measured.indexOf(Candidate.UNPROTECTED.name());
        if (index < 0) {
            return "";
        }
        return index == base ? micros(comparison.median(index)) : ratio(comparison.ratio(index, base));
    }

    private void judge(Withdrawn withdrawn, List<Candidate> candidates, Operation operation, Comparison comparison) {
        int base = candidates.indexOf(Candidate.UNPROTECTED);
        Estimate control = comparison.ratio(candidates.indexOf(Candidate.CONTROL), base);
        if (Math.abs(control.value() - 1) > Targets.BETWEEN_EQUALS) {
            text.append("\nVoid: ").append(operation).append(", where equals differ by more than 1 %.\n");
            isVoid = true;
            return;
        }
        for (Candidate candidate : candidates) {
            Estimate measured = comparison.ratio(candidates.indexOf(candidate), base);
            Targets.ratio(candidate, operation, withdrawn).ifPresent(target -> {
                if (measured.value() > target) {
                    missed.add(String.format(
                            Locale.ROOT,
                            "%s, %s, %s withdrawn: %s instead of %.2f",
                            candidate.label(),
                            operation,
                            withdrawn,
                            ratio(measured),
                            target));
                }
            });
        }
    }

    void addReadShares(Withdrawn withdrawn, ReadShares.Result result) {
        text.append("\n### The same reads by JDBC alone, ").append(withdrawn).append(" withdrawn\n\n|  |");
        result.samples()
                .keySet()
                .forEach(operation -> text.append(' ')
                        .append(operation)
                        .append(' ')
                        .append(String.join(" | ", ReadShares.WAYS))
                        .append(" |"));
        text.append("\n| --- |")
                .append(" --- |"
                        .repeat(ReadShares.WAYS.size() * result.samples().size()))
                .append('\n');
        List<Comparison> comparisons =
                result.samples().values().stream().map(Comparison::new).toList();
        int candidates = ReadShares.CANDIDATES.size();
        for (int i = 0; i < candidates; i++) {
            text.append("| ").append(ReadShares.CANDIDATES.get(i).label()).append(" |");
            for (Comparison comparison : comparisons) {
                for (int base = 0; base < ReadShares.WAYS.size() * candidates; base += candidates) {
                    text.append(' ').append(micros(comparison.median(base + i)));
                    if (i > 0) {
                        text.append(", ").append(ratio(comparison.ratio(base + i, base)));
                    }
                    text.append(" |");
                }
            }
            text.append('\n');
        }
    }

    void addWithdrawals(Samples samples) {
        Comparison comparison = new Comparison(samples);
        text.append("\n### A withdrawal, from begin to commit\n\n| rows of the person |");
        Withdrawals.SIZES.forEach(size -> text.append(String.format(Locale.ROOT, " %,d |", size)));
        text.append("\n| --- |").append(" --- |".repeat(Withdrawals.SIZES.size()));
        String unit = "";
        for (int i = 0; i < samples.candidates().size(); i++) {
            String[] name = samples.candidates().get(i).split(" ");
            if (!name[0].equals(unit)) {
                unit = name[0];
                text.append("\n| ").append(unit.toLowerCase(Locale.ROOT)).append(" |");
            }
            Estimate median = comparison.median(i);
            text.append(' ').append(millis(median)).append(" |");
            if (unit.equals(Unit.STAMPED.name())
                    && Integer.parseInt(name[1]) == 100
                    && median.value() > Targets.WITHDRAWAL_OF_100 * 1e6) {
                missed.add("withdrawal with 100 rows: " + millis(median) + " instead of " + Targets.WITHDRAWAL_OF_100
                        + " ms");
            }
        }
        text.append('\n');
    }

    void addGate(GateAnswers.Result result) {
        text.append(String.format(
                Locale.ROOT,
                "%n### The gate%n%nOn one thread, about 1,000 people in turn: %,.0f answers from memory and %,.0f from the"
                        + " database per second.%n",
                result.cached(),
                result.strict()));
        if (result.cached() < Targets.CACHED_ANSWERS) {
            missed.add(String.format(
                    Locale.ROOT,
                    "cached gate: %,.0f answers per second instead of %,.0f",
                    result.cached(),
                    Targets.CACHED_ANSWERS));
        }
    }

    void addSecondNode(SecondNode.Result result) {
        long longest = Arrays.stream(result.untilHidden().of(0)).max().orElseThrow();
        text.append(
                        "\n### Another node\n\nFrom the return of the commit to the end of the first look that saw nothing: ")
                .append(millis(new Comparison(result.untilHidden()).median(0)))
                .append(String.format(Locale.ROOT, ", at most %.1f ms. ", longest / 1e6))
                .append("Looks that began after the commit and still saw the data: ")
                .append(result.tooLate())
                .append(" in ")
                .append(result.untilHidden().of(0).length)
                .append(" withdrawals.\n");
    }

    void addMemory(Memory.Result result) {
        text.append(String.format(
                Locale.ROOT,
                "%n### Memory%n%nConsent keeps %.0f kB for each session factory, %.0f bytes for each different statement"
                        + " (of at most 10,000), and %.1f bytes for each person that was read.%n",
                result.factory() / 1000,
                result.statement(),
                result.subject()));
    }

    private static String millis(Estimate nanos) {
        return String.format(
                Locale.ROOT, "%.2f ms (%.2f–%.2f)", nanos.value() / 1e6, nanos.from() / 1e6, nanos.to() / 1e6);
    }

    private static String micros(Estimate nanos) {
        return String.format(Locale.ROOT, "%,.0f µs", nanos.value() / 1000);
    }

    private static String ratio(Estimate estimate) {
        return String.format(Locale.ROOT, "%.3f (%.3f–%.3f)", estimate.value(), estimate.from(), estimate.to());
    }

    @Override
    public String toString() {
        if (!missed.isEmpty()) {
            return text + "\n### Targets that were missed\n\n- " + String.join("\n- ", missed) + "\n";
        }
        return text + (isVoid ? "" : "\nEvery target that was measured was reached.\n");
    }
}
