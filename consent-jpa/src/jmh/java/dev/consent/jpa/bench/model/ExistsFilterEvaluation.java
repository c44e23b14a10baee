package dev.consent.jpa.bench.model;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.Filter;
import org.hibernate.annotations.FilterDef;

/** By hand: a table of consents, and a filter that each session has to enable. */
@Entity
@Table(name = "evaluation")
@FilterDef(name = ExistsFilterEvaluation.FILTER)
@Filter(
        name = ExistsFilterEvaluation.FILTER,
        condition =
                "exists (select 1 from plain.given_consent g where g.pupil_id = pupil_id and g.purpose = 'reports')")
public class ExistsFilterEvaluation extends OpenEvaluation {

    public static final String FILTER = "consented";
}
