package dev.consent.jpa.doors.club;

import jakarta.persistence.metamodel.SingularAttribute;
import jakarta.persistence.metamodel.StaticMetamodel;

/** What the repository needs of the metamodel. */
@StaticMetamodel(Note.class)
public abstract class Note_ {

    public static volatile SingularAttribute<Note, String> code;
    public static volatile SingularAttribute<Note, Member> member;

    private Note_() {}
}
