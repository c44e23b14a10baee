package dev.consent.erasure;

import java.time.Instant;

/**
 * The sweep stands still, on all nodes.
 *
 * @param reason why
 * @param since since when
 * @param by the account that paused it
 */
public record SweepPause(String reason, Instant since, String by) {}
