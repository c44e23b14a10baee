package dev.consent.jpa.doors.club;

import dev.consent.PersonalData;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.Cacheable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import java.util.HashSet;
import java.util.Set;
import org.hibernate.annotations.BatchSize;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.annotations.Filter;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.NaturalIdCache;
import org.hibernate.envers.Audited;

/** A row that is there or not there, with a natural identifier and a subclass in the same table. */
@Entity
@Audited
@Inheritance
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
@NaturalIdCache
@BatchSize(size = 10)
@Filter(name = "veterans")
@PersonalData(purpose = Reports.class, subject = "member")
public class Note {

    @Id
    @GeneratedValue
    public Long id;

    @NaturalId
    public String code;

    @ManyToOne(fetch = FetchType.LAZY)
    public Member member;

    public String text;

    public int score;

    @Embedded
    public Occasion occasion;

    @ElementCollection
    public Set<String> tags = new HashSet<>();

    @ManyToMany(mappedBy = "favourites")
    public Set<Member> favouredBy = new HashSet<>();

    protected Note() {}

    public Note(Member member, String code, String text, int score) {
        this.member = member;
        this.code = code;
        this.text = text;
        this.score = score;
        this.occasion = new Occasion(text, score);
    }
}
