package dev.consent.jpa.bench.model;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Index;
import jakarta.persistence.Table;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.Filter;
import org.hibernate.annotations.FilterDef;

/** By hand: a flag, kept up by the application, and a filter that each session has to enable. */
@Entity
@Table(
        name = "evaluation",
        indexes = {
            @Index(name = "evaluation_coach", columnList = "coach, writtenOn, id"),
            @Index(name = "evaluation_pupil", columnList = "pupil_id"),
            @Index(name = "evaluation_email", columnList = "email")
        })
@FilterDef(name = FlagFilterEvaluation.FILTER)
@Filter(name = FlagFilterEvaluation.FILTER, condition = "withdrawn = false")
public class FlagFilterEvaluation extends OpenEvaluation {

    public static final String FILTER = "notWithdrawn";

    @Column(nullable = false)
    @ColumnDefault("false")
    public boolean withdrawn;
}
