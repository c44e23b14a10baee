package dev.consent.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Evaluation;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SmokeTest {

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void wholeWay(TestDatabase database) {
        try (School school = School.on(database)) {
            Long id = school.enrol("Anna");
            assertThat(school.<String>read(em -> em.find(Pupil.class, id).name)).isEqualTo("Anna");
            school.grant(id, Purposes.Reports.class, Purposes.Contact.class);
            Long evaluation = school.read(em -> {
                Pupil pupil = em.find(Pupil.class, id);
                pupil.email = "anna@example.org";
                pupil.phones.add("0612");
                Evaluation written = new Evaluation(pupil, "doet het goed", 8);
                em.persist(written);
                return written.id;
            });
            assertThat(school.<Evaluation>read(em -> em.find(Evaluation.class, evaluation)))
                    .isNotNull();
            assertThat(school.<String>read(em -> em.find(Pupil.class, id).email))
                    .isEqualTo("anna@example.org");
            school.withdraw(id, Purposes.Reports.class, Purposes.Contact.class);
            assertThat(school.<Evaluation>read(em -> em.find(Evaluation.class, evaluation)))
                    .isNull();
            assertThat(school.<String>read(em -> em.find(Pupil.class, id).email))
                    .isNull();
            school.clock.advance(Duration.ofHours(13));
            System.out.println(school.consent.sweep());
            System.out.println(school.<Object>read(em -> school.consent.openObligations(em, 10)));
            assertThat(school.whereIs("doet het goed")).isEmpty();
            assertThat(school.whereIs("anna@example.org")).isEmpty();
        }
    }
}
