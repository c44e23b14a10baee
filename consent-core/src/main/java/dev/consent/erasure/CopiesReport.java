package dev.consent.erasure;

/**
 * What one round of erasing copies did.
 *
 * @param erased how many batches of keys were acknowledged
 * @param failed how many were not; they are tried again later
 */
public record CopiesReport(int erased, int failed) {}
