package dev.consent.jpa.bench.model;

import jakarta.persistence.MappedSuperclass;

/** An evaluation without a rule on any of its columns. */
@MappedSuperclass
public abstract class OpenEvaluation extends Evaluation {

    public String email;

    public String phone;

    public String text;

    public String advice;

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
