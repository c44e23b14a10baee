package dev.consent.samples.parentportal.demo;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the demo is about: an organisation with its families, and what happened so far.
 *
 * @param locations the names of the locations, each with the same groups
 * @param employees who works where
 * @param families who is looked after
 */
record Story(List<String> locations, List<Person> employees, List<Family> families) {

    /** The groups of each location, by age. */
    static final List<String> GROUPS = List.of("Kikkers", "Egels", "Uilen");

    List<Child> children() {
        return families.stream().flatMap(family -> family.children().stream()).toList();
    }

    /** Somebody who works here, in a group counted over all locations, or without one in the service office. */
    record Person(String name, String account, @Nullable Integer group) {}

    /** Parents and their children. */
    record Family(List<Guardian> parents, List<Child> children) {}

    /** A parent. */
    record Guardian(int number, String name, String phone, String email, String iban) {}

    /** How a question was answered on the form at the intake. */
    enum Answer {
        YES,
        NO,
        NEVER_ASKED
    }

    /**
     * A child.
     *
     * @param number its place among all children, from 1
     * @param group counted over all locations
     * @param answers one for each question, in the order of {@link DemoLoader#ASKED}
     */
    record Child(
            int number,
            String givenName,
            String familyName,
            LocalDate born,
            int group,
            String days,
            List<Answer> answers,
            @Nullable String medicalDetails,
            BigDecimal monthlyFee,
            String benefits,
            List<Mark> marks,
            @Nullable String account) {}

    /** A grade. */
    record Mark(String course, BigDecimal mark, String remark, LocalDate givenOn) {}
}
