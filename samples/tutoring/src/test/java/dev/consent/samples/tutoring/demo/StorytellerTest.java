package dev.consent.samples.tutoring.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.samples.tutoring.demo.Story.Answer;
import dev.consent.samples.tutoring.demo.Story.Child;
import dev.consent.samples.tutoring.demo.Story.Quarter;
import dev.consent.samples.tutoring.demo.Story.Report;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorytellerTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    @Test
    void tellsTheSameStoryForTheSameDay() {
        assertThat(Storyteller.tell(TODAY)).isEqualTo(Storyteller.tell(TODAY));
    }

    @Test
    void isAboutEnoughPeopleAndTwoSchoolYears() {
        Story story = Storyteller.tell(TODAY);
        assertThat(story.children()).hasSize(128);
        assertThat(story.coaches()).hasSize(8).doesNotHaveDuplicates();
        assertThat(story.children().stream().map(Child::coach).distinct()).hasSize(8);
        assertThat(story.periods().stream().map(Quarter::schoolYear).distinct())
                .containsExactly("2025-2026", "2026-2027");
        assertThat(story.families())
                .allSatisfy(family -> assertThat(family.parents()).hasSizeBetween(1, 2));
        assertThat(reports(story)).hasSizeGreaterThan(300);
    }

    @Test
    void nineInTenAgreeAndTheRestDiffer() {
        List<Child> children = Storyteller.tell(TODAY).children();
        assertThat(count(children, Answer.YES)).isBetween(110L, 120L);
        assertThat(count(children, Answer.NEVER_ASKED)).isEqualTo(8);
        assertThat(count(children, Answer.YES_AND_LATER_NO)).isEqualTo(3);
        assertThat(count(children, Answer.NO)).isEqualTo(2);
        assertThat(children.stream().filter(child -> child.reports() == Answer.NEVER_ASKED))
                .allSatisfy(child -> assertThat(child.evaluations()).isEmpty());
    }

    @Test
    void textsAreNotAllAlike() {
        assertThat(reports(Storyteller.tell(TODAY)).stream().map(Report::text).distinct())
                .hasSizeGreaterThan(280);
    }

    @Test
    void mailsNobodyWhoExists() {
        Story story = Storyteller.tell(TODAY);
        Stream<String> parents = story.families().stream()
                .flatMap(family -> family.parents().stream())
                .map(Story.Guardian::email);
        Stream<String> mentors =
                story.children().stream().map(child -> child.mentor().email());
        assertThat(Stream.concat(parents, mentors)).allMatch(mail -> mail.matches("[a-z.]+@[a-z]+\\.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-09-01", "2026-08-31", "2026-12-31", "2028-02-29", "2027-07-20"})
    void holdsOnAnyDay(LocalDate today) {
        Story story = Storyteller.tell(today);
        assertThat(story.periods().stream().filter(period -> !period.start().isAfter(today)))
                .isNotEmpty();
        assertThat(reports(story))
                .isNotEmpty()
                .allMatch(report -> report.writtenOn().isBefore(today));
        assertThat(story.children())
                .allSatisfy(child -> assertThat(child.bills())
                        .allMatch(bill -> bill.issuedOn().isBefore(today)));
    }

    private static List<Report> reports(Story story) {
        return story.children().stream()
                .flatMap(child -> child.evaluations().stream())
                .toList();
    }

    private static long count(List<Child> children, Answer answer) {
        return children.stream().filter(child -> child.reports() == answer).count();
    }
}
