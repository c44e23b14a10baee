package dev.consent.spring.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.decision.Decision;
import dev.consent.jpa.Consent;
import dev.consent.spring.school.ProgressReports;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.data.domain.Example;
import org.springframework.data.domain.PageRequest;
import org.springframework.transaction.support.TransactionTemplate;

/** Each way of a repository to read, open first and then closed. */
@SpringBootTest(
        classes = SpringDataDoorsTest.Application.class,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:data;DB_CLOSE_DELAY=-1",
            "spring.jpa.hibernate.ddl-auto=create-drop",
            "consent.sweep.enabled=false"
        })
class SpringDataDoorsTest {

    private static final String MAIL = "secret@example.org";
    private static final String TEXT = "SECRET-TEXT";
    private static final Grantor MOTHER = Grantor.parent("mother-7");

    @SpringBootApplication
    static class Application {}

    /** What was planted, and where it can be read. */
    record Planted(Guests guests, Remarks remarks, Long guest, Long remark) {}

    /** A way to read. */
    record Door(
            String name,
            Function<Planted, @Nullable Object> read,
            Object visible,
            @Nullable Object hidden) {
        @Override
        public String toString() {
            return name;
        }
    }

    @Autowired
    private Guests guests;

    @Autowired
    private Remarks remarks;

    @Autowired
    private Consent consent;

    @Autowired
    private EntityManager em;

    @Autowired
    private TransactionTemplate transaction;

    private Planted it;

    static Stream<Door> doors() {
        return Stream.of(
                new Door(
                        "findById, field",
                        it -> it.guests().findById(it.guest()).orElseThrow().email,
                        MAIL,
                        null),
                new Door(
                        "findById, row",
                        it -> it.remarks().findById(it.remark()).isPresent(),
                        true,
                        false),
                new Door("existsById", it -> it.remarks().existsById(it.remark()), true, false),
                new Door("findAll", it -> it.remarks().findAll().size(), 1, 0),
                new Door("count", it -> it.remarks().count(), 1L, 0L),
                new Door("derived by field", it -> it.guests().findByEmail(MAIL).isPresent(), true, false),
                new Door("derived exists by field", it -> it.guests().existsByEmail(MAIL), true, false),
                new Door("derived count by field", it -> it.guests().countByEmailIsNotNull(), 1L, 0L),
                new Door(
                        "derived on rows",
                        it -> it.remarks().findByTextStartingWith("SECRET").size(),
                        1,
                        0),
                new Door("derived exists on rows", it -> it.remarks().existsByText(TEXT), true, false),
                new Door(
                        "interface projection",
                        it -> it.guests()
                                .findAddressById(it.guest())
                                .map(Guests.Address::getEmail)
                                .orElse(null),
                        MAIL,
                        null),
                new Door(
                        "record projection",
                        it -> it.guests()
                                .findLineById(it.guest())
                                .map(Guests.Line::email)
                                .orElse(null),
                        MAIL,
                        null),
                new Door(
                        "@Query on fields", it -> it.guests().emails(it.guest()).get(0), MAIL, null),
                new Door("@Query on rows", it -> it.remarks().texts(it.remark()), List.of(TEXT), List.of()),
                new Door(
                        "specification on fields",
                        it -> it.guests().count((root, query, builder) -> builder.like(root.get("email"), "secret%")),
                        1L,
                        0L),
                new Door(
                        "specification on rows",
                        it -> it.remarks().count((root, query, builder) -> builder.like(root.get("text"), "SECRET%")),
                        1L,
                        0L),
                new Door("example", it -> it.guests().count(Example.of(example())), 1L, 0L),
                new Door(
                        "total of a page",
                        it -> it.remarks()
                                .findByGuestId(it.guest(), PageRequest.of(0, 1))
                                .getTotalElements(),
                        1L,
                        0L));
    }

    private static Guest example() {
        Guest example = new Guest();
        example.email = MAIL;
        return example;
    }

    @BeforeEach
    void plant() {
        transaction.executeWithoutResult(status -> {
            Guest guest = guests.save(new Guest());
            em.flush();
            consent.decide(em, Decision.given(subject(guest), ProgressReports.class, MOTHER));
        });
        transaction.executeWithoutResult(status -> {
            Guest guest = guests.findAll().get(0);
            guest.email = MAIL;
            Remark remark = new Remark();
            remark.guest = guest;
            remark.text = TEXT;
            remarks.save(remark);
            it = new Planted(guests, remarks, id(guest), Objects.requireNonNull(remark.id));
        });
    }

    private static SubjectId subject(Guest guest) {
        return SubjectId.of(Guest.class, id(guest));
    }

    private static Long id(Guest guest) {
        return Objects.requireNonNull(guest.id);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("doors")
    void closesWithTheWithdrawal(Door door) {
        assertThat(read(door)).isEqualTo(Optional.of(door.visible()));
        transaction.executeWithoutResult(status -> consent.decide(
                em, Decision.withdrawn(SubjectId.of(Guest.class, it.guest()), ProgressReports.class, MOTHER)));
        assertThat(read(door)).isEqualTo(Optional.ofNullable(door.hidden()));
    }

    private Optional<Object> read(Door door) {
        return Optional.ofNullable(transaction.execute(status -> door.read().apply(it)));
    }

    /** Leaves an empty database for the next door. */
    @AfterEach
    void erase() {
        transaction.executeWithoutResult(status -> {
            consent.decide(em, Decision.given(SubjectId.of(Guest.class, it.guest()), ProgressReports.class, MOTHER));
        });
        transaction.executeWithoutResult(status -> {
            remarks.deleteAll();
            guests.deleteAll();
        });
    }
}
