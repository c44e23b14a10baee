package dev.consent.jpa.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

/**
 * Lets every task run once in each round, in random order, and notes each one's time: what disturbs the machine for a
 * while disturbs all of them, which measuring one after the other could not promise.
 */
final class Rounds {

    private final List<Task> tasks;
    private final List<Integer> order = new ArrayList<>();
    private final Random random = new Random();
    private final List<long[][]> blocks = new ArrayList<>();
    private final List<long[]> block = new ArrayList<>();

    /** What is measured. */
    interface Task {
        String name();

        @Nullable
        Object work();

        /** Puts things back for the next round; not measured. */
        default void restore() {}
    }

    Rounds(List<? extends Task> tasks) {
        this.tasks = List.copyOf(tasks);
        for (int i = 0; i < tasks.size(); i++) {
            order.add(i);
        }
    }

    void begin() {
        block.clear();
    }

    void run(Blackhole hole) {
        Collections.shuffle(order, random);
        long[] times = new long[tasks.size()];
        for (int index : order) {
            Task task = tasks.get(index);
            long start = System.nanoTime();
            Object result = task.work();
            times[index] = System.nanoTime() - start;
            hole.consume(result);
            task.restore();
        }
        block.add(times);
    }

    /** Keeps what was measured since the beginning as one block, unless it was for warming up. */
    void end(IterationParams iteration) {
        if (iteration.getType() == IterationType.MEASUREMENT) {
            blocks.add(block.toArray(new long[0][]));
        }
    }

    Samples samples() {
        return new Samples(tasks.stream().map(Task::name).toList(), blocks);
    }
}
