package dev.consent.jpa.bench.model;

import dev.consent.PersonalData;
import jakarta.persistence.Entity;
import jakarta.persistence.Index;
import jakarta.persistence.Table;

/** Hidden column by column: five columns of three purposes. */
@Entity
@Table(
        name = "column_evaluation",
        indexes = {
            @Index(name = "column_evaluation_coach", columnList = "coach, writtenOn, id"),
            @Index(name = "column_evaluation_pupil", columnList = "pupil_id"),
            @Index(name = "column_evaluation_email", columnList = "email")
        })
public class ColumnEvaluation extends Evaluation {

    @PersonalData(purpose = Purposes.Contact.class, subject = "pupil")
    public String email;

    @PersonalData(purpose = Purposes.Contact.class, subject = "pupil")
    public String phone;

    @PersonalData(purpose = Purposes.Reports.class, subject = "pupil")
    public String text;

    @PersonalData(purpose = Purposes.Reports.class, subject = "pupil")
    public String advice;

    @PersonalData(purpose = Purposes.Care.class, subject = "pupil")
    public String diagnosis;

    @Override
    public void write(String email, String phone, String text, String advice, String diagnosis) {
        this.email = email;
        this.phone = phone;
        this.text = text;
        this.advice = advice;
        this.diagnosis = diagnosis;
    }

    @Override
    public void advise(String advice) {
        this.advice = advice;
    }
}
