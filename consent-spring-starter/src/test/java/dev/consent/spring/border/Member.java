package dev.consent.spring.border;

import dev.consent.DataSubject;
import dev.consent.LegalBasis;
import dev.consent.PersonalData;
import dev.consent.Purpose;
import dev.consent.Recipient;
import dev.consent.SubjectId;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import org.hibernate.envers.Audited;
import org.jspecify.annotations.Nullable;

@Entity
@Audited
@DataSubject
public class Member {

    @Recipient(
            code = "printer",
            name = "The printer",
            role = Recipient.Role.PROCESSOR,
            agreement = "P-1",
            agreedOn = "2026-01-31")
    public interface Printer {}

    @Purpose(code = "magazine", title = "The magazine", basis = LegalBasis.CONSENT, recipients = Printer.class)
    public interface Magazine {}

    @Id
    @GeneratedValue
    @Nullable
    Long id;

    @PersonalData(purpose = Magazine.class)
    @Nullable
    String address;

    SubjectId subject() {
        return SubjectId.of(Member.class, String.valueOf(id));
    }
}
