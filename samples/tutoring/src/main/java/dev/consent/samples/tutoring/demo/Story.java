package dev.consent.samples.tutoring.demo;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Made-up people and what happened to them, before any of it is stored.
 *
 * @param periods the periods of this school year and the last
 * @param coaches the names of the coaches
 * @param families everybody else
 */
record Story(List<Quarter> periods, List<String> coaches, List<Family> families) {

    /** All children of all families. */
    List<Child> children() {
        return families.stream().flatMap(family -> family.children().stream()).toList();
    }

    /** What a family answered to a question. */
    enum Answer {
        NEVER_ASKED,
        YES,
        NO,
        YES_AND_LATER_NO
    }

    /** A period of a school year. */
    record Quarter(String schoolYear, int number, LocalDate start, LocalDate end) {}

    /** Parents and their children. */
    record Family(List<Guardian> parents, List<Child> children) {}

    /** A parent. */
    record Guardian(String name, String email) {}

    /** A teacher who looks after the pupil at school. */
    record Mentor(String name, String email) {}

    /** A pupil. */
    record Child(
            int number,
            String givenName,
            String familyName,
            String school,
            String grade,
            LocalDate startedOn,
            int coach,
            Mentor mentor,
            Answer reports,
            Answer contact,
            List<Report> evaluations,
            List<Session> sessions,
            List<Bill> bills) {}

    /** An evaluation; sent and opened as far as that happened. */
    record Report(
            int period,
            String text,
            int effort,
            LocalDate writtenOn,
            @Nullable LocalDate sentOn,
            @Nullable LocalDate openedOn) {}

    /** An hour of guidance. */
    record Session(LocalDate heldOn, int minutes, String topic) {}

    /** An invoice. */
    record Bill(String number, LocalDate issuedOn, String description, BigDecimal amount) {}
}
