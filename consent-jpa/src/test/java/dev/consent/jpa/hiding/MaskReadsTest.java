package dev.consent.jpa.hiding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.jpa.ConsentSettings;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a write costs beyond itself. H2 counts the statements it ran, those below Hibernate too. */
class MaskReadsTest {

    private static final String MASK_READS = "select coalesce(sum(execution_count), 0) from"
            + " information_schema.query_statistics where sql_statement like 'select mask from consent_subject where%'";

    @ParameterizedTest
    @CsvSource({"stamped, 0", "lookup, 1"})
    void asksForTheMaskOfAPersonOncePerWrittenEntityUnlessTheUpdateTestsItsCopy(String guards, String reads) {
        Map<String, Object> settings = Map.of(ConsentSettings.GUARDS, guards);
        try (School school = new School(TestDatabase.H2, settings, List.of())) {
            Long anna = school.enrol("Anna");
            school.grant(anna, Purposes.Contact.class, Purposes.Reports.class);
            school.execute("set query_statistics true");

            school.write(em -> {
                Pupil pupil = em.find(Pupil.class, anna);
                pupil.email = "anna@example.org";
                pupil.mentor = "Bea";
            });

            assertThat(school.sql(MASK_READS)).isEqualTo(List.of(reads));
        }
    }
}
