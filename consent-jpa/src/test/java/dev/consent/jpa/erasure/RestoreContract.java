package dev.consent.jpa.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.DataSubject;
import dev.consent.Grantor;
import dev.consent.LegalBasis;
import dev.consent.PersonalData;
import dev.consent.Purpose;
import dev.consent.SubjectId;
import dev.consent.decision.PastDecision;
import dev.consent.erasure.Obligation;
import dev.consent.erasure.ObligationReason;
import dev.consent.erasure.ObligationState;
import dev.consent.erasure.ReplayReport;
import dev.consent.erasure.SweepPause;
import dev.consent.gate.Scope;
import dev.consent.jpa.ConsentSettings;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.database.TestUnit;
import dev.consent.jpa.model.Evaluation;
import dev.consent.jpa.model.EvaluationLink;
import dev.consent.jpa.model.Invoice;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import dev.consent.testing.MovableClock;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dump, erase, restore the dump, start: nothing that was erased can be read at any time. */
abstract class RestoreContract {

    /** No data names it. */
    @Purpose(code = "excursions", title = "Excursions", basis = LegalBasis.CONSENT)
    interface Excursions {}

    @Purpose(code = "visits", title = "Visits", basis = LegalBasis.CONSENT)
    interface Visits {}

    @Entity(name = "Stranger")
    @DataSubject
    static class Stranger {
        @Id
        Long id;

        @PersonalData(purpose = Visits.class)
        String name;
    }

    private final TestDatabase database;
    private final MovableClock clock = MovableClock.standingAt(TestUnit.START, ZoneId.of("Europe/Amsterdam"));
    private final List<School> open = new ArrayList<>();

    @TempDir
    Path directory;

    private Long anna;
    private Long bert;
    private Long carl;
    private Long dora;
    private Long emma;
    private Long link;
    private String backup;
    private List<Obligation> ofAnna;

    RestoreContract(TestDatabase database) {
        this.database = database;
    }

    /** Copies a database nobody is connected to into a fresh one, as a dump and its restore do. */
    abstract String copy(String url) throws Exception;

    /** The log, as the setting says it. */
    Object log() {
        return directory.resolve("log");
    }

    private School start(String url, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                ConsentSettings.CLOCK,
                clock,
                ConsentSettings.ERASURE_LOG,
                log(),
                ConsentSettings.ERASURE_LOG_KEY,
                "0123456789abcdef0123456789abcdef"));
        settings.putAll(more);
        School school = new School(url, settings, List.of());
        synchronized (open) {
            open.add(school);
        }
        return school;
    }

    /** What happened before the backup, and after it. */
    @BeforeEach
    void eraseAfterTheBackup() throws Exception {
        String url = database.freshUrl();
        try (School school = start(url, Map.of())) {
            anna = planted(school, "anna");
            bert = planted(school, "bert");
            carl = planted(school, "carl-first");
            dora = planted(school, "dora");
            emma = planted(school, "emma");
            link = school.read(em -> {
                Evaluation evaluation = em.createQuery("from Evaluation e where e.pupil.id = :id", Evaluation.class)
                        .setParameter("id", dora)
                        .getSingleResult();
                EvaluationLink unsent = new EvaluationLink(evaluation, "planted-token", null);
                em.persist(unsent);
                return unsent.id;
            });
            school.withdraw(carl, Reports.class);
            clock.advance(Duration.ofDays(1));
            assertThat(school.consent.erasure().sweep().done()).isEqualTo(1);
            school.grant(carl, Reports.class);
            plant(school, carl, "carl-again");
            school.withdraw(bert, Reports.class, Contact.class);
        }
        backup = copy(url);
        try (School school = start(url, Map.of())) {
            clock.advance(Duration.ofHours(1));
            school.write(em -> em.find(EvaluationLink.class, link).sentAt = clock.instant());
            school.withdraw(anna, Reports.class, Contact.class);
            school.write(
                    em -> school.consent.erasure().forget(em, SubjectId.of(Pupil.class, emma), Grantor.subject(emma)));
            clock.advance(Duration.ofDays(6));
            assertThat(school.consent.erasure().sweep().failed()).isZero();
            assertThat(school.whereIs("planted-emma")).isEmpty();
            assertThat(school.whereIs("planted-anna")).isEmpty();
            assertThat(school.whereIs("planted-bert")).isEmpty();
            assertThat(school.whereIs("planted-token")).isEmpty();
            ofAnna = school.read(em -> school.consent.erasure().obligations(em, SubjectId.of(Pupil.class, anna)));
        }
        clock.advance(Duration.ofHours(1));
    }

    private static Long planted(School school, String name) {
        Long pupil = school.enrol(name);
        school.grant(pupil, Reports.class, Contact.class);
        plant(school, pupil, name);
        return pupil;
    }

    private static void plant(School school, Long pupil, String name) {
        school.write(em -> Scope.current().withPurpose(Reports.class).run(() -> {
            Pupil found = em.find(Pupil.class, pupil);
            found.email = "planted-" + name + "@example.org";
            em.persist(new Evaluation(found, "planted-" + name, 7));
            em.persist(new Invoice(found, "addressee of " + name, LocalDate.of(2026, 3, 1)));
        }));
    }

    @AfterEach
    void close() {
        open.forEach(School::close);
    }

    @Test
    void erasesAgainBeforeTheFirstRead() {
        School school = start(backup, Map.of());

        assertThat(texts(school)).containsExactlyInAnyOrder("planted-carl-again", "planted-dora");
        EvaluationLink unsent = school.read(em -> em.find(EvaluationLink.class, link));
        assertThat(unsent).isNull();
        assertThat(school.whereIs("planted-anna")).isEmpty();
        assertThat(school.whereIs("planted-bert")).isEmpty();
        assertThat(school.whereIs("planted-token")).isEmpty();
        assertThat(school.whereIs("planted-emma")).isEmpty();
        List<Obligation> ofEmma =
                school.read(em -> school.consent.erasure().obligations(em, SubjectId.of(Pupil.class, emma)));
        assertThat(ofEmma)
                .anyMatch(obligation ->
                        obligation.reason() == ObligationReason.FORGET && obligation.state() == ObligationState.DONE);
        assertThat(school.whereIs("addressee of anna"))
                .as("what a duty keeps stays")
                .isNotEmpty();

        List<Obligation> again =
                school.read(em -> school.consent.erasure().obligations(em, SubjectId.of(Pupil.class, anna)));
        assertThat(again)
                .extracting(Obligation::reference)
                .containsExactlyInAnyOrderElementsOf(
                        ofAnna.stream().map(Obligation::reference).toList());
        assertThat(again).allMatch(obligation -> obligation.state() == ObligationState.DONE);
        assertThat(school.consent.erasure().backlog().overdue()).isZero();
        assertThat(school.consent.erasure().checkReceipts().intact()).isTrue();
        List<PastDecision> history = school.read(em -> school.consent.history(em, SubjectId.of(Pupil.class, anna)));
        assertThat(history)
                .last()
                .satisfies(ended ->
                        assertThat(ended.decidedAt()).isEqualTo(ofAnna.get(0).requestedAt()));
    }

    @Test
    void linesThatStandThereTwiceAndInAnotherOrderSayTheSame() throws IOException {
        if (log() instanceof Path files) {
            try (Stream<Path> found = Files.list(files)) {
                for (Path file : found.filter(path ->
                                Files.isRegularFile(path) && !path.toString().endsWith(".lock"))
                        .toList()) {
                    List<String> lines = new ArrayList<>(Files.readAllLines(file));
                    lines.addAll(List.copyOf(lines));
                    Collections.reverse(lines);
                    Files.write(file, lines);
                }
            }
        }
        try (School school = start(backup, Map.of())) {
            assertThat(school.whereIs("planted-emma")).isEmpty();
            assertThat(school.whereIs("planted-anna")).isEmpty();
            assertThat(school.whereIs("planted-token")).isEmpty();
            assertThat(school.whereIs("planted-dora")).isNotEmpty();
            assertThat(school.consent.erasure().checkReceipts().intact()).isTrue();
        }
    }

    @Test
    void doesNotEraseAgainWhatTheDatabaseHasSeen() {
        School school = start(backup, Map.of());
        long receipts = school.consent.erasure().checkReceipts().links();
        assertThat(school.consent.erasure().replay().transactions()).isZero();

        school.grant(anna, Reports.class, Contact.class);
        plant(school, anna, "anna-again");
        school.close();
        open.remove(school);
        School later = start(backup, Map.of(ConsentSettings.ERASURE_LOG_AT_START, "refuse"));
        assertThat(texts(later)).contains("planted-anna-again");
        assertThat(later.consent.erasure().checkReceipts().links()).isEqualTo(receipts);
    }

    @Test
    void erasesAgainWhenTheSameBackupIsRestoredOnceMore() throws Exception {
        String twice = copy(backup);
        start(backup, Map.of());
        School school = start(twice, Map.of());
        assertThat(texts(school)).containsExactlyInAnyOrder("planted-carl-again", "planted-dora");
        assertThat(school.whereIs("planted-anna")).isEmpty();
    }

    @Test
    void refusesToStartWhenAskedTo() {
        assertThatThrownBy(() -> start(backup, Map.of(ConsentSettings.ERASURE_LOG_AT_START, "refuse")))
                .hasStackTraceContaining(DatabaseOlderThanLogException.class.getName())
                .hasStackTraceContaining("consent.erasure-log.at-start=replay");
        assertThat(start(backup, Map.of()).whereIs("planted-anna")).isEmpty();
    }

    @Test
    void aPurposeThatNobodyHasUsedYetEndsAgainOnceItWas() throws Exception {
        String url = copy(backup);
        try (School school = start(url, Map.of())) {
            assertThat(texts(school)).doesNotContain("planted-anna");
            school.grant(dora, Excursions.class);
            assertThat(permits(school, Excursions.class)).isTrue();
        }
        String older = copy(url);
        try (School school = start(url, Map.of())) {
            school.withdraw(dora, Excursions.class);
            clock.advance(Duration.ofDays(1));
            assertThat(school.consent.erasure().sweep().done()).isEqualTo(1);
        }

        // No data names it, so that it is not known when the application starts, nor in the way of what is.
        School school = start(older, Map.of(ConsentSettings.ERASURE_LOG_AT_START, "refuse"));
        assertThat(school.consent.erasure().replay().transactions()).isZero();
        assertThat(texts(school)).containsExactlyInAnyOrder("planted-carl-again", "planted-dora");
        assertThat(permits(school, Excursions.class))
                .as("its first use makes it known")
                .isTrue();
        assertThat(school.consent.erasure().replay()).isEqualTo(new ReplayReport(1, 1, 0, 0, 0));
        assertThat(permits(school, Excursions.class)).isFalse();
        assertThat(school.consent.erasure().replay().transactions()).isZero();
        assertThat(school.sql("select state from consent_obligation where purpose = 'excursions'"))
                .containsExactly("DONE");
    }

    private boolean permits(School school, Class<?> purpose) {
        return school.read(em -> school.consent.gate(em).permits(SubjectId.of(Pupil.class, dora), purpose));
    }

    @Test
    void aPurposeThatIsNotThereAnyMoreIsErasedAgainWhenItsDataIsMappedAgain() {
        Map<String, Object> settings = Map.of(
                ConsentSettings.CLOCK,
                clock,
                ConsentSettings.ERASURE_LOG,
                log(),
                ConsentSettings.ERASURE_LOG_KEY,
                "0123456789abcdef0123456789abcdef");
        // An application on the same database that maps nothing of what was erased, and knows none of its purposes.
        try (TestUnit other = new TestUnit(backup, settings, List.of(Stranger.class))) {
            assertThat(other.consent.erasure().replay().transactions()).isZero();
            assertThat(other.whereIs("planted-anna"))
                    .as("it cannot erase what it does not know")
                    .isNotEmpty();
        }
        School school = start(backup, Map.of());
        assertThat(texts(school)).containsExactlyInAnyOrder("planted-carl-again", "planted-dora");
        for (String name : List.of("anna", "bert", "emma", "token")) {
            assertThat(school.whereIs("planted-" + name)).as(name).isEmpty();
        }
    }

    /** A database that was restored to a moment at which sweeping was paused. */
    private void pauseInTheBackup() {
        try (School school = new School(backup, Map.of(ConsentSettings.CLOCK, clock), List.of())) {
            school.consent.erasure().pauseSweeping("migration");
        }
    }

    @Test
    void hidesPeopleAndErasesRowsAtTheStartAlthoughSweepingIsPaused() {
        pauseInTheBackup();
        School school = start(backup, Map.of());
        SweepPause paused = school.read(em -> school.consent.erasure().sweepingPaused(em));
        assertThat(paused).isNotNull();
        assertThat(texts(school)).containsExactlyInAnyOrder("planted-carl-again", "planted-dora");
        for (String name : List.of("anna", "bert", "emma")) {
            assertThat(school.whereIs("planted-" + name))
                    .as("hidden, and owed again")
                    .isNotEmpty();
        }
        assertThat(school.whereIs("planted-token"))
                .as("nothing would have hidden the row")
                .isEmpty();
        List<Obligation> again =
                school.read(em -> school.consent.erasure().obligations(em, SubjectId.of(Pupil.class, anna)));
        assertThat(again)
                .extracting(Obligation::reference)
                .containsExactlyInAnyOrderElementsOf(
                        ofAnna.stream().map(Obligation::reference).toList());
        assertThat(again).allMatch(obligation -> obligation.state() == ObligationState.PENDING);
        assertThat(school.consent.erasure().backlog().overdue())
                .as("deadlines go on")
                .isPositive();

        assertThat(school.consent.erasure().resumeSweeping()).isTrue();
        assertThat(school.consent.erasure().sweep().failed()).isZero();
        for (String name : List.of("anna", "bert", "emma")) {
            assertThat(school.whereIs("planted-" + name)).as(name).isEmpty();
        }
        assertThat(school.consent.erasure().replay().transactions()).isZero();
        assertThat(school.consent.erasure().checkReceipts().intact()).isTrue();
    }

    @Test
    void severalNodesThatStartTogetherEraseOnce() throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(2);
        try {
            List<Future<List<String>>> reads = new ArrayList<>();
            for (int node = 0; node < 2; node++) {
                reads.add(nodes.submit(() -> texts(start(backup, Map.of("hibernate.hbm2ddl.auto", "none")))));
            }
            for (Future<List<String>> read : reads) {
                assertThat(read.get()).containsExactlyInAnyOrder("planted-carl-again", "planted-dora");
            }
        } finally {
            nodes.shutdownNow();
        }
        School school = open.get(open.size() - 1);
        assertThat(school.consent.erasure().checkReceipts().intact()).isTrue();
        assertThat(school.whereIs("planted-anna")).isEmpty();
        assertThat(school.sql("select count(*) from consent_obligation where state <> 'DONE'"))
                .containsExactly("0");
    }

    @Test
    void theLogNamesNobody() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file);
                assertThat(text)
                        .doesNotContain("planted-")
                        .doesNotContain("anna")
                        .doesNotContain("emma")
                        .doesNotContain("addressee");
                for (Long key : List.of(anna, bert, carl, dora, emma, link)) {
                    assertThat(text).doesNotContain("\"" + key + "\"").doesNotContain(":" + key + ",");
                }
            }
        }
    }

    private static List<String> texts(School school) {
        return school.read(em ->
                em.createQuery("select e.text from Evaluation e", String.class).getResultList());
    }
}
