package dev.consent.jpa.hibernate;

import dev.consent.ConsentException;

/** What writes are refused with, beside a missing consent. */
final class ConsentRefusals {

    private ConsentRefusals() {}

    static ConsentException bulkWrite(String entity, String why) {
        return new ConsentException("A bulk statement cannot write to " + entity + ", " + why
                + ": whether its purpose is in force is asked for each person. Change the entities one by one.");
    }

    static ConsentException bulkInsert(String entity) {
        return new ConsentException("A bulk statement cannot insert rows of " + entity + ", which carry a copy of what"
                + " their person agreed to. Insert the entities one by one, or set consent.guards." + entity
                + " to lookup.");
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
