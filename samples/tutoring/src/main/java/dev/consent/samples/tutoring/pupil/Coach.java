package dev.consent.samples.tutoring.pupil;

import dev.consent.DataSubject;
import dev.consent.PersonalData;
import dev.consent.samples.tutoring.purpose.Employment;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import org.hibernate.envers.Audited;
import org.jspecify.annotations.Nullable;

/** Someone who guides pupils. */
@Entity
@Audited
@DataSubject
public class Coach {

    @Id
    @GeneratedValue
    private @Nullable Long id;

    @PersonalData(purpose = Employment.class)
    private @Nullable String name;

    /** The name to log in with. Once the employment is over it reads as null, so nobody can log in with it. */
    @PersonalData(purpose = Employment.class)
    private @Nullable String account;

    protected Coach() {}

    public Coach(String name, String account) {
        this.name = name;
        this.account = account;
    }

    public @Nullable Long getId() {
        return id;
    }

    public @Nullable String getName() {
        return name;
    }

    public @Nullable String getAccount() {
        return account;
    }
}
