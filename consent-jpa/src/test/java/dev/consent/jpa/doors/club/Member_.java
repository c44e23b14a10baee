package dev.consent.jpa.doors.club;

import jakarta.persistence.metamodel.SingularAttribute;
import jakarta.persistence.metamodel.StaticMetamodel;

/** What the repository needs of the metamodel. */
@StaticMetamodel(Member.class)
public abstract class Member_ {

    public static volatile SingularAttribute<Member, Long> id;
    public static volatile SingularAttribute<Member, String> email;

    private Member_() {}
}
