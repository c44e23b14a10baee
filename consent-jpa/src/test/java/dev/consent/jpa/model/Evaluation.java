package dev.consent.jpa.model;

import dev.consent.PersonalData;
import jakarta.persistence.CascadeType;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.envers.Audited;

@Entity
@Audited
@PersonalData(purpose = Purposes.Reports.class, subject = "pupil")
public class Evaluation {

    @Id
    @GeneratedValue
    public Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    public Pupil pupil;

    public String text;

    public int score;

    @ElementCollection
    public Set<String> tags = new HashSet<>();

    @OneToMany(mappedBy = "evaluation", cascade = CascadeType.ALL, orphanRemoval = true)
    public List<Attachment> attachments = new ArrayList<>();

    @ManyToMany(mappedBy = "favourites")
    public Set<Pupil> favouredBy = new HashSet<>();

    protected Evaluation() {}

    public Evaluation(Pupil pupil, String text, int score) {
        this.pupil = pupil;
        this.text = text;
        this.score = score;
    }
}
