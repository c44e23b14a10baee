package dev.consent.decision;

/**
 * Hears of decisions once they are committed, on the thread and the node that decided. What has to happen for sure
 * belongs in a notice instead: an application that stops between the commit and this call is not told again.
 */
@FunctionalInterface
public interface DecisionListener {

    /**
     * Called after the commit. The transaction of the decision is over: work in the database needs a new one. What this
     * throws is logged by its class and reaches neither the caller nor other listeners.
     */
    void tookEffect(DecisionTookEffect decision);
}
