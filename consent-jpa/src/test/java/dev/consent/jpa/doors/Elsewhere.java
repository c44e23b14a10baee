package dev.consent.jpa.doors;

import org.junit.jupiter.api.DisplayName;

/** The lines of the catalogue whose tests are told as stories of their own. */
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
@DisplayName("Stamps")
final class Elsewhere {

    static final String STAMPS = "consent-jpa/src/test/java/dev/consent/jpa/stamps/StampsContract.java";

    private Elsewhere() {}
}
