package dev.consent.jpa.unusual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.erasure.SweepReport;
import dev.consent.jpa.ConsentSettings;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.doors.estate.Belongings;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Reports;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A database that quietly keeps what it is told to erase, in one table after another: the second look sees it wherever that
 * is, so that nothing is marked as done, no receipt is written, and everything is as it was.
 */
class KeptBackTest {

    private static final Set<String> SEEN =
            Set.of("dev.consent.jpa.erasure.ErasureIncompleteException", "java.sql.SQLException");

    @Test
    void nothingIsDoneWhileAnyTableKeepsAnything() {
        List<Class<?>> entities = Stream.of(
                        Ties.ENTITIES, Moves.ENTITIES, Oddments.ENTITIES, List.of(Belongings.Change.class))
                .<Class<?>>flatMap(List::stream)
                .toList();
        try (School school = new School(
                TestDatabase.POSTGRESQL,
                Map.of(ConsentSettings.PSEUDONYM_KEY, "0123456789abcdef0123456789abcdef"),
                entities)) {
            Long anna = school.enrol("Anna");
            Long ben = school.enrol("Ben");
            for (Long pupil : List.of(anna, ben)) {
                school.grant(pupil, Reports.class);
                String mark = pupil.equals(anna) ? "ANNA" : "BEN";
                Belongings.WhoListener.who = mark + "-clerk";
                school.write(em -> {
                    TiesContract.plant(em, em.find(Pupil.class, pupil), mark);
                    MovesContract.plant(em, em.find(Pupil.class, pupil), mark, true);
                    OddmentsContract.plant(em, em.find(Pupil.class, pupil), mark);
                });
                school.write(em -> MovesContract.change(em, pupil, mark, true));
                school.write(em -> OddmentsContract.change(em, pupil, mark));
                Belongings.WhoListener.who = "nobody";
            }
            school.write(TiesContract::move);
            school.write(em -> MovesContract.move(em, anna, ben, true));
            List<String> planted = school.whereIs("ANNA-");
            List<String> tables = planted.stream()
                    .map(place -> place.substring(0, place.indexOf('.')))
                    .distinct()
                    .sorted()
                    .toList();
            assertThat(tables).hasSizeGreaterThan(50).contains("change_of_data");
            school.execute("create function kept_back() returns trigger language plpgsql as"
                    + " 'begin if tg_op = ''DELETE'' then return null; end if; return old; end'");
            school.withdraw(anna, Reports.class);
            school.clock.advance(Duration.ofHours(13));

            List<String> unseen = new ArrayList<>();
            for (String table : tables) {
                school.execute("create trigger kept_back before update or delete on \"" + table
                        + "\" for each row execute function kept_back()");
                SweepReport report = school.consent.erasure().sweep();
                List<String> errors = school.sql("select last_error from consent_obligation where state = 'FAILED'");
                // Where others still refer to what is left, the database sees it first.
                if (report.failed() != 1 || !report.receipts().isEmpty() || !SEEN.containsAll(errors)) {
                    unseen.add(table + " " + errors);
                }
                school.execute("drop trigger kept_back on \"" + table + "\"");
                school.clock.advance(Duration.ofHours(2));
                if (report.done() > 0) {
                    break;
                }
            }

            assertThat(unseen).isEmpty();
            assertThat(school.whereIs("ANNA-")).isEqualTo(planted);
            assertThat(school.consent.erasure().sweep().done()).isEqualTo(1);
            assertThat(school.whereIs("ANNA-")).isEmpty();
        }
    }
}
