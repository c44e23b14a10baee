package dev.consent.jpa.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {

    private static final List<String> TWO = List.of("one", "other");

    @Test
    void theMedianIsTheMiddleOrBetweenTheTwoInTheMiddle() {
        assertThat(Comparison.median(new long[] {9, 1, 5})).isEqualTo(5);
        assertThat(Comparison.median(new long[] {9, 1, 5, 6})).isEqualTo(5.5);
        assertThatThrownBy(() -> Comparison.median(new long[0])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void findsTheRatioThroughNoiseAndOutliers() {
        Comparison.Estimate ratio = new Comparison(measured(1, 1.05, 0)).ratio(1, 0);

        assertThat(ratio.value()).isCloseTo(1.05, within(0.005));
        assertThat(ratio.from()).isLessThan(ratio.value());
        assertThat(ratio.to()).isGreaterThan(ratio.value());
        assertThat(ratio.to() - ratio.from()).isLessThan(0.02);
    }

    @Test
    void aMachineThatGetsSlowerSlowsBothAndLeavesTheRatio() {
        Comparison comparison = new Comparison(measured(2, 1.05, 3));

        assertThat(comparison.ratio(1, 0).value()).isCloseTo(1.05, within(0.01));
        assertThat(comparison.median(0).to() / comparison.median(0).from()).isGreaterThan(1.2);
    }

    @Test
    void theIntervalHoldsTheTruthAboutAsOftenAsItSays() {
        int held = 0;
        for (int run = 0; run < 200; run++) {
            Comparison.Estimate ratio = new Comparison(measured(100 + run, 1.02, 0.3)).ratio(1, 0);
            held += ratio.from() <= 1.02 && 1.02 <= ratio.to() ? 1 : 0;
        }

        assertThat(held).isBetween(176, 199);
    }

    @Test
    void samplesComeBackFromTheirFile(@TempDir Path directory) {
        Samples samples = measured(3, 1, 0);
        Path file = directory.resolve("deeper/samples.csv");

        samples.write(file);

        assertThat(Samples.read(file).candidates()).isEqualTo(TWO);
        assertThat(Samples.read(file).blocks()).usingRecursiveComparison().isEqualTo(samples.blocks());
    }

    @Test
    void samplesOfOthersAreNotMixedIn() {
        Samples samples = measured(4, 1, 0);

        assertThat(samples.and(samples).of(1)).hasSize(2 * samples.of(1).length);
        assertThatThrownBy(() -> samples.and(new Samples(List.of("one", "third"), samples.blocks())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Times around 100 µs with a long tail; the machine gets slower by the factor 1 + drift from block to block. */
    private static Samples measured(long seed, double ratio, double drift) {
        Random random = new Random(seed);
        List<long[][]> blocks = new ArrayList<>();
        for (int block = 0; block < 20; block++) {
            double machine = 1 + drift * block / 20 + 0.05 * random.nextGaussian();
            long[][] rounds = new long[100][];
            for (int round = 0; round < rounds.length; round++) {
                rounds[round] = new long[] {time(random, machine), time(random, machine * ratio)};
            }
            blocks.add(rounds);
        }
        return new Samples(TWO, blocks);
    }

    private static long time(Random random, double factor) {
        double disturbed = random.nextInt(50) == 0 ? 20 : 1;
        return (long) (100_000 * factor * disturbed * (1 + 0.05 * random.nextGaussian()));
    }
}
