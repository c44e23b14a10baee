package dev.consent.jpa.doors;

import org.junit.jupiter.api.DisplayName;

/** The lines of the catalogue whose tests are told as stories of their own. */
@NoDoor(
        number = 84,
        name = "live tables",
        because = "Empty after the sweep, join and element tables included.",
        test = Elsewhere.ERASURE)
@NoDoor(
        number = 85,
        name = "history tables",
        because = "They hold no value after the sweep, with `store_data_at_delete` and with both strategies.",
        test = Elsewhere.ERASURE)
@NoDoor(
        number = 86,
        name = "update after its history was redacted",
        because = "Works, with the validity strategy too.",
        test = Elsewhere.ERASURE)
@NoDoor(
        number = 87,
        name = "rows deleted by name only, or hidden by a restriction",
        because = "Gone too, and so is the history of rows that were removed before.",
        test = Elsewhere.FORGETTING)
@NoDoor(
        number = 89,
        name = "revision entity and names of changed entities",
        because =
                "What the revision entity holds, and says about kinds of data that changed, goes where it is marked as personal.",
        test = Elsewhere.FORGETTING)
@NoDoor(
        number = 91,
        name = "bulk delete that skips hidden rows",
        because = "The sweep reads with open guards, and counts what is left.",
        test = Elsewhere.ERASURE)
@NoDoor(
        number = 93,
        name = "insert racing a withdrawal, in both orders",
        because = "Hidden and erased, or refused.",
        test = "consent-jpa/src/test/java/dev/consent/jpa/erasure/RaceTest.java")
@NoDoor(number = 94, name = "subject of a row changed", because = "Stamped anew, or refused.", test = Elsewhere.STAMPS)
@NoDoor(number = 95, name = "row inserted by plain JDBC", because = "Hidden.", test = Elsewhere.STAMPS)
@NoDoor(number = 96, name = "drift", because = "Found and repaired.", test = Elsewhere.STAMPS)
@NoDoor(
        number = 97,
        name = "two sessions withdrawing different purposes of one person",
        because = "Both take effect.",
        test = Elsewhere.STAMPS)
@NoDoor(
        number = 98,
        name = "deadlock with an update of the application",
        because = "Tried again; nothing is half done.",
        test = Elsewhere.STAMPS)
@DisplayName("Erasure and stamps")
final class Elsewhere {

    static final String ERASURE = "consent-jpa/src/test/java/dev/consent/jpa/erasure/ErasureContract.java";
    static final String FORGETTING = "consent-jpa/src/test/java/dev/consent/jpa/erasure/ForgettingContract.java";
    static final String STAMPS = "consent-jpa/src/test/java/dev/consent/jpa/stamps/StampsContract.java";

    private Elsewhere() {}
}
