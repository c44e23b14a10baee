package dev.consent.jpa.audit;

import dev.consent.SubjectId;
import java.time.Instant;

/**
 * One person whose data of one purpose could be seen for a while in the time asked about.
 *
 * @param subject whose data; this is a pseudonym, to be resolved by those who may
 * @param purpose the code of the purpose that was in force
 * @param from from when, at the earliest the beginning of the time asked about
 * @param until until when, at the latest its end
 */
public record Exposure(SubjectId subject, String purpose, Instant from, Instant until) {}
