package dev.consent.jpa.silence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import jakarta.persistence.RollbackException;
import org.junit.jupiter.api.Test;

class SilenceOnPostgresTest extends SilenceContract {

    SilenceOnPostgresTest() {
        super(TestDatabase.POSTGRESQL);
    }

    @Test
    void aConstraintThatIsCheckedByTheCommitIsNamedWithoutItsValuesToo() {
        School school = open(0);
        school.execute(
                "alter table member add constraint one_nickname unique (nickname) deferrable initially deferred");
        school.write(em -> em.persist(nicknamed("a@example.org")));
        assertThat(failing(em -> em.persist(nicknamed("b@example.org"))))
                .isInstanceOf(RollbackException.class)
                .hasStackTraceContaining("one_nickname");
    }

    private static Member nicknamed(String mail) {
        Member member = new Member(mail);
        member.nickname = PLANTED + "e";
        return member;
    }
}
