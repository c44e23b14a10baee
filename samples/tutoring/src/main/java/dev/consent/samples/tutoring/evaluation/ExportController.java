package dev.consent.samples.tutoring.evaluation;

import dev.consent.samples.tutoring.login.Visitor;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;

/** All evaluations one may see, as a table for a spreadsheet. */
@Controller
class ExportController {

    private static final String HEADINGS = "pupil,school year,period,coach,written,sent,effort,text\r\n";

    private final Evaluations evaluations;
    private final Clock clock;

    ExportController(Evaluations evaluations, Clock clock) {
        this.evaluations = evaluations;
        this.clock = clock;
    }

    @GetMapping(path = "/evaluations.csv", produces = "text/csv;charset=UTF-8")
    @Transactional(readOnly = true)
    public ResponseEntity<String> export(@AuthenticationPrincipal Visitor visitor) {
        List<Evaluation> visible =
                visitor.is(Visitor.Role.COACH) ? evaluations.exportOfCoach(visitor.getPerson()) : evaluations.export();
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"evaluations.csv\"")
                .body(visible.stream().map(this::line).collect(Collectors.joining("", HEADINGS, "")));
    }

    private String line(Evaluation evaluation) {
        return Stream.of(
                        evaluation.getPupil().getName(),
                        evaluation.getPeriod().getSchoolYear(),
                        evaluation.getPeriod().getQuarter(),
                        evaluation.getCoach().getName(),
                        day(evaluation.getWrittenAt()),
                        day(evaluation.getSentAt()),
                        evaluation.getEffort(),
                        evaluation.getText())
                .map(ExportController::cell)
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    private @Nullable LocalDate day(@Nullable Instant moment) {
        return moment == null ? null : LocalDate.ofInstant(moment, clock.getZone());
    }

    /** Quoted, and never the beginning of a formula: a spreadsheet would run it. */
    static String cell(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        String safe = text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }
}
