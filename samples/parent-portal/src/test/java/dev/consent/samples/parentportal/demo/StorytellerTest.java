package dev.consent.samples.parentportal.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.samples.parentportal.demo.Story.Answer;
import dev.consent.samples.parentportal.demo.Story.Child;
import dev.consent.samples.parentportal.demo.Story.Family;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class StorytellerTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);

    private final Story story = Storyteller.tell(TODAY, Storyteller.FAMILIES);

    @Test
    void tellsTheSameStoryForTheSameDay() {
        assertThat(Storyteller.tell(TODAY, Storyteller.FAMILIES)).isEqualTo(story);
    }

    @Test
    void isAboutAsManyPeopleAsTheRealOnes() {
        assertThat(story.children()).hasSize(1_800);
        assertThat(story.families().stream().mapToInt(family -> family.parents().size()))
                .hasSize(1_143)
                .allMatch(parents -> parents == 1 || parents == 2);
        assertThat(story.families().stream()
                        .mapToInt(family -> family.parents().size())
                        .sum())
                .isEqualTo(2_000);
        assertThat(story.locations()).hasSize(26).doesNotHaveDuplicates();
        assertThat(story.employees()).hasSize(200);
        assertThat(story.children().stream().map(Child::group).distinct()).hasSize(26 * Story.GROUPS.size());
    }

    @Test
    void theFirstFamiliesHaveAStoryOfTheirOwn() {
        Family first = story.families().get(0);
        assertThat(first.parents()).hasSize(2);
        assertThat(first.children().get(0).answers()).containsOnly(Answer.YES);
        assertThat(first.children().get(1).answers()).containsOnly(Answer.NEVER_ASKED);
        Family second = story.families().get(1);
        assertThat(second.parents()).hasSize(2);
        assertThat(second.children().get(1).born())
                .isEqualTo(TODAY.minusYears(16).plusDays(3));
        assertThat(second.children().get(1).account()).isEqualTo("child4");
        assertThat(story.families().get(2).children().get(0).answers()).containsOnly(Answer.NO);
    }

    @Test
    void photosOnSocialMediaRestOnPhotos() {
        assertThat(story.children())
                .noneMatch(child ->
                        child.answers().get(4) == Answer.YES && child.answers().get(3) != Answer.YES);
    }

    @Test
    void writesToNobodyWhoExists() {
        List<Story.Guardian> parents = story.families().stream()
                .flatMap(family -> family.parents().stream())
                .toList();
        assertThat(parents).allMatch(parent -> parent.email().endsWith("@familiepost.example"));
        assertThat(parents).allMatch(parent -> parent.iban().startsWith("NL00"));
    }
}
