package dev.consent.jpa.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.consent.DataSubject;
import dev.consent.NotPersonal;
import dev.consent.PersonalData;
import dev.consent.SubjectId;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.database.TestUnit;
import dev.consent.jpa.mapping.ConsentMappingException;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Payload;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Bean Validation of entities that are partly hidden: what is hidden breaks nothing, and nothing is said of values. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ValidationContract {

    private static final String PLANTED = "planted";

    private final TestDatabase database;
    private TestUnit unit;
    private Long guest;
    private Long letter;
    private Long folder;

    ValidationContract(TestDatabase database) {
        this.database = database;
    }

    /** A constraint of the application's own, which does not accept null. */
    @Constraint(validatedBy = KnownValidator.class)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Known {
        String message() default "is not known";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    /** Says what it was asked, as a validator should not. */
    public static final class KnownValidator implements ConstraintValidator<Known, String> {

        @Override
        public boolean isValid(@Nullable String value, ConstraintValidatorContext context) {
            if (value != null && value.contains("unknown")) {
                context.disableDefaultConstraintViolation();
                context.buildConstraintViolationWithTemplate(value + " is not known")
                        .addConstraintViolation();
                return false;
            }
            return value != null;
        }
    }

    @Entity(name = "Guest")
    @DataSubject
    static class Guest {
        @Id
        @GeneratedValue
        Long id;

        @Email(message = "not ${validatedValue}")
        @PersonalData(purpose = Contact.class)
        String email;

        @Known
        @PersonalData(purpose = Contact.class)
        String town;

        @NotBlank
        @Size(min = 3, max = 30)
        @PersonalData(purpose = Contact.class, placeholder = "?")
        String surname;

        @ElementCollection
        @MapKeyColumn(name = "site")
        @PersonalData(purpose = Contact.class)
        Map<String, @Email String> accounts = new HashMap<>();

        @Max(value = 10, message = "${validatedValue} is too much")
        @NotPersonal
        int level;

        @AssertTrue(message = "cannot be reached")
        boolean isReachable() {
            return email == null || !email.contains("unreachable");
        }
    }

    @Entity(name = "Letter")
    @PersonalData(purpose = Reports.class, subject = "guest")
    static class Letter {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Guest guest;

        @NotBlank
        @Size(max = 12, message = "'${validatedValue}' is too long")
        String text;
    }

    /** Nobody's, and it refers to what may be hidden. */
    @Entity(name = "Folder")
    static class Folder {
        @Id
        @GeneratedValue
        Long id;

        String label;

        @Size(min = 2)
        @ManyToMany
        List<Letter> letters = new ArrayList<>();
    }

    /** Cannot be empty and hidden. */
    @Entity(name = "Host")
    @DataSubject
    static class Host {
        @Id
        Long id;

        @NotEmpty
        @ElementCollection
        @PersonalData(purpose = Contact.class)
        Set<String> phones = new HashSet<>();

        @Size(min = 1)
        @ElementCollection
        @PersonalData(purpose = Contact.class)
        Set<String> doors = new HashSet<>();

        @NotNull
        @Size(max = 3)
        @ElementCollection
        @PersonalData(purpose = Contact.class)
        Set<String> windows = new HashSet<>();
    }

    private TestUnit open(Class<?>... entities) {
        return new TestUnit(
                database.freshUrl(), Map.of("jakarta.persistence.validation.mode", "callback"), List.of(entities));
    }

    @BeforeAll
    void plant() {
        unit = open(Guest.class, Letter.class, Folder.class);
        guest = unit.read(em -> {
            Guest created = new Guest();
            created.surname = "?";
            em.persist(created);
            return created.id;
        });
        decide(true);
        unit.write(em -> {
            Guest known = em.find(Guest.class, guest);
            known.email = "planted@example.org";
            known.town = PLANTED;
            known.surname = PLANTED;
            known.accounts.put(PLANTED, "planted@example.org");
            Folder created = new Folder();
            for (int i = 0; i < 2; i++) {
                Letter written = new Letter();
                written.guest = known;
                written.text = PLANTED;
                em.persist(written);
                created.letters.add(written);
            }
            em.persist(created);
            letter = created.letters.get(0).id;
            folder = created.id;
        });
    }

    @AfterAll
    void close() {
        unit.close();
    }

    @BeforeEach
    void agree() {
        decide(true);
    }

    private void decide(boolean yes) {
        unit.write(em -> unit.decideIn(em, SubjectId.of(Guest.class, guest), yes, Contact.class, Reports.class));
    }

    @Test
    void whatIsHiddenKeepsNothingElseFromBeingWritten() {
        decide(false);
        unit.write(em -> em.find(Guest.class, guest).level = 1);
        assertThat(level()).isEqualTo("1");
        unit.write(em -> {
            Guest seen = em.find(Guest.class, guest);
            assertThat(seen.accounts).isEmpty();
            em.detach(seen);
            seen.level = 2;
            em.merge(seen);
        });
        assertThat(level()).isEqualTo("2");
        unit.stateless(session -> {
            Guest seen = session.get(Guest.class, guest);
            session.fetch(seen.accounts);
            seen.level = 3;
            session.update(seen);
            seen.level = 4;
            session.upsert(seen);
            return seen;
        });
        assertThat(level()).isEqualTo("4");
        unit.write(em -> {
            Folder seen = em.find(Folder.class, folder);
            assertThat(seen.letters).isEmpty();
            seen.label = "moved";
        });
        assertThat(unit.sql("select label from Folder")).containsExactly("moved");
        assertThat(unit.sql("select concat(email, ' ', town, ' ', surname) from Guest where id = " + guest))
                .containsExactly("planted@example.org planted planted");
        assertThat(unit.sql("select count(*) from Folder_Letter")).containsExactly("2");
        assertThat(unit.sql("select count(*) from Guest_accounts")).containsExactly("1");
    }

    private String level() {
        return unit.sql("select level from Guest where id = " + guest).get(0);
    }

    @Test
    void whatIsNotHiddenIsStillValidated() {
        assertThat(violations(em -> em.find(Guest.class, guest).town = null)).containsExactly("town is not known");
        assertThat(violations(em -> em.find(Guest.class, guest).surname = "?"))
                .containsExactly("surname size must be between 3 and 30");
        assertThat(violations(em -> em.find(Folder.class, folder).letters.remove(0)))
                .containsExactly("letters size must be between 2 and 2147483647");
        assertThat(violations(em -> em.find(Guest.class, guest).level = 11)).containsExactly("level 11 is too much");
    }

    @Test
    void aViolationTellsNoValue() {
        assertThat(violations(em -> em.find(Guest.class, guest).email = "planted"))
                .containsExactly("email violates Email");
        assertThat(violations(em -> em.find(Guest.class, guest).email = "unreachable@planted.org"))
                .containsExactly("reachable cannot be reached");
        assertThat(violations(em -> em.find(Guest.class, guest).town = "unknown planted"))
                .containsExactly("town violates Known");
        assertThat(violations(em -> em.find(Guest.class, guest).accounts.put("planted elsewhere", "planted")))
                .containsExactly("accounts.<map value> must be a well-formed email address");
        assertThat(violations(em -> em.find(Letter.class, letter).text = "planted and long"))
                .containsExactly("text violates Size");
    }

    /** What is said of a change; none of it, wherever it stands, tells what was planted. */
    private List<String> violations(Consumer<EntityManager> change) {
        Throwable thrown = catchThrowable(() -> unit.write(change));
        List<Throwable> chain =
                Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).toList();
        assertThat(chain).allSatisfy(part -> assertThat(part.toString()).doesNotContain(PLANTED));
        Set<ConstraintViolation<?>> violations = chain.stream()
                .filter(ConstraintViolationException.class::isInstance)
                .map(ConstraintViolationException.class::cast)
                .findFirst()
                .orElseThrow()
                .getConstraintViolations();
        violations.forEach(violation -> assertThat(violation + " " + violation.getMessage()
                        + violation.getMessageTemplate() + violation.getInvalidValue() + violation.getPropertyPath())
                .doesNotContain(PLANTED));
        return violations.stream()
                .map(violation -> violation.getPropertyPath() + " " + violation.getMessage())
                .toList();
    }

    @Test
    void whatMustNeverBeEmptyCannotBeHidden() {
        assertThatThrownBy(() -> open(Host.class).close())
                .hasRootCauseInstanceOf(ConsentMappingException.class)
                .rootCause()
                .hasMessageContaining("Host.phones: it is declared never to be empty, but is empty while it is hidden.")
                .hasMessageContaining("Host.doors: it is declared never to be empty")
                .hasMessageNotContaining("windows");
    }
}
