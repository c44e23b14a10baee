package dev.consent.samples.tutoring.mail;

import dev.consent.NotPersonal;
import dev.consent.PersonalData;
import dev.consent.Retain;
import dev.consent.samples.tutoring.pupil.Parent;
import dev.consent.samples.tutoring.pupil.Pupil;
import dev.consent.samples.tutoring.purpose.ProgressReports;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.Instant;
import org.hibernate.envers.Audited;
import org.jspecify.annotations.Nullable;

/** A mail to a parent about a progress report. It dies with the consent, as the report it points to. */
@Entity
@Audited
@PersonalData(purpose = ProgressReports.class, subject = "pupil")
@Retain(period = "P30D", from = "sentAt")
public class OutboxMail {

    @Id
    @GeneratedValue
    private @Nullable Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    private Pupil pupil;

    @ManyToOne(fetch = FetchType.LAZY)
    private Parent parent;

    private String recipient;

    private String subjectLine;

    @Column(length = 2000)
    private String body;

    private String link;

    @NotPersonal
    private Instant sentAt;

    protected OutboxMail() {}

    public OutboxMail(
            Pupil pupil,
            Parent parent,
            String recipient,
            String subjectLine,
            String body,
            String link,
            Instant sentAt) {
        this.pupil = pupil;
        this.parent = parent;
        this.recipient = recipient;
        this.subjectLine = subjectLine;
        this.body = body;
        this.link = link;
        this.sentAt = sentAt;
    }

    public @Nullable Long getId() {
        return id;
    }

    public String getRecipient() {
        return recipient;
    }

    public String getSubjectLine() {
        return subjectLine;
    }

    public String getBody() {
        return body;
    }

    /** The path the link in the mail leads to. */
    public String getLink() {
        return link;
    }

    public Instant getSentAt() {
        return sentAt;
    }
}
