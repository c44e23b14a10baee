package dev.consent.jpa.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.DataSubject;
import dev.consent.NotPersonal;
import dev.consent.PersonalData;
import dev.consent.SubjectId;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Address;
import dev.consent.jpa.model.Purposes.Contact;
import jakarta.persistence.CascadeType;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.hibernate.envers.Audited;
import org.hibernate.envers.configuration.EnversSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A change to a collection makes Envers write the whole owner again, and a removal what was in it, as the session has seen
 * it: hidden, or before it was erased.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TrueRevisionsContract {

    @Entity(name = "Reader")
    @Audited
    @DataSubject
    static class Reader {
        @Id
        @GeneratedValue
        @Nullable
        Long id;

        @PersonalData(purpose = Contact.class)
        @Nullable
        String email;

        @Nullable
        String email_kind;

        @Embedded
        @Nullable
        Address address;

        @PersonalData(purpose = Contact.class)
        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Reader friend;

        @ElementCollection
        @NotPersonal
        Set<String> subjects = new HashSet<>();

        @OneToMany(mappedBy = "reader", cascade = CascadeType.ALL)
        List<Loan> loans = new ArrayList<>();
    }

    @Entity(name = "Loan")
    @Audited
    static class Loan {
        @Id
        @GeneratedValue
        @Nullable
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        @NotPersonal
        @Nullable
        Reader reader;
    }

    @Embeddable
    record CardId(String shelf, int number) {}

    @Entity(name = "Card")
    @Audited
    static class Card {
        @EmbeddedId
        @Nullable
        CardId id;

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Reader reader;

        @PersonalData(purpose = Contact.class, subject = "reader")
        @Nullable
        String code;

        @ElementCollection
        @NotPersonal
        Set<String> marks = new HashSet<>();
    }

    private final School school;
    private Long friend = 0L;
    private Long reader = 0L;

    TrueRevisionsContract(TestDatabase database) {
        school = new School(
                database,
                Map.of(EnversSettings.STORE_DATA_AT_DELETE, "true"),
                List.of(Reader.class, Loan.class, Card.class));
    }

    @AfterAll
    void close() {
        school.close();
    }

    @BeforeEach
    void plant() {
        school.write(em -> {
            Reader ben = new Reader();
            Reader anna = new Reader();
            em.persist(ben);
            em.persist(anna);
            friend = ben.id;
            reader = anna.id;
        });
        school.write(em -> school.decideIn(em, subject(), true, Contact.class));
        school.write(em -> {
            Reader anna = em.find(Reader.class, reader);
            anna.email = "PLANTED-mail";
            anna.email_kind = "work";
            anna.address = new Address("PLANTED-street", "NL");
            anna.friend = em.find(Reader.class, friend);
            Card card = new Card();
            card.reader = anna;
            card.id = cardId();
            card.code = "PLANTED-code";
            em.persist(card);
        });
    }

    private SubjectId subject() {
        return SubjectId.of(Reader.class, reader);
    }

    private CardId cardId() {
        return new CardId("A", reader.intValue());
    }

    private void withdraw() {
        school.write(em -> school.decideIn(em, subject(), false, Contact.class));
    }

    private void erase() {
        withdraw();
        school.clock.advance(Duration.ofHours(13));
        assertThat(school.consent.erasure().sweep().done()).isPositive();
    }

    /** What the newest revision of the reader says. */
    private String newest() {
        return school.sql(
                        "select concat(coalesce(email, '-'), ' ', coalesce(email_kind, '-'), ' ', coalesce(street, '-'),"
                                + " ', ', coalesce(country, '-'), ' ', case when friend_id is null then '-' else 'friend' end, ' ',"
                                + " revtype) from Reader_AUD where id = " + reader + " order by rev desc")
                .get(0);
    }

    @Test
    void whatIsHiddenStaysInTheHistoryWhenACollectionChanges() {
        withdraw();
        school.write(em -> em.find(Reader.class, reader).subjects.add("history"));
        assertThat(newest()).isEqualTo("PLANTED-mail work PLANTED-street, NL friend 1");
    }

    @Test
    void whatIsHiddenStaysInTheHistoryWhenSomethingRefersToItsRow() {
        withdraw();
        school.write(em -> {
            Loan loan = new Loan();
            loan.reader = em.find(Reader.class, reader);
            loan.reader.loans.add(loan);
            em.persist(loan);
        });
        assertThat(newest()).startsWith("PLANTED-mail work PLANTED-street, NL friend");
    }

    @Test
    void rowsWithKeysOfSeveralPartsAreFoundToo() {
        withdraw();
        school.write(em -> em.find(Card.class, cardId()).marks.add("torn"));
        assertThat(school.sql("select code from Card_AUD where reader_id = " + reader + " order by rev desc"))
                .containsExactly("PLANTED-code", "PLANTED-code");
    }

    @Test
    void whatIsErasedDoesNotComeBackWhenACollectionChanges() {
        staleIn(read -> read.subjects.add("history"));
        assertThat(newest()).isEqualTo("- work -, NL - 1");
        assertThat(school.whereIs("PLANTED")).isEmpty();
    }

    @Test
    void whatIsErasedDoesNotComeBackWhenItsRowIsRemoved() {
        school.write(em -> {
            Reader read = em.find(Reader.class, reader);
            assertThat(read.address).isNotNull();
            erase();
            em.remove(em.find(Card.class, cardId()));
            em.remove(read);
        });
        assertThat(newest()).isEqualTo("- work -, NL - 2");
        assertThat(school.whereIs("PLANTED")).isEmpty();
    }

    @Test
    void whatIsSeenIsKeptWhenItsRowIsRemoved() {
        school.write(em -> {
            em.remove(em.find(Card.class, cardId()));
            em.remove(em.find(Reader.class, reader));
        });
        assertThat(newest()).isEqualTo("PLANTED-mail work PLANTED-street, NL friend 2");
        erase();
        assertThat(school.whereIs("PLANTED")).isEmpty();
    }

    private void staleIn(Consumer<Reader> change) {
        school.write(em -> {
            Reader read = em.find(Reader.class, reader);
            assertThat(read.subjects).isEmpty();
            erase();
            assertThat(read.email).isEqualTo("PLANTED-mail");
            change.accept(read);
        });
    }
}
