package dev.consent.jpa.audit;

/**
 * How people decided about one purpose in a period.
 *
 * @param purpose the code of the purpose
 * @param requested how often it was asked and not answered in the same step
 * @param granted how often it was granted or granted again
 * @param refused how often it was declined
 * @param withdrawn how often it was taken back
 * @param ended how often the controller ended it, or it was found invalid
 * @param subjectsGranted how many people had granted it when the period ended, or earlier in it
 * @param subjectsWithdrawn how many people took it back in the period
 */
public record PurposeShare(
        String purpose,
        long requested,
        long granted,
        long refused,
        long withdrawn,
        long ended,
        long subjectsGranted,
        long subjectsWithdrawn) {

    /** The part of the people who had ever granted it by the end of the period that took it back in the period; 0 to 1. */
    public double shareWithdrawn() {
        return subjectsGranted == 0 ? 0 : Math.min(1, (double) subjectsWithdrawn / subjectsGranted);
    }
}
