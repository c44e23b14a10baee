package dev.consent.jpa.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.ConsentException;
import dev.consent.gate.ConsentRequiredException;
import dev.consent.jpa.doors.club.Member;
import dev.consent.jpa.doors.club.Note;
import dev.consent.jpa.doors.club.Relative;
import dev.consent.jpa.doors.club.Variants.Box;
import dev.consent.jpa.doors.club.Variants.Dossier;
import dev.consent.jpa.doors.club.Variants.Letter;
import dev.consent.jpa.doors.club.Variants.Mail;
import dev.consent.jpa.doors.club.Variants.Variant;
import dev.consent.jpa.subject.SubjectTables;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Write safety: refusals, collections and kinds of tables")
class WritingRefusedTest extends WritingChapter {

    @Door(number = 74, name = "bulk update that reads or writes what may be hidden", field = "`ConsentException`")
    void bulkUpdate() {
        Planted it = withdrawn();
        bulkRefused(
                "update Member m set m.email = m.email || 'x'",
                "update Member m set m.email = 'x@example.org'",
                "update Member m set m.email = null",
                "update Member m set m.home.street = 'x'",
                "update Member m set m.level = 1 where m.email is null",
                "update Member m set m.level = length(m.email)",
                "update Note n set n.member = null");
        unharmed(it);
    }

    @Door(number = 74, name = "bulk update of what anybody may see", row = "left alone", field = "left alone")
    void harmlessBulkUpdate() {
        Planted it = withdrawn();
        inSession(em -> {
            assertThat(em.createQuery("update Member m set m.level = 3 where m.id = " + it.member())
                            .executeUpdate())
                    .isOne();
            assertThat(em.createQuery("update Note n set n.text = 'x' where n.member.id = " + it.member())
                            .executeUpdate())
                    .isZero();
        });
        inStatelessSession(session -> {
            assertThat(session.createMutationQuery("update Member m set m.level = 4 where m.id = " + it.member())
                            .executeUpdate())
                    .isOne();
            assertThat(session.createMutationQuery("update Note n set n.text = 'x' where n.member.id = " + it.member())
                            .executeUpdate())
                    .isZero();
        });
        unharmed(it);
        assertThat(stored(it, "level")).isEqualTo("4");
    }

    @Door(
            number = 75,
            name = "insert from a select, `on conflict do update`",
            row = "`ConsentException`",
            field = "`ConsentException`")
    void bulkInsert() {
        Planted it = withdrawn();
        bulkRefused(
                "insert into Member (id, version, email) values (99, 0, 'x@example.org')",
                "insert into Member (id, version, email) values (%d, 0, 'x@example.org') on conflict (id) do update set email = excluded.email"
                        .formatted(it.member()),
                "insert into Note (id, text, score) select m.id + 1000, 'x', 1 from Member m");
        unharmed(it);
    }

    @Door(
            number = 74,
            name = "bulk statement on masks, or on the history of personal data",
            row = "`ConsentException`",
            field = "`ConsentException`")
    void bulkOnMasksAndHistory() {
        String member = Member.class.getName() + "_AUD";
        for (String statement : List.of(
                "update " + SubjectTables.SUBJECT + " s set s.mask = -1",
                "delete from " + SubjectTables.SUBJECT,
                "update " + member + " e set e.email = 'secret'",
                "update " + Note.class.getName() + "_AUD e set e.text = 'secret'")) {
            bulkRefused(() -> inSession(em -> em.createQuery(statement).executeUpdate()));
            bulkRefused(() -> inStatelessSession(
                    session -> session.createMutationQuery(statement).executeUpdate()));
        }
    }

    private static void bulkRefused(ThrowingCallable writing) {
        assertThatThrownBy(writing).hasStackTraceContaining(ConsentException.class.getName() + ": A bulk statement");
    }

    @Door(number = 76, name = "bulk delete of what seems empty", row = "left alone", field = "`ConsentException`")
    void bulkDelete() {
        Planted it = withdrawn();
        bulkRefused("delete from Member m where m.email is null", "delete from Member m where m.home.street is null");
        inSession(em -> assertThat(em.createQuery("delete from Note n where n.id = " + it.note())
                        .executeUpdate())
                .isZero());
        unharmed(it);
    }

    private void bulkRefused(String... statements) {
        for (String statement : statements) {
            inSession(em -> refusedInBulk(() -> em.createQuery(statement).executeUpdate()));
            inStatelessSession(session ->
                    refusedInBulk(() -> session.createMutationQuery(statement).executeUpdate()));
        }
    }

    @Door(
            number = 77,
            name = "rewriting a collection with hidden elements",
            row = "their links are kept",
            field = "kept",
            sessionOnly = SessionOnly.AUDITED_COLLECTIONS)
    void rewriting() {
        Planted it = withdrawn();
        inSession(em -> {
            Member member = member(em, it);
            member.relatives.clear();
            member.phones.clear();
            member.nicknames.clear();
            member.accounts.clear();
            member.favourites.clear();
            member.level = 4;
        });
        unharmed(it);
    }

    @Door(
            number = 77,
            name = "adding a visible row next to hidden ones",
            row = "their links are kept",
            sessionOnly = SessionOnly.AUDITED_COLLECTIONS)
    void addingNextToHidden() {
        Planted anna = withdrawn();
        Planted ben = club().plant();
        inSession(em -> {
            Member member = member(em, anna);
            member.favourites.add(em.find(Note.class, ben.note()));
        });
        inSession(em -> member(em, anna).favourites.clear());
        unharmed(anna);
    }

    @Door(
            number = 81,
            name = "writing without consent",
            row = "`ConsentRequiredException`",
            field = "`ConsentRequiredException`")
    void withoutConsent() {
        Planted it = withdrawn();
        List<Consumer<EntityManager>> writes = List.of(
                em -> em.persist(note(member(em, it))),
                em -> em.merge(note(member(em, it))),
                em -> member(em, it).email = "new@example.org",
                em -> member(em, it).home.street = "Newstreet",
                em -> member(em, it).phones.add("0601"),
                em -> member(em, it).relatives.add(new Relative("father", "0602")),
                em -> member(em, it).nicknames.add("new"),
                em -> member(em, it).accounts.put("new", "new"),
                em -> {
                    Member born = new Member(UUID.randomUUID().toString(), "Dirk");
                    born.email = "dirk@example.org";
                    em.persist(born);
                });
        writes.forEach(write -> refused(() -> inSession(write)));
        refused(() -> inStatelessSession(session -> session.insert(note(session.get(Member.class, it.member())))));
        refused(() -> inStatelessSession(session -> {
            Member member = session.get(Member.class, it.member());
            member.email = "new@example.org";
            session.update(member);
        }));
        refused(() -> inStatelessSession(session -> {
            Member member = session.get(Member.class, it.member());
            member.email = "new@example.org";
            session.upsert(member);
        }));
        unharmed(it);
        assertThat(club().sql("select count(*) from Note where member_id = " + it.member()))
                .containsExactly("2");
    }

    @Door(number = 81, name = "what a refusal says", field = "entity, attribute, purpose, remedy; no value")
    void message() {
        Planted it = withdrawn();
        assertThatThrownBy(() -> inSession(em -> member(em, it).email = "new@example.org"))
                .rootCause()
                .hasMessageContainingAll("Member.email", "'contact'", "Record a grant")
                .hasMessageNotContaining("example.org");
        assertThatThrownBy(() -> inStatelessSession(session -> {
                    Member member = session.get(Member.class, it.member());
                    member.email = "new@example.org";
                    session.update(member);
                }))
                .hasMessageContainingAll("Member.email", "'contact'", "Record a grant")
                .hasMessageNotContaining("example.org");
    }

    @Door(
            number = 81,
            name = "a copy loaded before the withdrawal",
            row = "cannot be written",
            field = "others may be written")
    void loadedBefore() {
        Planted it = club().plant();
        places.add(Place.SESSION);
        try (EntityManager em = club().factory.createEntityManager()) {
            em.getTransaction().begin();
            Note note = em.find(Note.class, it.note());
            Member member = em.find(Member.class, it.partner());
            club().withdraw(it);
            member.level = 4;
            em.flush();
            note.text = "new";
            refused(() -> em.getTransaction().commit());
        }
        club().grant(it);
        refused(() -> inStatelessSession(session -> {
            Note note = session.get(Note.class, it.note());
            Member member = session.get(Member.class, it.partner());
            club().withdraw(it);
            member.level = 5;
            session.update(member);
            note.text = "new";
            session.update(note);
        }));
        unharmed(it);
    }

    private static Note note(Member member) {
        return new Note(member, UUID.randomUUID().toString(), "new", 1);
    }

    @Door(
            number = 81,
            name = "moving data to or from a person who did not agree",
            row = "`ConsentException`",
            field = "`ConsentException`")
    void moving() {
        Planted anna = club().plant();
        Planted ben = club().plant();
        Long letter = variant(anna, Letter::new);
        Long other = variant(ben, Letter::new);
        club().withdraw(ben);
        moveRefused(anna, ben, letter);
        assertThatThrownBy(() -> inStatelessSession(session -> {
                    Letter found = session.get(Letter.class, letter);
                    found.member = session.get(Member.class, ben.member());
                    session.update(found);
                }))
                .hasStackTraceContaining("it says whom personal data is about");
        club().grant(ben);
        club().withdraw(anna);
        assertThatThrownBy(() -> inSession(em -> em.find(Letter.class, letter).member = member(em, ben)))
                .hasStackTraceContaining("it says whom personal data is about");
        club().grant(anna);
        inSession(em -> {
            assertThat(em.find(Letter.class, letter).body).isEqualTo("SECRET");
            assertThat(em.find(Letter.class, other).body).isEqualTo("SECRET");
        });
    }

    private void moveRefused(Planted from, Planted to, Long letter) {
        assertThatThrownBy(() -> inSession(em -> em.find(Letter.class, letter).member = member(em, to)))
                .hasStackTraceContaining("it says whom personal data is about");
        assertThatThrownBy(() -> inSession(em -> em.find(Note.class, from.note()).member = member(em, to)))
                .hasStackTraceContaining(
                        ConsentRequiredException.class.getPackageName().replace(".gate", ""));
    }

    @Door(
            number = 83,
            name = "lines 70 to 73 in JOINED, SINGLE_TABLE, TABLE_PER_CLASS, secondary tables",
            field = "kept")
    void kindsOfTables() {
        unharmedInEveryWay(Letter.class, Letter::new);
        unharmedInEveryWay(Mail.class, Mail::new);
        unharmedInEveryWay(Box.class, Box::new);
        unharmedInEveryWay(Dossier.class, Dossier::new);
    }

    private <T extends Variant> void unharmedInEveryWay(Class<T> type, Supplier<T> created) {
        Planted it = club().plant();
        Long id = variant(it, created);
        club().withdraw(it);
        inSession(em -> {
            assertThat(em.find(type, id).secret()).isNull();
            em.find(type, id).pages = 2;
        });
        T copy = club().read(em -> em.find(type, id));
        copy.pages = 3;
        inSession(em -> em.merge(copy));
        inStatelessSession(session -> {
            T found = session.get(type, id);
            found.pages = 4;
            session.update(found);
            found.pages = 5;
            session.upsert(found);
        });
        refused(() -> inSession(em -> em.find(type, id).secret("new")));
        club().grant(it);
        copy.pages = 6;
        inSession(em -> em.merge(copy));
        inSession(em -> {
            assertThat(em.find(type, id).secret()).as(type.getSimpleName()).isEqualTo("SECRET");
            assertThat(em.find(type, id).pages).isEqualTo(6);
        });
    }

    @Door(
            number = 83,
            name = "lines 74 to 76 in JOINED, SINGLE_TABLE, TABLE_PER_CLASS, secondary tables",
            field = "`ConsentException`")
    void bulkOnKindsOfTables() {
        for (String statement : List.of(
                "delete from Letter l where l.body is null",
                "update Mail m set m.subject = 'x'",
                "update Mail m set m.pages = 1 where m.subject is null",
                "update Box b set b.content = 'x'",
                "update Box b set b.pages = 1 where b.content is null",
                "delete from Box b where b.content is null",
                "delete from Mail m where m.subject is null",
                "update Letter l set l.pages = 1 where l.body is null",
                "update Dossier d set d.pages = 1 where d.summary is null",
                "delete from Dossier d where d.summary is null")) {
            bulkRefused(statement);
        }
    }

    @Door(number = 83, name = "bulk update that only writes a leaf of a JOINED hierarchy", field = "`ConsentException`")
    void bulkUpdateOfLeaf() {
        bulkRefused("update Letter l set l.body = 'x'");
    }

    private <T extends Variant> Long variant(Planted it, Supplier<T> created) {
        return club().read(em -> {
            T variant = created.get();
            variant.member = member(em, it);
            variant.pages = 1;
            variant.secret("SECRET");
            em.persist(variant);
            return variant.id;
        });
    }
}
