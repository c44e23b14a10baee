package dev.consent.jpa.model;

import dev.consent.NotPersonal;
import dev.consent.PersonalData;
import jakarta.persistence.Embeddable;

@Embeddable
public class Address {

    @PersonalData(purpose = Purposes.Contact.class)
    public String street;

    @NotPersonal
    public String country;

    protected Address() {}

    public Address(String street, String country) {
        this.street = street;
        this.country = country;
    }
}
