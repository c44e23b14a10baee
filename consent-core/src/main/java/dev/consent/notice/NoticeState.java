package dev.consent.notice;

/** How far a notice has come. */
public enum NoticeState {
    /** Not handed over yet, or handed over without success so far. */
    PENDING,
    /** Handed over; the other side has not acknowledged it yet. */
    SENT,
    /** The other side has said that it acted on it. */
    ACKNOWLEDGED,
    /** No longer true before anybody tried to hand it over, such as a withdrawal that was taken back. */
    CANCELLED;

    /** Whether somebody still has to do something. */
    public boolean open() {
        return this == PENDING || this == SENT;
    }
}
