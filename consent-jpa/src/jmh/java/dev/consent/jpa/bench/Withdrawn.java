package dev.consent.jpa.bench;

/** How many pupils have withdrawn everything. Each state includes the one before. */
public enum Withdrawn {
    NONE("nobody", 0),
    FEW("0.4 %", 250),
    MANY("10 %", 10);

    private static final int REMAINDER = 3;

    private final String label;
    private final int every;

    Withdrawn(String label, int every) {
        this.label = label;
        this.every = every;
    }

    @Override
    public String toString() {
        return label;
    }

    boolean includes(long pupil) {
        return every > 0 && pupil % every == REMAINDER;
    }

    /** The same as a condition on a column that holds the number of a pupil. */
    String condition(String pupil) {
        return every == 0 ? "1 = 0" : "mod(" + pupil + ", " + every + ") = " + REMAINDER;
    }
}
