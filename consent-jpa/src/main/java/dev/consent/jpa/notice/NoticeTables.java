package dev.consent.jpa.notice;

import java.util.List;

/** The entities of this room, for those who register them with Hibernate. */
public final class NoticeTables {

    private NoticeTables() {}

    /** All entity classes. */
    public static List<Class<?>> entities() {
        return List.of(NoticeRow.class);
    }
}
