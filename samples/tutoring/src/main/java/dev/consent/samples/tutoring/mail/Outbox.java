package dev.consent.samples.tutoring.mail;

import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** All mail that went out. */
public interface Outbox extends JpaRepository<OutboxMail, Long> {

    @Query("select mail from OutboxMail mail order by mail.sentAt desc, mail.id desc")
    List<OutboxMail> newest(Limit limit);

    @Query(
            "select mail from OutboxMail mail where mail.pupil.coach.id = :coach order by mail.sentAt desc, mail.id desc")
    List<OutboxMail> newestOfCoach(Long coach, Limit limit);

    @Query("select mail from OutboxMail mail where mail.parent.id = :parent order by mail.sentAt desc, mail.id desc")
    List<OutboxMail> newestOfParent(Long parent, Limit limit);
}
