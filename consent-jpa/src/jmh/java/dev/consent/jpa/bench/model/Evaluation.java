package dev.consent.jpa.bench.model;

import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import java.time.LocalDate;

/** What all evaluations have, and nobody protects on its own. */
@MappedSuperclass
public abstract class Evaluation {

    @Id
    public Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "pupil_id")
    public Pupil pupil;

    public int coach;

    public LocalDate writtenOn;

    public int score;

    /** Fills in the five columns that some mappings protect. */
    public abstract void write(String email, String phone, String text, String advice, String diagnosis);

    /** Changes one of them. */
    public abstract void advise(String advice);
}
