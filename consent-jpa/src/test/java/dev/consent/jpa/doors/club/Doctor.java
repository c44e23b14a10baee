package dev.consent.jpa.doors.club;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import java.util.HashSet;
import java.util.Set;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.envers.Audited;

/** Nobody's data; who comes to see a doctor is. */
@Entity
@Audited
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
public class Doctor {

    @Id
    @GeneratedValue
    public Long id;

    public String code;

    public String name;

    @OneToMany(mappedBy = "doctor")
    @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
    public Set<Visit> visits = new HashSet<>();

    protected Doctor() {}

    public Doctor(String code, String name) {
        this.code = code;
        this.name = name;
    }
}
