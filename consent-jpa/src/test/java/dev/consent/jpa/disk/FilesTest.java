package dev.consent.jpa.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.ConsentException;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Reports;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks for erased texts where a thief of disks would: in the files of a PostgreSQL server of its own. */
class FilesTest {

    private static final String TITLE = "planted-title-7f3e";
    private static final String TEXT = "planted-text-51c9";

    @TempDir
    Path directory;

    private Path data;

    @Test
    void erasedTextsLeaveTheFilesWhenTheirTablesAreRewrittenAndTheLogWhenItIsRemoved() throws Exception {
        data = directory.resolve("data");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setDataDirectory(data)
                        .setServerConfig("logging_collector", "on")
                        .setServerConfig("log_directory", "log")
                        .setServerConfig("wal_recycle", "off")
                        .setServerConfig("autovacuum", "off")
                        .start();
                School school =
                        new School(postgres.getJdbcUrl("postgres", "postgres"), Map.of(), List.of(Letter.class))) {
            school.execute("alter table letter alter column text set storage external");
            school.execute("alter table letter_aud alter column text set storage external");
            Long anna = write(school, "Anna", TITLE, TEXT);
            Long ben = write(school, "Ben", "another-title", "another-text");
            school.execute("analyze");
            school.execute("checkpoint");
            assertThat(places(school, TITLE))
                    .contains("letter", "letter_title", "letter_aud", "pg_statistic", "write-ahead log");
            assertThat(places(school, TEXT)).contains("TOAST of letter", "TOAST of letter_aud", "write-ahead log");

            school.withdraw(anna, Reports.class);
            school.clock.advance(Duration.ofHours(13));
            assertThat(school.consent.erasure().sweep().done()).isEqualTo(1);
            assertThat(school.whereIs("planted-")).isEmpty();
            school.execute("vacuum");
            school.execute("checkpoint");
            // Nobody can query it any more, and the bytes are still there.
            assertThat(places(school, TITLE)).contains("letter", "letter_title", "pg_statistic");
            assertThat(places(school, TEXT)).contains("TOAST of letter");

            String script = school.consent
                    .schema()
                    .rewrite(school.read(em -> school.consent.erasure().receipts(em, 100)));
            assertThat(script.lines().filter(line -> !line.startsWith("--") && !line.isEmpty()))
                    .contains("vacuum (full, analyze) Letter;", "vacuum (full, analyze) Letter_AUD;")
                    .noneMatch(line -> line.contains("consent_") || line.contains("Invoice"));
            statements(script).forEach(school::execute);
            assertThat(places(school, TITLE)).containsOnly("write-ahead log");
            assertThat(places(school, TEXT)).containsOnly("write-ahead log");

            // The log goes once two checkpoints have passed it, unless a replica or an archive holds it back.
            for (int i = 0; i < 2; i++) {
                school.sql("select pg_switch_wal()");
                school.execute("checkpoint");
            }
            assertThat(places(school, TITLE)).isEmpty();
            assertThat(places(school, TEXT)).isEmpty();

            assertThat(school.<List<String>>read(em -> em.createQuery("select l.title from Letter l", String.class)
                            .getResultList()))
                    .hasSize(20)
                    .allMatch(title -> title.startsWith("another-title"));
            assertThat(school.sql("select count(*) from letter_aud where pupil_id = " + anna))
                    .containsExactly("20");
            assertThat(ben).isNotNull();
            assertThat(school.consent.schema().rewrite(List.of())).isEmpty();
        }
    }

    @Test
    void saysThatOtherDatabasesHaveNoSuchOperation() {
        try (School school = School.on(TestDatabase.H2)) {
            assertThatThrownBy(() -> school.consent.schema().rewrite(List.of()))
                    .isInstanceOf(ConsentException.class)
                    .hasMessageContaining("PostgreSQL only");
        }
    }

    private static Long write(School school, String name, String title, String text) {
        Long pupil = school.enrol(name);
        school.grant(pupil, Reports.class);
        Random random = new Random(pupil);
        school.write(em -> {
            for (int i = 0; i < 20; i++) {
                String noise = random.ints(6_000, 'A', 'z')
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
                em.persist(new Letter(em.find(Pupil.class, pupil), title, noise + text + noise));
            }
        });
        return pupil;
    }

    private static List<String> statements(String script) {
        return script.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("--"))
                .toList();
    }

    /** Where a text stands in the files of the server, by what each file is for. */
    private TreeSet<String> places(School school, String text) throws IOException {
        TreeSet<String> places = new TreeSet<>();
        List<Path> files;
        try (Stream<Path> all = Files.walk(data)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            try {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    places.add(place(school, data.relativize(file).toString().replace('\\', '/')));
                }
            } catch (NoSuchFileException removedMeanwhile) {
                // A file that is gone holds nothing.
                continue;
            }
        }
        return places;
    }

    private static String place(School school, String file) {
        if (file.startsWith("pg_wal/")) {
            return "write-ahead log";
        }
        String relation = file.replaceAll("(_fsm|_vm|\\.\\d+)$", "");
        List<String> found = school.sql("select coalesce((select 'TOAST of ' || t.relname from pg_class t where"
                + " t.reltoastrelid = c.oid), c.relname) from pg_class c where c.relkind in ('r', 'i', 't') and"
                + " pg_relation_filepath(c.oid) = '" + relation + "'");
        return found.isEmpty() ? file : found.get(0);
    }
}
