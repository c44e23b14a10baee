package dev.consent.samples.tutoring.evaluation;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What a coach types. */
public class EvaluationForm {

    private static final int SHORTEST = 20;
    private static final int LONGEST = 4000;
    private static final int BEST = 5;

    @Size(min = SHORTEST, max = LONGEST, message = "{evaluation.text.size}")
    private String text = "";

    @NotNull(message = "{evaluation.effort.missing}")
    @Min(value = 1, message = "{evaluation.effort.missing}")
    @Max(value = BEST, message = "{evaluation.effort.missing}")
    private @Nullable Integer effort;

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text.strip();
    }

    public @Nullable Integer getEffort() {
        return effort;
    }

    public void setEffort(@Nullable Integer effort) {
        this.effort = effort;
    }
}
