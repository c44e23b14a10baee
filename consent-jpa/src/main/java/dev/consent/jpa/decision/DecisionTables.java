package dev.consent.jpa.decision;

import java.util.List;

/** The entities of this room, for those who register them with Hibernate. */
public final class DecisionTables {

    private DecisionTables() {}

    /** All entity classes. */
    public static List<Class<?>> entities() {
        return List.of(ConsentRecord.class, VoiceRow.class, QuestionRow.class, LedgerLink.class);
    }

    /** The entity whose history is the ledger. */
    public static Class<?> ledger() {
        return ConsentRecord.class;
    }

    /** The places of their histories in the chain over all of them. */
    public static Class<?> links() {
        return LedgerLink.class;
    }

    /** All entities whose history is evidence, each row of it a link of the chain. */
    public static List<Class<?>> histories() {
        return List.of(ledger(), voices(), questions());
    }

    /** To whom which question was put; its history is evidence too. */
    public static Class<?> questions() {
        return QuestionRow.class;
    }

    /** What each guardian of a child, and the child, has said; its history is evidence too. */
    public static Class<?> voices() {
        return VoiceRow.class;
    }
}
