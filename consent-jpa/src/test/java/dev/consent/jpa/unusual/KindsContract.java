package dev.consent.jpa.unusual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.SubjectId;
import dev.consent.jpa.ConsentSettings;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.database.TestUnit;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import dev.consent.jpa.unusual.Kinds.Passport;
import dev.consent.jpa.unusual.Kinds.Traveller;
import jakarta.persistence.EntityManager;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.hibernate.envers.AuditReader;
import org.hibernate.envers.AuditReaderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hidden, exported and erased, whatever kind of value it is. */
abstract class KindsContract {

    private static final List<String> MARKS = List.of("EARLIER", "LATER");

    private final TestDatabase database;
    private TestUnit unit;
    private SubjectId subject;
    private Long id;

    KindsContract(TestDatabase database) {
        this.database = database;
    }

    private void open(String guards) {
        unit = new TestUnit(database.freshUrl(), Map.of(ConsentSettings.GUARDS, guards), Kinds.ENTITIES);
        id = unit.read(em -> {
            Traveller traveller = new Traveller();
            traveller.public1 = "known to all";
            em.persist(traveller);
            return traveller.id;
        });
        subject = SubjectId.of(Traveller.class, id);
        unit.write(em -> unit.decideIn(em, subject, true, Contact.class, Reports.class));
        for (String mark : MARKS) {
            unit.write(em -> {
                traveller(em).fill(mark);
                Passport passport = em.createQuery("from Passport", Passport.class)
                        .getResultStream()
                        .findFirst()
                        .orElseGet(Passport::new);
                passport.traveller = traveller(em);
                passport.fill(mark);
                em.persist(passport);
            });
        }
    }

    private Traveller traveller(EntityManager em) {
        return em.find(Traveller.class, id);
    }

    @AfterEach
    void close() {
        unit.close();
    }

    private void decide(boolean yes) {
        unit.write(em -> unit.decideIn(em, subject, yes, Contact.class, Reports.class));
    }

    /** What of a traveller can be read. */
    private static Stream<Object> personal(Traveller traveller) {
        return Arrays.stream(Traveller.class.getDeclaredFields())
                .filter(field -> !List.of("id", "public1").contains(field.getName()))
                .map(field -> value(field, traveller))
                .filter(Objects::nonNull);
    }

    private static Object value(Field field, Traveller traveller) {
        try {
            field.setAccessible(true);
            return field.get(traveller);
        } catch (IllegalAccessException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private void whereIs(String mark, int times) {
        String bytes = HexFormat.of().formatHex((mark + "-photo").getBytes(StandardCharsets.UTF_8));
        assertThat(unit.whereIs(mark).size() + unit.whereIs(bytes).size())
                .as(unit.whereIs(mark).toString())
                .isEqualTo(times);
    }

    private List<Traveller> past(EntityManager em) {
        AuditReader reader = AuditReaderFactory.get(em);
        return reader.getRevisions(Traveller.class, id).stream()
                .map(revision -> reader.find(Traveller.class, id, revision))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lookup", "stamped"})
    void isHiddenAndComesBackAsItWas(String guards) {
        open(guards);
        List<String> before = unit.<List<String>>read(
                em -> personal(traveller(em)).map(this::text).toList());
        assertThat(before).hasSize(24);
        decide(false);
        unit.write(em -> {
            assertThat(personal(traveller(em))).isEmpty();
            assertThat(em.createQuery("select t from Traveller t", Traveller.class)
                            .getResultList())
                    .singleElement()
                    .satisfies(found -> assertThat(personal(found)).isEmpty());
            assertThat(past(em))
                    .hasSize(3)
                    .allSatisfy(then -> assertThat(personal(then)).isEmpty());
            assertThat(em.createQuery("from Passport", Passport.class).getResultList())
                    .isEmpty();
            // What is written meanwhile leaves what is hidden as it was.
            traveller(em).public1 = "still known";
        });
        unit.write(em -> em.merge(detached()));
        decide(true);
        unit.write(em -> {
            assertThat(personal(traveller(em)).map(this::text)).isEqualTo(before);
            assertThat(em.createQuery("from Passport", Passport.class).getResultList())
                    .singleElement()
                    .satisfies(passport -> assertThat(passport.motto.words()).isEqualTo("LATER-motto"));
        });
    }

    private Traveller detached() {
        Traveller traveller = new Traveller();
        traveller.id = id;
        traveller.public1 = "known again";
        return traveller;
    }

    private String text(Object value) {
        return value instanceof Object[] several
                ? Arrays.toString(several)
                : value instanceof byte[] bytes ? Arrays.toString(bytes) : value.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lookup", "stamped"})
    void isErasedFromTablesAndHistory(String guards) {
        open(guards);
        decide(false);
        unit.clock.advance(Duration.ofHours(25));
        assertThat(unit.consent.erasure().sweep().failed()).isZero();
        for (String mark : MARKS) {
            whereIs(mark, 0);
        }
        for (String table : List.of("Traveller", "Traveller_AUD")) {
            List<String> columns = unit.columns(table);
            columns.removeAll(List.of("id", "rev", "revtype", "public1", "consent_mask"));
            assertThat(columns).hasSizeGreaterThan(20);
            for (String column : columns) {
                assertThat(unit.sql("select count(" + column + ") from " + table))
                        .as(table + "." + column)
                        .containsExactly("0");
            }
        }
        unit.write(em -> traveller(em).public1 = "goes on");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lookup"})
    void isExportedInReadableForm(String guards) throws IOException {
        open(guards);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        unit.consent.export(subject, "request 1", out, Locale.ENGLISH);
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String text = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
                for (String mark : MARKS) {
                    assertThat(text)
                            .as(entry.getName())
                            .contains(
                                    mark + "-text",
                                    mark + "-national",
                                    mark + "-essay",
                                    mark + "-alias",
                                    mark + "-nick",
                                    mark + "-fact",
                                    mark + "-phrase",
                                    mark + "-home",
                                    mark + "-cabin",
                                    mark + "-remarks",
                                    mark + "-visa",
                                    mark + "-stamp",
                                    mark + "-passport-fact",
                                    mark + "-motto");
                }
                assertThat(text)
                        .as(entry.getName())
                        .contains("LATER-unlogged", "LATER-bed", "2026-01-02T01:04:05Z", "1234.56", "LATER-host");
            }
        }
    }
}
