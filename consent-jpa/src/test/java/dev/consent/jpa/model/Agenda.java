package dev.consent.jpa.model;

import dev.consent.NotPersonal;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.hibernate.envers.Audited;

/** Not personal, but refers to protected rows, lazily and eagerly. */
@Entity
@Audited
@NotPersonal
public class Agenda {

    @Id
    @GeneratedValue
    public Long id;

    public String room;

    @ManyToOne(fetch = FetchType.LAZY)
    public Evaluation lazy;

    @ManyToOne(fetch = FetchType.EAGER)
    public Evaluation eager;

    protected Agenda() {}

    public Agenda(String room, Evaluation lazy, Evaluation eager) {
        this.room = room;
        this.lazy = lazy;
        this.eager = eager;
    }
}
