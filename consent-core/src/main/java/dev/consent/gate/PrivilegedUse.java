package dev.consent.gate;

import java.time.Instant;

/**
 * One time that somebody was given leave to read past the guards.
 *
 * @param id its number
 * @param actor the account at work
 * @param reason why, as it was given
 * @param openedAt when it began
 * @param until when it ended at the latest
 */
public record PrivilegedUse(Long id, String actor, String reason, Instant openedAt, Instant until) {}
