package dev.consent.spring.data;

import dev.consent.DataSubject;
import dev.consent.PersonalData;
import dev.consent.spring.school.ProgressReports;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import org.hibernate.envers.Audited;
import org.jspecify.annotations.Nullable;

/** A person with a protected field. */
@Entity
@Audited
@DataSubject
public class Guest {

    @Id
    @GeneratedValue
    @Nullable
    Long id;

    @PersonalData(purpose = ProgressReports.class)
    @Nullable
    String email;
}
