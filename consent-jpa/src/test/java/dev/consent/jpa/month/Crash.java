package dev.consent.jpa.month;

import org.hibernate.resource.jdbc.spi.StatementInspector;

/** Ends a node in the middle of its work: as it is about to run one of the next statements. */
final class Crash implements StatementInspector {

    private static final long serialVersionUID = 1L;

    /** What nobody catches who wants to go on; an {@link Error} of another kind may be the fault of one strategy. */
    static final class Struck extends VirtualMachineError {

        private static final long serialVersionUID = 1L;

        Struck() {
            super("the node is gone");
        }
    }

    private int left = -1;

    /** Strikes when so many more statements have been run. */
    void after(int statements) {
        left = statements;
    }

    void never() {
        left = -1;
    }

    @Override
    public String inspect(String sql) {
        if (left >= 0 && left-- == 0) {
            throw new Struck();
        }
        return sql;
    }
}
