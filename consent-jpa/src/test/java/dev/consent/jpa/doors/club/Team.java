package dev.consent.jpa.doors.club;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.OrderColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.envers.Audited;

/** Nobody's data, but it gathers people and notes in lists, maps and sets. */
@Entity
@Audited
public class Team {

    @Id
    @GeneratedValue
    public Long id;

    public String name;

    @OneToMany(mappedBy = "team")
    @OrderBy("id")
    @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
    public List<Member> members = new ArrayList<>();

    @ManyToMany
    @JoinTable(name = "team_captains")
    public Set<Member> captains = new HashSet<>();

    @ManyToMany
    @JoinTable(name = "team_ranking")
    @OrderColumn(name = "place")
    public List<Member> ranking = new ArrayList<>();

    @ManyToMany
    @JoinTable(name = "team_roles")
    @MapKeyColumn(name = "role")
    public Map<String, Member> roles = new HashMap<>();

    @ManyToMany
    @JoinTable(name = "team_agenda")
    @OrderColumn(name = "place")
    public List<Note> agenda = new ArrayList<>();

    @ManyToMany
    @JoinTable(name = "team_board")
    @MapKeyColumn(name = "corner")
    public Map<String, Note> board = new HashMap<>();

    protected Team() {}

    public Team(String name) {
        this.name = name;
    }
}
