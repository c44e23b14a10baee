package dev.consent.jpa.bench;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * Medians of candidates and how they compare with one of them, each with a 95 % interval.
 *
 * <p>The intervals come from a bootstrap of whole blocks: times that were measured close to each other resemble each
 * other, so single times would promise more than they know. All candidates of a round stay together, because what
 * disturbed one of them disturbed its neighbours.
 */
final class Comparison {

    private static final int REPETITIONS = 1000;
    private static final double CONFIDENCE = 0.95;

    private final double[] medians;
    private final double[][] repeated;

    /** A value, and the interval it lies in with a probability of 95 %. */
    record Estimate(double value, double from, double to) {}

    Comparison(Samples samples) {
        int candidates = samples.candidates().size();
        medians = new double[candidates];
        repeated = new double[REPETITIONS][candidates];
        int blocks = samples.blocks().size();
        int[][] drawn = draw(blocks);
        for (int candidate = 0; candidate < candidates; candidate++) {
            medians[candidate] = median(samples.of(candidate));
            long[][] times = times(samples, candidate);
            for (int i = 0; i < REPETITIONS; i++) {
                repeated[i][candidate] = median(together(times, drawn[i]));
            }
        }
    }

    /** The median of one candidate in nanoseconds. */
    Estimate median(int candidate) {
        return estimate(all -> all[candidate]);
    }

    /** How many times as long as the other one a candidate takes. */
    Estimate ratio(int candidate, int other) {
        return estimate(all -> all[candidate] / all[other]);
    }

    private Estimate estimate(ToDoubleFunction<double[]> figure) {
        double[] figures = Arrays.stream(repeated).mapToDouble(figure).sorted().toArray();
        int tail = (int) Math.round(REPETITIONS * (1 - CONFIDENCE) / 2);
        return new Estimate(figure.applyAsDouble(medians), figures[tail], figures[REPETITIONS - 1 - tail]);
    }

    /** The same draws for every candidate, and for every run on the same samples. */
    private static int[][] draw(int blocks) {
        Random random = new Random(blocks);
        int[][] drawn = new int[REPETITIONS][blocks];
        for (int[] one : drawn) {
            Arrays.setAll(one, ignored -> random.nextInt(blocks));
        }
        return drawn;
    }

    private static long[][] times(Samples samples, int candidate) {
        return samples.blocks().stream()
                .map(block -> Arrays.stream(block)
                        .mapToLong(round -> round[candidate])
                        .toArray())
                .toArray(long[][]::new);
    }

    private static long[] together(long[][] times, int[] drawn) {
        return Arrays.stream(drawn)
                .mapToObj(block -> times[block])
                .flatMapToLong(Arrays::stream)
                .toArray();
    }

    static double median(long[] times) {
        if (times.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        long[] sorted = times.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
    }
}
