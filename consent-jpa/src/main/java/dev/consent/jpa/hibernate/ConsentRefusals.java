package dev.consent.jpa.hibernate;

import dev.consent.ConsentException;

/** Refusals that are said in more than one place. */
final class ConsentRefusals {

    private ConsentRefusals() {}

    static ConsentException bulkRead() {
        return new ConsentException("A bulk statement reads an attribute that may be hidden: where it is, the"
                + " statement would take null for its value, and change or delete what it should not. Select the"
                + " rows first and change them one by one, or leave the attribute out of the statement.");
    }

    static ConsentException bulkWrite(String entity, String why) {
        return new ConsentException("A bulk statement cannot write to " + entity + ", " + why
                + ": whether its purpose is in force is asked for each person. Change the entities one by one.");
    }

    static ConsentException foreignInspector() {
        return new ConsentException("This session was opened with a statement inspector of its own, so what is hidden"
                + " cannot be told from what is not there. Personal data cannot be written through it. Set the"
                + " inspector on the whole persistence unit instead.");
    }

    static ConsentException movedSubject(String entity, String attribute) {
        return new ConsentException(entity + "." + attribute + " was not changed: it says whom personal data is about,"
                + " and no purpose of that data is in force for the new person. Record a grant first.");
    }
}
