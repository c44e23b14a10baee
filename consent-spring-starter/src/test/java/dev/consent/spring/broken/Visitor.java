package dev.consent.spring.broken;

import dev.consent.DataSubject;
import dev.consent.PersonalData;
import dev.consent.spring.school.ProgressReports;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;

@Entity
@DataSubject
public class Visitor {

    @Id
    @GeneratedValue
    long id;

    /** A primitive cannot be null, so it cannot be hidden. */
    @PersonalData(purpose = ProgressReports.class)
    int shoeSize;
}
