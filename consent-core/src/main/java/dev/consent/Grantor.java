package dev.consent;

/**
 * Who decided, and in which role.
 *
 * @param id the application's own identifier of the person, such as an account number; never a name or an address; 1 to
 *     64 characters, none of them a control character
 * @param role in which capacity they decided
 */
public record Grantor(String id, Role role) {

    public Grantor {
        if (id.isBlank() || id.length() > 64) {
            throw new IllegalArgumentException("the id of a grantor must have 1 to 64 characters, not " + id.length());
        }
        if (id.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the id of a grantor must not have control characters");
        }
    }

    /** The person the data is about. */
    public static Grantor subject(Object id) {
        return new Grantor(id.toString(), Role.SUBJECT);
    }

    /** A parent of the person the data is about. */
    public static Grantor parent(Object id) {
        return new Grantor(id.toString(), Role.PARENT);
    }

    /** A legal guardian who is not a parent. */
    public static Grantor legalGuardian(Object id) {
        return new Grantor(id.toString(), Role.LEGAL_GUARDIAN);
    }

    /** A member of staff who records what was decided on paper or by telephone. */
    public static Grantor staff(Object id) {
        return new Grantor(id.toString(), Role.STAFF);
    }

    /** The party that runs the application, acting for itself: ending a contract, revoking, tidying up. */
    public static Grantor operator(Object id) {
        return new Grantor(id.toString(), Role.OPERATOR);
    }

    @Override
    public String toString() {
        return role.name();
    }

    /** In which capacity a decision was made. */
    public enum Role {
        /** The data subject. */
        SUBJECT,
        /** A parent (GDPR Art. 8). */
        PARENT,
        /** A legal guardian who is not a parent (GDPR Art. 8). */
        LEGAL_GUARDIAN,
        /** Staff recording a decision that was made elsewhere, such as a paper form. */
        STAFF,
        /** The controller or its system. */
        OPERATOR;

        /** Whether somebody in this role decides for a child. */
        public boolean decidesForChildren() {
            return this == PARENT || this == LEGAL_GUARDIAN;
        }
    }
}
