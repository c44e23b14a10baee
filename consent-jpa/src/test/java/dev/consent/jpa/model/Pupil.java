package dev.consent.jpa.model;

import dev.consent.DataSubject;
import dev.consent.NotPersonal;
import dev.consent.PersonalData;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.OneToMany;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.envers.Audited;

@Entity
@Audited
@DataSubject
public class Pupil {

    @Id
    @GeneratedValue
    public Long id;

    @PersonalData(purpose = Purposes.Enrolment.class)
    public String name;

    @PersonalData(purpose = Purposes.Contact.class)
    public String email;

    @PersonalData(purpose = {Purposes.Contact.class, Purposes.Reports.class})
    public String mentor;

    @NotPersonal
    public Integer level;

    @Embedded
    public Address address;

    @ElementCollection
    @PersonalData(purpose = Purposes.Contact.class)
    public Set<String> phones = new HashSet<>();

    @OneToMany(mappedBy = "pupil")
    public List<Evaluation> evaluations = new ArrayList<>();

    @ManyToMany
    public List<Evaluation> favourites = new ArrayList<>();

    protected Pupil() {}

    public Pupil(String name) {
        this.name = name;
    }
}
