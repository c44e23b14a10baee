package dev.consent.jpa.hibernate;

import dev.consent.ConsentException;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.gate.ConsentRequiredException;
import dev.consent.gate.Scope;
import dev.consent.jpa.mapping.Guard;
import java.util.List;

/** What writes are refused with, beside a missing consent. */
final class ConsentRefusals {

    private ConsentRefusals() {}

    /** Personal data that may not be written, because of the person or because of the scope. */
    static ConsentRequiredException write(String what, Guard guard, HeldMasks masks) {
        List<Class<?>> purposes =
                guard.purposes().stream().<Class<?>>map(DeclaredPurpose::type).toList();
        return Scope.current()
                .purpose()
                .filter(served -> !purposes.contains(served))
                .map(served -> ConsentRequiredException.forWriteWithin(what, purposes, served))
                .orElseGet(() -> masks.anyRestricted()
                        ? ConsentRequiredException.forRestrictedWrite(what, purposes)
                        : ConsentRequiredException.forWrite(what, purposes));
    }

    static ConsentException changedView(String collection) {
        return new ConsentException(collection + " was not changed: not all that is stored in it can be seen in this"
                + " scope, or other elements than when it was loaded. Writing it would lose or repeat the difference."
                + " Load and change it in one scope that sees it.");
    }

    static ConsentException bulkWrite(String entity, String why) {
        return new ConsentException("A bulk statement cannot write to " + entity + ", " + why
                + ": whether its purpose is in force is asked for each person. Change the entities one by one.");
    }

    static ConsentException bulkInsert(String entity) {
        return new ConsentException("A bulk statement cannot insert rows of " + entity + ", which carry a copy of what"
                + " their person agreed to. Insert the entities one by one, or set consent.guards." + entity
                + " to lookup.");
    }

    static ConsentException unguardedJoin() {
        return new ConsentException(
                "Rows that may be hidden cannot be guarded on the right side of a right or full join,"
                        + " nor on any side of a cross join in a bulk statement. Write the query with an inner or left join.");
    }

    static ConsentException foreignInspector() {
        return new ConsentException("This session was opened with a statement inspector of its own, so what is hidden"
                + " cannot be told from what is not there. Personal data cannot be written through it. Set the"
                + " inspector on the whole persistence unit instead.");
    }

    static ConsentException curiousInterceptor(String entity) {
        return new ConsentException(entity + " was not changed: the interceptor of this stateless session looks at what"
                + " is about to be written, and would see what is hidden. Change a managed entity, or open the stateless"
                + " session without an interceptor that has onUpdate or onUpsert.");
    }

    static ConsentException movedSubject(String entity, String attribute, HeldMasks masks) {
        return new ConsentException(entity + "." + attribute + " was not changed: it says whom personal data is about,"
                + " and no purpose of that data is in force for the one who has it or for the one who would."
                + (masks.anyRestricted()
                        ? " Processing is restricted for one of them: lift the restriction first."
                        : " Record a grant first."));
    }

    static ConsentException leftOut(String entity) {
        return new ConsentException(
                entity + " was not changed: a restriction of the application's own leaves its row out"
                        + " of queries, so that what is hidden in it could not be kept. Change it before the restriction"
                        + " applies, or while its purposes are in force.");
    }

    /** A bulk statement on an entity of consent itself. */
    static ConsentException own(String entity) {
        return new ConsentException("A bulk statement on " + entity
                + " was refused: it keeps what people decided and what is owed to them, and is written by consent"
                + " alone. Nothing was changed. Make a decision, or ask Consent for what is to happen.");
    }
}
