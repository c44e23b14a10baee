package dev.consent.jpa.unusual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.DataSubject;
import dev.consent.PersonalData;
import dev.consent.SubjectId;
import dev.consent.decision.DecisionRefusedException;
import dev.consent.erasure.HoldBasis;
import dev.consent.erasure.HoldRequest;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.database.TestUnit;
import dev.consent.jpa.model.Purposes.Contact;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.envers.Audited;
import org.hibernate.type.SqlTypes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** People are found by their identifiers, whatever type these have and whatever column they are kept in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PeopleKeysContract {

    private final TestDatabase database;
    TestUnit unit;

    PeopleKeysContract(TestDatabase database) {
        this.database = database;
    }

    @MappedSuperclass
    abstract static class Person {
        @PersonalData(purpose = Contact.class)
        String email;
    }

    @Entity(name = "Numbered")
    @Audited
    @DataSubject
    static class Numbered extends Person {
        @Id
        Integer id;
    }

    @Entity(name = "Counted")
    @Audited
    @DataSubject
    static class Counted extends Person {
        @Id
        short id;
    }

    @Entity(name = "Coded")
    @Audited
    @DataSubject
    static class Coded extends Person {
        @Id
        String id;
    }

    @Entity(name = "Random")
    @Audited
    @DataSubject
    static class Random extends Person {
        @Id
        UUID id;
    }

    @Entity(name = "Spelled")
    @Audited
    @DataSubject
    static class Spelled extends Person {
        @Id
        @JdbcTypeCode(SqlTypes.VARCHAR)
        UUID id;
    }

    @Entity(name = "Fixed")
    @Audited
    @DataSubject
    static class Fixed extends Person {
        @Id
        @JdbcTypeCode(SqlTypes.CHAR)
        UUID id;
    }

    /** Is no person; the database fills its key up with blanks. */
    @Entity(name = "Folder")
    @Audited
    @PersonalData(purpose = Contact.class, subject = "owner")
    static class Folder {
        @Id
        @Column(length = 8)
        @JdbcTypeCode(SqlTypes.CHAR)
        String id;

        @ManyToOne
        Numbered owner;

        String text;
    }

    /** The same, where only a value is personal. */
    @Entity(name = "Shelf")
    @Audited
    static class Shelf {
        @Id
        @Column(length = 8)
        @JdbcTypeCode(SqlTypes.CHAR)
        String id;

        @ManyToOne
        Numbered owner;

        @PersonalData(purpose = Contact.class, subject = "owner")
        String text;
    }

    /** Somebody, and two keys that may be theirs. */
    record Kind(Class<? extends Person> type, Object key, Object other) {

        void store(TestUnit unit, Object id) {
            String column = id instanceof Number ? id.toString() : "'" + id + "'";
            // Past Hibernate, so that nobody has registered them.
            assertThat(unit.execute("insert into " + type.getSimpleName() + " (id, email) values (" + column
                            + ", 'PLANTED@example.org')"))
                    .isEqualTo(1);
        }
    }

    static List<Kind> kinds() {
        return List.of(
                new Kind(Numbered.class, 7, 8),
                new Kind(Counted.class, (short) 7, (short) 8),
                new Kind(Coded.class, "a7", "a8"),
                new Kind(Random.class, UUID.randomUUID(), UUID.randomUUID()),
                new Kind(Spelled.class, UUID.randomUUID(), UUID.randomUUID()),
                new Kind(Fixed.class, UUID.randomUUID(), UUID.randomUUID()));
    }

    @BeforeAll
    void open() {
        unit = new TestUnit(
                database.freshUrl(),
                Map.of(),
                List.of(
                        Numbered.class,
                        Counted.class,
                        Coded.class,
                        Random.class,
                        Spelled.class,
                        Fixed.class,
                        Folder.class,
                        Shelf.class));
    }

    @AfterAll
    void close() {
        unit.close();
    }

    private String email(Kind kind, Object id) {
        return unit.read(em -> em.find(kind.type(), id).email);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theirStoryIsThatOfEverybody(Kind kind) {
        SubjectId anna = SubjectId.of(kind.type(), kind.key());
        SubjectId ben = SubjectId.of(kind.type(), kind.other());
        kind.store(unit, kind.key());
        kind.store(unit, kind.other());
        assertThat(email(kind, kind.key())).as("default deny").isNull();
        assertThat(unit.<Boolean>read(em -> unit.consent.gate(em).permits(anna, Contact.class)))
                .isFalse();
        // Nobody has registered either of them: one is found as they decide, the other as all are looked for.
        unit.write(em -> unit.decideIn(em, anna, true, Contact.class));
        assertThat(unit.consent.registerSubjects()).isEqualTo(1);
        unit.write(em -> unit.decideIn(em, ben, true, Contact.class));
        assertThat(email(kind, kind.key())).isEqualTo("PLANTED@example.org");
        assertThat(email(kind, kind.other())).isEqualTo("PLANTED@example.org");
        assertThat(unit.consent.driftedStamps()).isEmpty();

        var held = unit.consent
                .erasure()
                .holds()
                .place(HoldRequest.row(kind.type(), kind.key(), HoldBasis.LEGAL_CLAIMS, "case"));
        unit.write(em -> unit.decideIn(em, anna, false, Contact.class));
        assertThat(email(kind, kind.key())).isNull();
        assertThat(email(kind, kind.other())).isEqualTo("PLANTED@example.org");
        unit.clock.advance(Duration.ofHours(13));
        unit.consent.erasure().sweep();
        assertThat(unit.sql("select email from " + kind.type().getSimpleName() + " where email is not null"))
                .hasSize(2);
        unit.consent.erasure().holds().release(held.id());
        assertThat(unit.consent.erasure().sweep().done()).isEqualTo(1);
        assertThat(unit.sql("select email from " + kind.type().getSimpleName() + " where email is not null"))
                .hasSize(1);
        unit.write(em -> unit.decideIn(em, anna, true, Contact.class));
        unit.write(em -> em.find(kind.type(), kind.key()).email = "again@example.org");
        assertThat(email(kind, kind.key())).isEqualTo("again@example.org");
    }

    @Test
    void aHoldIsOnTheRowThatTheDatabaseFinds() {
        Numbered owner = new Numbered();
        owner.id = 1000;
        SubjectId person = SubjectId.of(Numbered.class, 1000);
        unit.write(em -> {
            em.persist(owner);
            em.flush();
            unit.decideIn(em, person, true, Contact.class);
            Folder folder = new Folder();
            folder.id = "AB";
            folder.owner = owner;
            folder.text = "KEPT";
            em.persist(folder);
            Shelf shelf = new Shelf();
            shelf.id = "AB";
            shelf.owner = owner;
            shelf.text = "KEPT";
            em.persist(shelf);
        });
        for (Class<?> held : List.of(Folder.class, Shelf.class)) {
            unit.consent.erasure().holds().place(HoldRequest.row(held, "AB", HoldBasis.LEGAL_CLAIMS, "case"));
        }
        unit.write(em -> unit.decideIn(em, person, false, Contact.class));
        unit.clock.advance(Duration.ofHours(13));
        unit.consent.erasure().sweep();
        assertThat(unit.sql("select text from Folder")).containsExactly("KEPT");
        assertThat(unit.sql("select text from Shelf")).containsExactly("KEPT");
    }

    @Test
    void whoIsSpelledOtherwiseIsSomebodyElse() {
        UUID key = UUID.randomUUID();
        new Kind(Spelled.class, key, key).store(unit, key);
        unit.consent.registerSubjects();
        SubjectId shouted =
                new SubjectId(SubjectId.typeOf(Spelled.class), key.toString().toUpperCase(Locale.ROOT));
        assertThatThrownBy(() -> unit.write(em -> unit.decideIn(em, shouted, true, Contact.class)))
                .isInstanceOf(DecisionRefusedException.class)
                .hasMessageNotContaining(shouted.key());
    }
}
