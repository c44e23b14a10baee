package dev.consent.spring;

import dev.consent.erasure.Backlog;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is to be erased, as gauges. */
final class ErasureGauges extends BacklogGauges<Backlog> {

    ErasureGauges(Supplier<Backlog> backlog, Clock clock) {
        super("consent.erasure.", backlog, clock);
    }

    @Override
    @Nullable
    Instant oldestDue(Backlog backlog) {
        return backlog.oldestDue();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "pending", "Obligations to erase that are open and up to the sweep", Backlog::pending);
        gauge(registry, "held", "Obligations to erase that a hold stands in the way of", Backlog::held);
        gauge(
                registry,
                "awaiting",
                "Obligations to erase that are met and wait for a system with derived data",
                Backlog::awaiting);
        gauge(registry, "due", "Obligations to erase that the next sweep takes", Backlog::due);
        gauge(registry, "overdue", "Obligations to erase that are past their due time", Backlog::overdue);
        gauge(registry, "failing", "Obligations to erase that have failed at least once", Backlog::failing);
        gauge(
                registry,
                "overdue.rows",
                "Rows that are there a day or more after the end of their term",
                Backlog::overdueRows);
        gauge(
                registry,
                "copies",
                "Batches of copies outside the database that are still to be erased",
                now -> now.copies().waiting());
        gauge(
                registry,
                "copies.failing",
                "Batches of copies outside the database that could not be erased at least once",
                now -> now.copies().failing());
        gauge(
                registry,
                "copies.overdue",
                "Batches of copies outside the database that are past their due time",
                now -> now.copies().overdue());
        gauge(
                registry,
                "rate",
                "Obligations the sweeps of the last day brought to an end per second of work",
                now -> now.perSecond() == null ? Double.NaN : now.perSecond());
        gauge(
                registry,
                "will.miss",
                "1 when a deadline will be missed if things go on as they do",
                now -> now.willMiss() == null ? 0 : 1);
        gauge(registry, "paused", "1 while sweeping stands still", now -> now.paused() == null ? 0 : 1);
        left(registry, "obligation");
    }
}
