package dev.consent.jpa.doors;

import static dev.consent.jpa.doors.Planted.ACCOUNT;
import static dev.consent.jpa.doors.Planted.AGE;
import static dev.consent.jpa.doors.Planted.MAIL;
import static dev.consent.jpa.doors.Planted.NICKNAME;
import static dev.consent.jpa.doors.Planted.PHONE;
import static dev.consent.jpa.doors.Planted.STREET;
import static dev.consent.jpa.doors.Planted.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.ConsentException;
import dev.consent.gate.ConsentRequiredException;
import dev.consent.jpa.doors.club.Member;
import dev.consent.jpa.doors.club.Note;
import jakarta.persistence.EntityManager;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A chapter whose doors are written through, each for people of its own. */
abstract class WritingChapter extends Chapter {

    /** People whose data is there and hidden. */
    final Planted withdrawn() {
        Planted it = club().plant();
        club().withdraw(it);
        return it;
    }

    static Member member(EntityManager em, Planted it) {
        return em.find(Member.class, it.member());
    }

    /** What stands in the table, whoever may see it. */
    final String stored(Planted it, String column) {
        return club().sql("select " + column + " from Member where id = " + it.member())
                .get(0);
    }

    /** Every planted value is still stored, and is seen again once its person agrees. */
    final void unharmed(Planted it) {
        assertThat(stored(it, "email")).isEqualTo(MAIL);
        assertThat(stored(it, "street")).isEqualTo(STREET);
        club().grant(it);
        club().write(em -> {
            Member member = member(em, it);
            assertThat(member.email).isEqualTo(MAIL);
            assertThat(member.age).isEqualTo(AGE);
            assertThat(member.home.street).isEqualTo(STREET);
            assertThat(member.phones).containsExactly(PHONE);
            assertThat(member.relatives).hasSize(1);
            assertThat(member.nicknames).containsExactly(NICKNAME);
            assertThat(member.accounts).containsEntry("forum", ACCOUNT);
            assertThat(member.favourites).hasSize(1);
            assertThat(em.find(Note.class, it.note()).text).isEqualTo(TEXT);
        });
    }

    /** Writing without consent, whose refusal names no value. */
    static void refused(ThrowingCallable writing) {
        assertThatThrownBy(writing)
                .satisfies(thrown -> assertThat(rootOf(thrown))
                        .isInstanceOf(ConsentRequiredException.class)
                        .satisfies(root -> assertThat(root.getMessage()).doesNotContainIgnoringCase("secret")));
    }

    /** A statement that nobody could ask about for each person. */
    static void refusedInBulk(ThrowingCallable writing) {
        assertThatThrownBy(writing)
                .satisfies(thrown -> assertThat(rootOf(thrown))
                        .isInstanceOf(ConsentException.class)
                        .hasMessageContaining("one by one"));
    }

    private static Throwable rootOf(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .reduce((outer, inner) -> inner)
                .orElseThrow();
    }
}
