package dev.consent.jpa.indexes;

import dev.consent.DataSubject;
import dev.consent.NotPersonal;
import dev.consent.PersonalData;
import dev.consent.jpa.model.Purposes.Contact;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.LocalDate;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** Somebody who is looked up by what they agreed to be looked up by. */
@Entity
@DataSubject
class Customer {

    enum Tier {
        GOLD,
        SILVER
    }

    @Entity
    @NotPersonal
    static class Branch {
        @Id
        Long id;

        protected Branch() {}

        Branch(Long id) {
            this.id = id;
        }
    }

    @Id
    @GeneratedValue
    Long id;

    @PersonalData(purpose = Contact.class)
    @Nullable
    String email;

    @PersonalData(purpose = Contact.class)
    @Nullable
    Integer number;

    @PersonalData(purpose = Contact.class)
    @Nullable
    LocalDate born;

    @PersonalData(purpose = Contact.class)
    @Enumerated(EnumType.STRING)
    @Nullable
    Tier tier;

    /** Stored differently from how it is read. */
    @PersonalData(purpose = Contact.class)
    @ColumnTransformer(read = "upper(badge)", write = "lower(?)")
    @Nullable
    String badge;

    @PersonalData(purpose = Contact.class)
    @ManyToOne(fetch = FetchType.LAZY)
    @Nullable
    Branch branch;

    @NotPersonal
    @Nullable
    String nick;
}
