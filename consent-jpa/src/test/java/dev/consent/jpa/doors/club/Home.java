package dev.consent.jpa.doors.club;

import dev.consent.PersonalData;
import dev.consent.jpa.model.Purposes.Contact;
import jakarta.persistence.Embeddable;

/** One hidden attribute and its visible sibling. */
@Embeddable
public class Home {

    @PersonalData(purpose = Contact.class)
    public String street;

    public String country;

    protected Home() {}

    public Home(String street, String country) {
        this.street = street;
        this.country = country;
    }
}
