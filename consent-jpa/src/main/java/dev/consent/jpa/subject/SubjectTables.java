package dev.consent.jpa.subject;

import java.util.List;

/** The entities of this room, for those who register them with Hibernate. */
public final class SubjectTables {

    /** The entity name of the table of data subjects. */
    public static final String SUBJECT = SubjectRow.NAME;

    private SubjectTables() {}

    /** All entity classes. */
    public static List<Class<?>> entities() {
        return List.of(SubjectRow.class, PurposeRow.class);
    }
}
