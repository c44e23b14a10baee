package dev.consent.jpa.notice;

import dev.consent.SubjectId;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.catalog.DeclaredRecipient;
import dev.consent.catalog.DeclaredSource;
import dev.consent.jpa.transaction.OwnChanges;
import dev.consent.notice.NoticeKind;
import dev.consent.notice.NoticeState;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.hibernate.SharedSessionContract;
import org.hibernate.StatelessSession;

/**
 * Writes notices in the transaction of what they tell. It works beside the persistence context of the session it is
 * given, on the same connection: it is called in the middle of a flush.
 */
public final class NoticeOutbox {

    /** The purpose came into force for the person, or ended. */
    public void changed(
            SharedSessionContract session, SubjectId subject, DeclaredPurpose purpose, boolean opened, Instant at) {
        if (purpose.recipients().isEmpty() && purpose.sources().isEmpty()) {
            return;
        }
        try (StatelessSession outbox = beside(session)) {
            cancel(outbox, opened ? NoticeKind.WITHDRAWAL : NoticeKind.DELIVER_AGAIN, subject, purpose);
            if (opened) {
                for (DeclaredSource source : purpose.sources()) {
                    outbox.insert(new NoticeRow(
                            NoticeKind.DELIVER_AGAIN,
                            subject,
                            purpose.code(),
                            source.code(),
                            at,
                            source.acknowledgeWithin()));
                }
            } else {
                tell(outbox, NoticeKind.WITHDRAWAL, subject, purpose, at);
            }
        }
    }

    /** What was kept for the purpose about these people of one kind was erased. */
    public void erased(
            SharedSessionContract session, String type, Collection<String> keys, DeclaredPurpose purpose, Instant at) {
        if (!purpose.recipients().isEmpty()) {
            try (StatelessSession outbox = beside(session)) {
                keys.stream()
                        .sorted()
                        .forEach(key -> tell(outbox, NoticeKind.ERASURE, new SubjectId(type, key), purpose, at));
            }
        }
    }

    /** Data kept for the purpose about this person was changed; told once until somebody began to hand it over. */
    public void corrected(SharedSessionContract session, SubjectId subject, DeclaredPurpose purpose, Instant at) {
        if (!purpose.recipients().isEmpty()) {
            try (StatelessSession outbox = beside(session)) {
                if (!waiting(outbox, NoticeKind.CORRECTION, subject, purpose)) {
                    tell(outbox, NoticeKind.CORRECTION, subject, purpose, at);
                }
            }
        }
    }

    /** Processing for these purposes was restricted for the person, or the restriction was lifted. */
    public void restricted(
            SharedSessionContract session,
            SubjectId subject,
            Collection<DeclaredPurpose> purposes,
            boolean lifted,
            Instant at) {
        List<DeclaredPurpose> shared = purposes.stream()
                .filter(purpose -> !purpose.recipients().isEmpty())
                .toList();
        if (!shared.isEmpty()) {
            NoticeKind kind = lifted ? NoticeKind.RESTRICTION_LIFTED : NoticeKind.RESTRICTION;
            try (StatelessSession outbox = beside(session)) {
                shared.forEach(purpose -> tell(outbox, kind, subject, purpose, at));
            }
        }
    }

    private static void tell(
            StatelessSession outbox, NoticeKind kind, SubjectId subject, DeclaredPurpose purpose, Instant at) {
        for (DeclaredRecipient recipient : purpose.recipients()) {
            outbox.insert(
                    new NoticeRow(kind, subject, purpose.code(), recipient.code(), at, recipient.acknowledgeWithin()));
        }
    }

    /** Nobody was told yet, so nobody need be told. */
    private static void cancel(StatelessSession outbox, NoticeKind kind, SubjectId subject, DeclaredPurpose purpose) {
        OwnChanges.make(outbox.createMutationQuery("update " + NoticeRow.NAME + " n set n.state = :cancelled" + WAITING)
                .setParameter("cancelled", NoticeState.CANCELLED)
                .setParameter("kind", kind)
                .setParameter("type", subject.type())
                .setParameter("key", subject.key())
                .setParameter("purpose", purpose.code())
                .setParameter("pending", NoticeState.PENDING));
    }

    private static boolean waiting(
            StatelessSession outbox, NoticeKind kind, SubjectId subject, DeclaredPurpose purpose) {
        return outbox.createSelectionQuery("select count(*) from " + NoticeRow.NAME + " n" + WAITING, Long.class)
                        .setParameter("kind", kind)
                        .setParameter("type", subject.type())
                        .setParameter("key", subject.key())
                        .setParameter("purpose", purpose.code())
                        .setParameter("pending", NoticeState.PENDING)
                        .getSingleResult()
                >= purpose.recipients().size();
    }

    private static final String WAITING = " where n.subjectType = :type and n.subjectKey = :key"
            + " and n.purpose = :purpose and n.kind = :kind and n.state = :pending and n.attempts = 0";

    private static StatelessSession beside(SharedSessionContract session) {
        return session.statelessWithOptions().connection().open();
    }
}
