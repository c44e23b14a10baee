package dev.consent.spring.data;

import dev.consent.PersonalData;
import dev.consent.spring.school.ProgressReports;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.hibernate.envers.Audited;
import org.jspecify.annotations.Nullable;

/** A protected row. */
@Entity
@Audited
@PersonalData(purpose = ProgressReports.class, subject = "guest")
public class Remark {

    @Id
    @GeneratedValue
    @Nullable
    Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    @Nullable
    Guest guest;

    @Nullable
    String text;
}
