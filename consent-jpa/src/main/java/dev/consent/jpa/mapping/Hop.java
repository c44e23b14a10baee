package dev.consent.jpa.mapping;

import org.jspecify.annotations.Nullable;

/**
 * One step from a row towards its data subject: in {@code table}, the row whose column {@code match} equals the value
 * in hand; its column {@code next} is the value to go on with. Names are ready for SQL.
 *
 * @param history the history table of {@code table}, or {@code null} when it has none; erasure looks there too, because
 *     the row on the way may be gone already
 */
public record Hop(String table, @Nullable String history, String match, String next) {}
