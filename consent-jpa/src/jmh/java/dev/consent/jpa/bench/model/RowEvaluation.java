package dev.consent.jpa.bench.model;

import dev.consent.PersonalData;
import jakarta.persistence.Entity;
import jakarta.persistence.Index;
import jakarta.persistence.Table;

/** Hidden as a whole. Without consent on the class path its annotation says nothing, and it is its own unprotected twin. */
@Entity
@Table(
        name = "evaluation",
        indexes = {
            @Index(name = "evaluation_coach", columnList = "coach, writtenOn, id"),
            @Index(name = "evaluation_pupil", columnList = "pupil_id"),
            @Index(name = "evaluation_email", columnList = "email")
        })
@PersonalData(purpose = Purposes.Reports.class, subject = "pupil")
public class RowEvaluation extends OpenEvaluation {}
