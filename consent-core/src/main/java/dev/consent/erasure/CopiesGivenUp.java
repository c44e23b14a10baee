package dev.consent.erasure;

import java.time.Instant;

/**
 * Somebody decided that nothing will acknowledge any more that copies were erased.
 *
 * @param id its number
 * @param data the code of the derived data
 * @param reason the reason in words
 * @param by the account that decided it
 * @param at when
 * @param keys of how many rows copies were waited for
 */
public record CopiesGivenUp(long id, String data, String reason, String by, Instant at, long keys) {}
