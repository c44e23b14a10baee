package dev.consent.notice;

/**
 * What one round of handing over did.
 *
 * @param sent handed over and still to be acknowledged
 * @param acknowledged handed over and acknowledged at once
 * @param failed not handed over; tried again later
 */
public record NoticeReport(int sent, int acknowledged, int failed) {}
