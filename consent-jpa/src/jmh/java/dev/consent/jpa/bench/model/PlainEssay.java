package dev.consent.jpa.bench.model;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** By hand: the row of an {@link Essay} for a deletion through the ORM, which would write history if it was audited. */
@Entity
@Table(name = "essay")
public class PlainEssay {

    @Id
    public Long id;

    @Column(name = "pupil_id")
    public Long pupil;

    public int score;

    public String title;

    public String text;
}
