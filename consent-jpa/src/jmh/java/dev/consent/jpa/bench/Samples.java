package dev.consent.jpa.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The times of one operation: rounds in which every candidate worked once, in blocks that were measured without a break.
 *
 * @param candidates whose times they are
 * @param blocks nanoseconds by block, round and candidate
 */
record Samples(List<String> candidates, List<long[][]> blocks) {

    /** The times of one candidate, all blocks after each other. */
    long[] of(int candidate) {
        return blocks.stream()
                .flatMap(Arrays::stream)
                .mapToLong(round -> round[candidate])
                .toArray();
    }

    /** Adds the rounds that another process measured. */
    Samples and(Samples more) {
        if (!candidates.equals(more.candidates)) {
            throw new IllegalArgumentException(candidates + " cannot be compared with " + more.candidates);
        }
        List<long[][]> all = new ArrayList<>(blocks);
        all.addAll(more.blocks);
        return new Samples(candidates, all);
    }

    void write(Path file) {
        List<String> lines = new ArrayList<>();
        lines.add("block;" + String.join(";", candidates));
        for (int block = 0; block < blocks.size(); block++) {
            for (long[] round : blocks.get(block)) {
                lines.add(block + ";"
                        + Arrays.stream(round).mapToObj(Long::toString).collect(Collectors.joining(";")));
            }
        }
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, lines);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static Samples read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        String[] head = lines.get(0).split(";");
        List<List<long[]>> blocks = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            long[] numbers =
                    Stream.of(line.split(";")).mapToLong(Long::parseLong).toArray();
            while (blocks.size() <= numbers[0]) {
                blocks.add(new ArrayList<>());
            }
            blocks.get((int) numbers[0]).add(Arrays.copyOfRange(numbers, 1, numbers.length));
        }
        return new Samples(
                List.of(head).subList(1, head.length),
                blocks.stream().map(block -> block.toArray(new long[0][])).toList());
    }
}
