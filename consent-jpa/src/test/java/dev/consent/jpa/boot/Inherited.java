package dev.consent.jpa.boot;

import dev.consent.PersonalData;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import java.util.HashSet;
import java.util.Set;
import org.hibernate.annotations.DiscriminatorFormula;
import org.hibernate.annotations.NaturalId;

/** Rules for the rows of subclasses that cannot be kept. */
final class Inherited {

    private Inherited() {}

    @Entity(name = "Picture")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Picture {
        @Id
        @GeneratedValue
        Long id;
    }

    @Entity(name = "GroupPicture")
    @PersonalData(purpose = Reports.class, subject = "pupils")
    static class GroupPicture extends Picture {
        @ManyToMany
        Set<Pupil> pupils = new HashSet<>();
    }

    @Entity(name = "Parcel")
    @DiscriminatorFormula("case when weight > 5 then 'heavy' else 'light' end")
    @DiscriminatorValue("light")
    static class Parcel {
        @Id
        @GeneratedValue
        Long id;

        Integer weight;

        @ManyToOne
        Pupil pupil;
    }

    @Entity(name = "HeavyParcel")
    @DiscriminatorValue("heavy")
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class HeavyParcel extends Parcel {}

    @Entity(name = "Nicknamed")
    static class Nicknamed {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne
        Pupil pupil;

        @NaturalId
        @PersonalData(purpose = Reports.class, subject = "pupil", placeholder = "none")
        String nick;
    }
}
