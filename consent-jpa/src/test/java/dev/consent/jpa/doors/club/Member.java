package dev.consent.jpa.doors.club;

import dev.consent.DataSubject;
import dev.consent.PersonalData;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Enrolment;
import jakarta.persistence.Cacheable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.annotations.BatchSize;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.annotations.Fetch;
import org.hibernate.annotations.FetchMode;
import org.hibernate.annotations.Filter;
import org.hibernate.annotations.FilterDef;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.NaturalIdCache;
import org.hibernate.envers.Audited;
import org.hibernate.envers.NotAudited;

/** A person, each of whose fields is protected by itself. Cached wherever Hibernate can, if it were allowed to. */
@Entity
@Audited
@DataSubject
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
@NaturalIdCache
@FilterDef(name = "veterans", defaultCondition = "1 = 0")
@Filter(name = "veterans")
@NamedQuery(name = "Member.email", query = "select m.email from Member m where m.id = :member")
public class Member {

    @Id
    @GeneratedValue
    public Long id;

    @Version
    public int version;

    @NaturalId
    public String number;

    @PersonalData(purpose = Enrolment.class)
    public String name;

    @PersonalData(purpose = Contact.class)
    public String email;

    @PersonalData(purpose = Contact.class)
    public Integer age;

    public Integer level;

    @Embedded
    public Home home;

    @ManyToOne(fetch = FetchType.LAZY)
    public Team team;

    @ElementCollection
    @PersonalData(purpose = Contact.class)
    public Set<String> phones = new HashSet<>();

    @ElementCollection
    @PersonalData(purpose = Contact.class)
    public List<Relative> relatives = new ArrayList<>();

    @ElementCollection
    @OrderColumn
    @PersonalData(purpose = Contact.class)
    public List<String> nicknames = new ArrayList<>();

    @ElementCollection
    @MapKeyColumn(name = "site")
    @PersonalData(purpose = Contact.class)
    public Map<String, String> accounts = new HashMap<>();

    @OneToMany(mappedBy = "member")
    @OrderBy("text, id")
    @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
    public List<Note> notes = new ArrayList<>();

    @NotAudited
    @OneToMany(mappedBy = "member")
    @Fetch(FetchMode.SUBSELECT)
    public Set<Note> notesBySubselect = new HashSet<>();

    @NotAudited
    @OneToMany(mappedBy = "member")
    @BatchSize(size = 10)
    public Set<Note> notesInBatches = new HashSet<>();

    @ManyToMany
    @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
    public Set<Note> favourites = new HashSet<>();

    protected Member() {}

    public Member(String number, String name) {
        this.number = number;
        this.name = name;
    }
}
