package dev.consent.jpa.doors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.jpa.doors.club.Member;
import java.util.Map;
import java.util.function.Supplier;
import org.hibernate.Hibernate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;

/**
 * What only classes do that were enhanced at build time. Runs in a process in which nobody has loaded the class as it was
 * compiled, ahead of others there: the code here does not name it either.
 */
@Order(1)
@DisplayName("Enhanced classes")
class EnhancedTest extends Chapter {

    private static final Class<?> PROFILE = EnhancedClasses.define(Member.class, "Profile");

    @Door(
            number = 13,
            name = "attributes and groups loaded on first access",
            field = "null; kept when others are written",
            sessionOnly = SessionOnly.NOTHING_LOADS)
    void lazyAttributes() {
        Class<?> type = PROFILE;
        try (Clubhouse club = Clubhouse.own(ground, Map.of(), type)) {
            Planted it = club.plant();
            Object id = club.read(em -> {
                Object profile = profile(type, em.find(Member.class, it.member()));
                em.persist(profile);
                return em.getEntityManagerFactory().getPersistenceUnitUtil().getIdentifier(profile);
            });
            places.add(Place.SESSION);
            club.write(em -> {
                Object profile = em.find(type, id);
                assertThat(Hibernate.isPropertyInitialized(profile, "biography"))
                        .isFalse();
                assertThat(((Supplier<?>) profile).get()).isEqualTo("SECRET-LIFE, SECRET-GAMES");
            });
            club.withdraw(it);
            club.write(em -> {
                Object profile = em.find(type, id);
                assertThat(((Supplier<?>) profile).get()).isEqualTo("null, null");
                write(profile);
            });
            club.grant(it);
            club.write(
                    em -> assertThat(((Supplier<?>) em.find(type, id)).get()).isEqualTo("SECRET-LIFE, SECRET-GAMES"));
            assertThat(club.sql("select title from Profile")).containsExactly("another");
        }
    }

    private static Object profile(Class<?> type, Member member) {
        try {
            return type.getMethod("of", Member.class, String.class, String.class)
                    .invoke(null, member, "SECRET-LIFE", "SECRET-GAMES");
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void write(Object profile) {
        try {
            profile.getClass().getMethod("rename", String.class).invoke(profile, "another");
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
