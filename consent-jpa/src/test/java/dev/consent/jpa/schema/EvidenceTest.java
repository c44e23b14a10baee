package dev.consent.jpa.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.consent.ConsentException;
import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.decision.Decision;
import dev.consent.decision.PublishedWording.Change;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Reports;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hibernate.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Evidence under triggers, whichever way Envers writes history. */
class EvidenceTest {

    private static final String VALIDITY = "org.hibernate.envers.strategy.internal.ValidityAuditStrategy";

    @ParameterizedTest
    @ValueSource(strings = {"org.hibernate.envers.strategy.internal.DefaultAuditStrategy", VALIDITY})
    void isNeitherChangedNorDeletedWhileEverythingGoesOn(String strategy) {
        Map<String, Object> settings = Map.of(
                "org.hibernate.envers.audit_strategy",
                strategy,
                "org.hibernate.envers.audit_strategy_validity_store_revend_timestamp",
                "true");
        try (School school = new School(TestDatabase.POSTGRESQL, settings, List.of())) {
            String script = school.consent.schema().evidenceTriggers();
            for (int run = 0; run < 2; run++) {
                execute(school, script);
            }
            SubjectId anna = SubjectId.of(Pupil.class, school.enrol("Anna"));
            school.consent.wordings().publish(Reports.class, "1", Change.MINOR, Map.of(Locale.ENGLISH, "May we?"));
            Decision yes =
                    Decision.given(anna, Reports.class, Grantor.parent(7)).provenBy("form 1");
            school.write(em -> school.consent.decide(em, yes));
            school.write(em -> school.consent.decide(em, Decision.withdrawn(anna, Reports.class, Grantor.parent(7))));
            school.consent.privileged("the test", Duration.ofMinutes(1)).run(() -> {});
            school.clock.advance(Duration.ofHours(25));
            assertThat(school.consent.erasure().sweep().done()).isEqualTo(1);
            for (String wrong : List.of(
                    "update consent_record_aud set state = 'GIVEN'",
                    "delete from consent_record_aud",
                    "truncate consent_record_aud",
                    "update consent_wording set text = 'We may!'",
                    "delete from consent_receipt",
                    "update consent_ledger_link set content_hash = ''",
                    "update consent_privileged_use set reason = 'none'",
                    "truncate consent_privileged_use")) {
                assertThatExceptionOfType(Exception.class)
                        .as(wrong)
                        .isThrownBy(() -> execute(school, wrong))
                        .havingRootCause()
                        .isInstanceOf(SQLException.class)
                        .withMessageContaining("evidence of consent");
            }
            assertThat(school.<Integer>read(
                            em -> school.consent.history(em, anna).size()))
                    .isEqualTo(2);
            assertThat(school.consent.erasure().checkReceipts().intact()).isTrue();
            assertThat(school.consent.audit().checkDecisions().intact()).isTrue();
        }
    }

    private static void execute(School school, String sql) {
        school.write(em -> em.unwrap(Session.class).doWork(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }));
    }

    @Test
    void isGuardedByTriggersOnPostgresOnly() {
        try (School school = School.on(TestDatabase.H2)) {
            assertThatExceptionOfType(ConsentException.class)
                    .isThrownBy(() -> school.consent.schema().evidenceTriggers())
                    .withMessageContaining("PostgreSQL only");
        }
    }
}
