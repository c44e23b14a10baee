package dev.consent.jpa.erasure.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.erasure.ObligationState;
import dev.consent.jpa.ConsentSettings;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What one erasing transaction means is written down at once. */
class IntentsTest {

    /** Remembers what it was asked to write, and what had been erased by then. */
    private static final class Remembering implements ErasureLog {
        private final List<List<? extends LogEntry.Intent>> written = new ArrayList<>();
        private final List<LogEntry.Outcome> ended = new ArrayList<>();
        private boolean broken;

        @Override
        public void intend(List<? extends LogEntry.Intent> intents) {
            if (broken) {
                throw new ErasureLogException("the disk is full");
            }
            written.add(List.copyOf(intents));
        }

        @Override
        public void conclude(LogEntry.Outcome outcome) {
            ended.add(outcome);
        }

        @Override
        public void read(Reader reader) {}

        @Override
        public void dropBefore(Instant moment) {}

        @Override
        public void close() {}
    }

    @Test
    void ofABatchForSeveralPurposesAreForcedToTheDiskTogetherOrNothingIsErased() {
        Remembering log = new Remembering();
        try (School school = new School(
                TestDatabase.H2,
                Map.of(
                        ConsentSettings.ERASURE_LOG,
                        log,
                        ConsentSettings.ERASURE_LOG_KEY,
                        "0123456789abcdef0123456789abcdef"),
                List.of())) {
            for (String name : List.of("Anna", "Ben")) {
                Long pupil = school.enrol(name);
                school.grant(pupil, Reports.class, Contact.class);
                school.write(em -> em.find(Pupil.class, pupil).email = "planted-mail");
                school.withdraw(pupil, Reports.class, Contact.class);
            }
            school.clock.advance(Duration.ofHours(13));
            log.broken = true;
            assertThat(school.consent.erasure().sweep().failed()).isEqualTo(4);
            assertThat(school.whereIs("planted-mail")).isNotEmpty();

            log.broken = false;
            school.clock.advance(Duration.ofHours(1));
            assertThat(school.consent.erasure().sweep().done()).isEqualTo(4);
            assertThat(log.written).singleElement().satisfies(intents -> {
                assertThat(intents).hasSize(2).allMatch(intent -> intent instanceof LogEntry.People);
                assertThat(intents)
                        .flatExtracting(intent -> ((LogEntry.People) intent).people())
                        .hasSize(4);
            });
            assertThat(log.ended).hasSize(2).allMatch(LogEntry.Outcome::done);
            assertThat(school.whereIs("planted-mail")).isEmpty();
            assertThat(school.sql("select distinct state from consent_obligation"))
                    .containsExactly(ObligationState.DONE.name());
        }
    }
}
