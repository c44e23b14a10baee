package dev.consent.samples.parentportal.family;

import dev.consent.DataCategory;
import dev.consent.DataSubject;
import dev.consent.PersonalData;
import dev.consent.samples.parentportal.purpose.Enrolment;
import dev.consent.samples.parentportal.purpose.ServiceOffice;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import org.hibernate.envers.Audited;
import org.jspecify.annotations.Nullable;

/** A parent of one or more children. How to reach them is for the group too, their bank account is not. */
@Entity
@Audited
@DataSubject
public class Parent {

    @Id
    @GeneratedValue
    private @Nullable Long id;

    @PersonalData(purpose = Enrolment.class)
    private @Nullable String name;

    @PersonalData(purpose = Enrolment.class, category = DataCategory.CONTACT)
    private @Nullable String phone;

    @PersonalData(purpose = Enrolment.class, category = DataCategory.CONTACT)
    private @Nullable String email;

    @PersonalData(purpose = Enrolment.class, audience = ServiceOffice.class, category = DataCategory.FINANCIAL)
    private @Nullable String iban;

    /** The name to log in with. Once the contract is over it reads as null, so nobody can log in with it. */
    @PersonalData(purpose = Enrolment.class)
    private @Nullable String account;

    protected Parent() {}

    public Parent(String name, String phone, String email, String iban, String account) {
        this.name = name;
        this.phone = phone;
        this.email = email;
        this.iban = iban;
        this.account = account;
    }

    public @Nullable Long getId() {
        return id;
    }

    public @Nullable String getName() {
        return name;
    }

    public @Nullable String getPhone() {
        return phone;
    }

    public @Nullable String getEmail() {
        return email;
    }

    public @Nullable String getIban() {
        return iban;
    }

    public @Nullable String getAccount() {
        return account;
    }
}
