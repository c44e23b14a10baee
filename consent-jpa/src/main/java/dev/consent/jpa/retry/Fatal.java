package dev.consent.jpa.retry;

/**
 * Tells what fails alone from what ends everything. What an application hands in, a strategy, a handler, a listener, may
 * throw anything; one that does must hold up nothing but its own work.
 */
public final class Fatal {

    private Fatal() {}

    /**
     * Throws on what nobody may go on after: errors of the virtual machine, such as that memory is exhausted, which say
     * nothing about the work at hand and would strike the next piece as well. Returns for everything else.
     *
     * <p>An exhausted stack is one of these errors by its type, but not by its nature: it is used up by one call that does
     * not end, or by one value that is nested too deep, and is whole again once that has been left. So it counts against
     * the work at hand, as failed assertions and missing classes do; otherwise one such value would end every sweep there.
     */
    public static void passOn(Throwable failure) {
        if (failure instanceof VirtualMachineError error && !(error instanceof StackOverflowError)) {
            throw error;
        }
    }
}
