package dev.consent.samples.tutoring.pupil;

import dev.consent.DataSubject;
import dev.consent.PersonalData;
import dev.consent.samples.tutoring.purpose.Guidance;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import org.hibernate.envers.Audited;
import org.jspecify.annotations.Nullable;

/** A parent of one or more pupils. */
@Entity
@Audited
@DataSubject
public class Parent {

    @Id
    @GeneratedValue
    private @Nullable Long id;

    @PersonalData(purpose = Guidance.class)
    private @Nullable String name;

    @PersonalData(purpose = Guidance.class)
    private @Nullable String email;

    /** The name to log in with. Once the contract is over it reads as null, so nobody can log in with it. */
    @PersonalData(purpose = Guidance.class)
    private @Nullable String account;

    protected Parent() {}

    public Parent(String name, String email, String account) {
        this.name = name;
        this.email = email;
        this.account = account;
    }

    public @Nullable Long getId() {
        return id;
    }

    public @Nullable String getName() {
        return name;
    }

    public @Nullable String getEmail() {
        return email;
    }

    public @Nullable String getAccount() {
        return account;
    }
}
