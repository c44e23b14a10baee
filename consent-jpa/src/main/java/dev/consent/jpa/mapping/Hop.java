package dev.consent.jpa.mapping;

import org.jspecify.annotations.Nullable;

/**
 * One step from a row towards its data subject: in {@code table}, the row whose columns {@code match} equal the key in
 * hand; its columns {@code next} are the key to go on with. Names are ready for SQL.
 *
 * @param history the history table of {@code table}, or {@code null} when it has none; erasure looks there too, because
 *     the row on the way may be gone already
 * @param many whether any number of rows of {@code table} match, each of which links a data subject
 */
public record Hop(String table, @Nullable String history, Columns match, Columns next, boolean many) {}
