package dev.consent.jpa.doors.club;

import dev.consent.PersonalData;
import dev.consent.jpa.model.Purposes.Contact;
import jakarta.persistence.Basic;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.util.function.Supplier;
import org.hibernate.annotations.LazyGroup;
import org.hibernate.envers.Audited;

/** Two attributes that are loaded when they are first read, once Hibernate has enhanced the class. */
@Entity
@Audited
public class Profile implements Supplier<String> {

    @Id
    @GeneratedValue
    public Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    public Member member;

    public String title;

    @Basic(fetch = FetchType.LAZY)
    @PersonalData(purpose = Contact.class, subject = "member")
    public String biography;

    @Basic(fetch = FetchType.LAZY)
    @LazyGroup("more")
    @PersonalData(purpose = Contact.class, subject = "member")
    public String hobbies;

    /** Reads the lazy attributes within the enhanced class. */
    @Override
    public String get() {
        return biography + ", " + hobbies;
    }

    public void rename(String to) {
        title = to;
    }

    /** Writes them there. */
    public static Profile of(Member member, String biography, String hobbies) {
        Profile profile = new Profile();
        profile.member = member;
        profile.title = "title";
        profile.biography = biography;
        profile.hobbies = hobbies;
        return profile;
    }
}
