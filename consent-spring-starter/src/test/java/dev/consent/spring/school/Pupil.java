package dev.consent.spring.school;

import dev.consent.DataSubject;
import dev.consent.PersonalData;
import dev.consent.SubjectId;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import org.hibernate.envers.Audited;
import org.jspecify.annotations.Nullable;

@Entity
@Audited
@DataSubject
public class Pupil {

    @Id
    @GeneratedValue
    @Nullable
    Long id;

    @PersonalData(purpose = ProgressReports.class)
    @Nullable
    String email;

    public SubjectId subject() {
        return SubjectId.of(Pupil.class, String.valueOf(id));
    }

    public @Nullable Long id() {
        return id;
    }

    public @Nullable String email() {
        return email;
    }

    public void mailTo(String address) {
        email = address;
    }
}
