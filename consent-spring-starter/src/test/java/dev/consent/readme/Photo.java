package dev.consent.readme;

import dev.consent.PersonalData;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import java.util.HashSet;
import java.util.Set;
import org.hibernate.envers.Audited;

// region several
@Entity
@Audited
@PersonalData(purpose = GroupPhotos.class, subject = "children")
public class Photo {

    @Id
    @GeneratedValue
    Long id;

    @ManyToMany
    Set<Pupil> children = new HashSet<>();

    byte[] picture;
    // endregion

    @SuppressWarnings("NullAway.Init")
    protected Photo() {}

    Photo(byte[] picture) {
        this.picture = picture;
    }
}
