package dev.consent.erasure;

/** Is told how a sweep goes. Called on the thread that sweeps, between two transactions. */
@FunctionalInterface
public interface SweepListener {

    /** About once a second while a sweep runs, and once at its end. What it throws is logged by class and forgotten. */
    void progressed(SweepProgress progress);
}
