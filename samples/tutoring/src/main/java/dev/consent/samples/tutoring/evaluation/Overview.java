package dev.consent.samples.tutoring.evaluation;

import dev.consent.SubjectId;
import dev.consent.gate.ConsentGate;
import dev.consent.samples.tutoring.login.Visitor;
import dev.consent.samples.tutoring.pupil.Coach;
import dev.consent.samples.tutoring.pupil.Pupil;
import dev.consent.samples.tutoring.purpose.ProgressReports;
import dev.consent.samples.tutoring.web.NotThereException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Counts who has had an evaluation, who was sent one, and who opened it. */
@Service
class Overview {

    private final SchoolPeriods periods;
    private final ProgressOverviews overviews;
    private final Evaluations evaluations;
    private final ConsentGate gate;
    private final Clock clock;

    Overview(
            SchoolPeriods periods,
            ProgressOverviews overviews,
            Evaluations evaluations,
            ConsentGate gate,
            Clock clock) {
        this.periods = periods;
        this.overviews = overviews;
        this.evaluations = evaluations;
        this.gate = gate;
        this.clock = clock;
    }

    /** The overview of one period, or of the one that runs; of all pupils, or of those without an evaluation. */
    @Transactional(readOnly = true)
    public Page of(Visitor visitor, @Nullable Long asked, boolean missingOnly) {
        List<SchoolPeriod> begun = periods.begun(LocalDate.now(clock));
        SchoolPeriod period = begun.stream()
                .filter(each -> asked == null || asked.equals(each.getId()))
                .findFirst()
                .orElseThrow(NotThereException::new);
        Long id = Objects.requireNonNull(period.getId());
        List<ProgressOverview> facts = visitor.is(Visitor.Role.COACH)
                ? overviews.ofPeriodAndCoach(id, visitor.getPerson())
                : overviews.ofPeriod(id);
        return new Page(begun, period, rows(period, facts), visitor.is(Visitor.Role.QUALITY), missingOnly);
    }

    private List<Row> rows(SchoolPeriod period, List<ProgressOverview> facts) {
        Map<Long, Evaluation> readable = new HashMap<>();
        evaluations
                .ofPeriod(Objects.requireNonNull(period.getId()))
                .forEach(evaluation -> readable.put(evaluation.getPupil().getId(), evaluation));
        Set<SubjectId> permitted = gate.permitted(
                facts.stream().map(fact -> fact.getPupil().subject()).toList(), ProgressReports.class);
        return facts.stream()
                .map(fact -> row(
                        fact,
                        readable.get(fact.getPupil().getId()),
                        permitted.contains(fact.getPupil().subject())))
                .toList();
    }

    private static Row row(ProgressOverview fact, @Nullable Evaluation readable, boolean permitted) {
        Pupil pupil = fact.getPupil();
        Coach coach = pupil.getCoach();
        return new Row(
                Objects.requireNonNull(pupil.getId()),
                pupil.getName(),
                coach == null ? null : coach.getName(),
                permitted,
                fact.getWrittenAt(),
                fact.getSentAt(),
                fact.getOpenedAt(),
                readable == null ? null : readable.getId(),
                readable == null ? null : readable.getText());
    }

    /** One pupil in one period; the text only while there is one to be seen. */
    record Row(
            Long pupil,
            @Nullable String name,
            @Nullable String coach,
            boolean permitted,
            @Nullable Instant writtenAt,
            @Nullable Instant sentAt,
            @Nullable Instant openedAt,
            @Nullable Long evaluation,
            @Nullable String text) {

        private static final int GLIMPSE = 45;

        /** The beginning of the text, cut at a word. */
        public @Nullable String glimpse() {
            if (text == null || text.length() <= GLIMPSE) {
                return text;
            }
            int space = text.lastIndexOf(' ', GLIMPSE);
            return text.substring(0, space < 1 ? GLIMPSE : space) + " …";
        }
    }

    /** The overview of one period with its counts. */
    record Page(
            List<SchoolPeriod> periods, SchoolPeriod period, List<Row> rows, boolean everybody, boolean missingOnly) {

        /** The rows that were asked for; the counts are about all of them. */
        public List<Row> shown() {
            return missingOnly
                    ? rows.stream().filter(row -> row.writtenAt() == null).toList()
                    : rows;
        }

        public long written() {
            return rows.stream().filter(row -> row.writtenAt() != null).count();
        }

        public long missing() {
            return rows.size() - written();
        }

        public long sent() {
            return rows.stream().filter(row -> row.sentAt() != null).count();
        }

        public long opened() {
            return rows.stream().filter(row -> row.openedAt() != null).count();
        }

        public long readable() {
            return rows.stream().filter(row -> row.evaluation() != null).count();
        }
    }
}
