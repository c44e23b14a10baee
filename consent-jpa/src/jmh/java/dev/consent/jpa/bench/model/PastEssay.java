package dev.consent.jpa.bench.model;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** By hand: a row of the history of an {@link Essay}, mapped so that it can be redacted through the ORM. */
@Entity
@Table(name = "essay_aud")
@IdClass(PastEssay.Key.class)
public class PastEssay {

    /** Row and revision. */
    public record Key(Long id, Integer rev) {}

    @Id
    public Long id;

    @Id
    public Integer rev;

    @Column(name = "pupil_id")
    public @Nullable Long pupil;

    public @Nullable Integer score;

    public @Nullable String title;

    public @Nullable String text;
}
