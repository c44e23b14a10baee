package dev.consent.jpa.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.jpa.guard.GuardRenderer.BitTest;
import dev.consent.jpa.mapping.Columns;
import dev.consent.jpa.mapping.Guard;
import dev.consent.jpa.mapping.SubjectLink;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hibernate replaces the name of a column wherever it occurs in the text of its guard. */
class GuardRendererTest {

    private static final SubjectTable SUBJECTS =
            new SubjectTable("consent_subject", "subject_type", "subject_key", "mask", "varchar(64)");

    private final Guard guard =
            new Guard(new SubjectLink("Member", Columns.of("member_id"), List.of()), List.of(), List.of());

    @Test
    void writesTheGuardInAnotherCaseWhereAColumnIsNamedLikeAPartOfIt() {
        assertThat(rendered("subject", true))
                .contains("FROM CONSENT_SUBJECT S0")
                .contains("THEN subject END");
        assertThat(rendered("CASE", true)).contains("from consent_subject s0").contains("then CASE end");
    }

    @Test
    void givesUpWhereTheDatabaseTellsTablesApartByCase() {
        assertThat(rendered("subject", false)).isNull();
        assertThat(rendered("headline", false)).contains("FROM consent_subject S0");
    }

    private String rendered(String column, boolean anyCase) {
        return new GuardRenderer(SUBJECTS, new Markers(), BitTest.OPERATOR, anyCase)
                .column(guard, List.of(), column, column, null, true);
    }
}
