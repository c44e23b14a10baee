package dev.consent.jpa.doors.club;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.hibernate.annotations.NotFound;
import org.hibernate.annotations.NotFoundAction;
import org.hibernate.envers.Audited;

/** Nobody's data, but it refers to protected rows and people in every way. */
@Entity
@Audited
public class Locker {

    @Id
    @GeneratedValue
    public Long id;

    public String label;

    @ManyToOne(fetch = FetchType.LAZY)
    public Note lazy;

    @ManyToOne(fetch = FetchType.EAGER)
    public Note eager;

    @ManyToOne
    @NotFound(action = NotFoundAction.IGNORE)
    public Note ignored;

    @ManyToOne(fetch = FetchType.LAZY)
    public Member lazyHolder;

    @ManyToOne(fetch = FetchType.EAGER)
    public Member eagerHolder;

    protected Locker() {}

    public Locker(String label, Note note) {
        this.label = label;
        this.lazy = note;
        this.eager = note;
        this.ignored = note;
        this.lazyHolder = note.member;
        this.eagerHolder = note.member;
    }
}
