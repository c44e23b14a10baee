package dev.consent.jpa.bench.model;

import dev.consent.DataSubject;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

@Entity
@DataSubject
public class Pupil {

    @Id
    public Long id;

    protected Pupil() {}
}
