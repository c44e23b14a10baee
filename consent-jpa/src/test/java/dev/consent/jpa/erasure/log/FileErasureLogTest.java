package dev.consent.jpa.erasure.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.erasure.ObligationReason;
import dev.consent.jpa.ConsentSettings;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.erasure.log.LogEntry.Outcome;
import dev.consent.jpa.erasure.log.LogEntry.People;
import dev.consent.jpa.erasure.log.LogEntry.Person;
import dev.consent.jpa.erasure.log.LogEntry.Rows;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileErasureLogTest {

    private static final Instant MARCH = Instant.parse("2026-03-02T09:00:00.123456Z");
    private static final Instant APRIL = Instant.parse("2026-04-02T09:00:00Z");

    private final People people = new People(
            UUID.randomUUID(),
            MARCH,
            "Pupil",
            "reports",
            List.of(new Person("x1", UUID.randomUUID(), ObligationReason.PURPOSE_ENDED, MARCH)));
    private final People everything = new People(UUID.randomUUID(), MARCH, "Pupil", null, List.of());
    private final Rows rows = new Rows(UUID.randomUUID(), MARCH, "EvaluationLink", List.of("y1", "y2"));
    private final Outcome outcome = new Outcome(people.intent(), MARCH, true);

    @TempDir
    Path directory;

    @Test
    void givesBackWhatWasWritten() {
        try (FileErasureLog log = new FileErasureLog(directory)) {
            write(log);
            assertThat(read(log, true)).containsExactly(people, everything, rows, outcome);
        }
        try (FileErasureLog log = new FileErasureLog(directory)) {
            assertThat(read(log, false)).containsExactly(people, everything, rows, outcome);
        }
    }

    private void write(FileErasureLog log) {
        log.intend(List.of(people));
        log.intend(List.of(everything, rows));
        log.conclude(outcome);
    }

    @Test
    void aLineHalfWrittenInACrashIsNoLine() throws IOException {
        try (FileErasureLog log = new FileErasureLog(directory)) {
            log.intend(List.of(people));
        }
        Path file = files().get(0);
        Files.writeString(file, "{\"rows\":\"", StandardOpenOption.APPEND);
        try (FileErasureLog log = new FileErasureLog(directory)) {
            assertThat(read(log, false)).containsExactly(people);
            log.intend(List.of(rows));
            assertThat(files()).hasSize(1);
        }
        try (FileErasureLog log = new FileErasureLog(directory)) {
            assertThat(read(log, false)).containsExactly(people, rows);
        }
    }

    @Test
    void aLineThatWasDamagedIsToldAndNotPassedOver() throws IOException {
        try (FileErasureLog log = new FileErasureLog(directory)) {
            log.intend(List.of(people));
        }
        Files.writeString(files().get(0), "damaged\n", StandardOpenOption.APPEND);
        try (FileErasureLog log = new FileErasureLog(directory)) {
            assertThatThrownBy(() -> log.read((entry, live) -> {}))
                    .isInstanceOf(ErasureLogException.class)
                    .hasMessageContaining("Line 2 of");
        }
    }

    @Test
    void nodesWriteFilesOfTheirOwnAndReadThemAll() throws IOException {
        try (FileErasureLog one = new FileErasureLog(directory);
                FileErasureLog other = new FileErasureLog(directory)) {
            one.intend(List.of(people));
            other.intend(List.of(rows));
            assertThat(files()).hasSize(2);
            assertThat(read(one, true)).containsExactlyInAnyOrder(people, rows);
            assertThat(read(other, true)).containsExactlyInAnyOrder(people, rows);
            one.intend(List.of(everything));
            assertThat(files()).hasSize(2);
        }
    }

    @Test
    void beginsAFileEachMonthAndWhenOneIsLargeAndDropsOldOnes() throws IOException {
        try (FileErasureLog log = new FileErasureLog(directory, 200)) {
            log.intend(List.of(people));
            log.intend(List.of(rows));
            log.intend(List.of(new Rows(UUID.randomUUID(), APRIL, "EvaluationLink", List.of())));
            assertThat(files()).hasSize(3);
            log.dropBefore(MARCH);
            assertThat(files()).hasSize(3);
            log.dropBefore(APRIL);
            assertThat(files()).hasSize(1);
            assertThat(read(log, true)).extracting(LogEntry::at).containsExactly(APRIL);
        }
    }

    private static List<LogEntry> read(ErasureLog log, boolean live) {
        List<LogEntry> read = new ArrayList<>();
        log.read((entry, atWork) -> {
            assertThat(atWork).isEqualTo(live);
            read.add(entry);
        });
        return read;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> found = Files.list(directory)) {
            return found.filter(path -> path.toString().endsWith(".jsonl")).toList();
        }
    }

    @Test
    void writesToNoFileThatWasMovedAway() throws IOException {
        Path here = directory.resolve("log");
        try (FileErasureLog log = new FileErasureLog(here)) {
            write(log);
            Files.move(here, directory.resolve("moved"));
            assertThatThrownBy(() -> write(log))
                    .as("on the disk, but where nobody looks for it")
                    .isInstanceOf(ErasureLogException.class);
            Files.createDirectory(here);
            write(log);
            assertThat(read(log, true)).containsExactly(people, everything, rows, outcome);
        }
    }

    @Test
    void nothingIsErasedWhileTheLogCannotBeWritten() throws IOException {
        Map<String, Object> settings = Map.of(
                ConsentSettings.ERASURE_LOG,
                directory.resolve("log"),
                ConsentSettings.ERASURE_LOG_KEY,
                "0123456789abcdef0123456789abcdef");
        try (School school = new School(TestDatabase.H2, settings, List.of())) {
            Long anna = school.enrol("Anna");
            school.grant(anna, Contact.class);
            school.write(em -> em.find(Pupil.class, anna).email = "ANNA-mail");
            school.withdraw(anna, Contact.class);
            school.clock.advance(Duration.ofHours(13));
            Files.delete(directory.resolve("log"));
            Files.createFile(directory.resolve("log"));

            assertThat(school.consent.erasure().sweep().failed()).isEqualTo(1);
            assertThat(school.whereIs("ANNA-mail")).isNotEmpty();
            assertThat(school.consent.erasure().backlog().failing()).isEqualTo(1);

            Files.delete(directory.resolve("log"));
            Files.createDirectory(directory.resolve("log"));
            school.clock.advance(Duration.ofHours(1));
            assertThat(school.consent.erasure().sweep().done()).isEqualTo(1);
            assertThat(school.whereIs("ANNA-mail")).isEmpty();
        }
    }
}
