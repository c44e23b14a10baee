package dev.consent.jpa.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.DataSubject;
import dev.consent.LegalBasis;
import dev.consent.PersonalData;
import dev.consent.Purpose;
import dev.consent.SubjectId;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.database.TestUnit;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.hibernate.envers.Audited;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Attributes that are arrays stand in the export with what they hold, in the JSON and on the page. */
abstract class ArraysContract {

    @Purpose(code = "training", title = "Training", basis = LegalBasis.CONTRACT)
    interface Training {}

    @Entity(name = "Runner")
    @Audited
    @DataSubject
    static class Runner {
        @Id
        String id;

        @PersonalData(purpose = Training.class)
        int[] seconds;

        @PersonalData(purpose = Training.class)
        String[] nicknames;

        @PersonalData(purpose = Training.class)
        char[] initials;
    }

    private final TestDatabase database;

    ArraysContract(TestDatabase database) {
        this.database = database;
    }

    @Test
    void standInTheExportWithWhatTheyHold() throws IOException {
        try (TestUnit unit = new TestUnit(database.freshUrl(), Map.of(), List.of(Runner.class))) {
            unit.write(em -> {
                Runner runner = new Runner();
                runner.id = "a/b'\"<7>";
                runner.seconds = new int[] {61, 62};
                runner.nicknames = new String[] {"Swift", null, "<Hare>"};
                runner.initials = new char[] {'R', 'S'};
                em.persist(runner);
            });
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            unit.consent.export(SubjectId.of(Runner.class, "a/b'\"<7>"), "request 4711", out, Locale.ENGLISH);
            try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
                zip.getNextEntry();
                assertThat(new String(zip.readAllBytes(), StandardCharsets.UTF_8))
                        .contains(
                                "<th scope=\"row\">a/b&#39;&quot;&lt;7&gt;</th>",
                                "<td>61, 62</td>",
                                "<td>Swift, , &lt;Hare&gt;</td>",
                                "<td>RS</td>")
                        .doesNotContain("[I@", "[Ljava", "[C@");
                zip.getNextEntry();
                JsonNode row = JsonMapper.shared().readTree(zip.readAllBytes()).at("/data/0/rows/0");
                assertThat(row.at("/seconds").toString()).isEqualTo("[61,62]");
                assertThat(row.at("/nicknames").toString()).isEqualTo("[\"Swift\",null,\"<Hare>\"]");
                assertThat(row.at("/initials").asString()).isEqualTo("RS");
            }
        }
    }
}
