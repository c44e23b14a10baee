package dev.consent.jpa.erasure;

import dev.consent.SubjectId;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.erasure.ObligationReason;
import dev.consent.erasure.ObligationState;
import dev.consent.jpa.mapping.SubjectEntity;
import dev.consent.jpa.notice.NoticeOutbox;
import dev.consent.jpa.subject.PurposeBits;
import dev.consent.jpa.subject.SubjectMasks;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.Session;

/** Meets claimed obligations: checks again, erases, proves and marks, all in the transaction that claimed them. */
final class Meeting {

    private final Map<String, SubjectEntity> subjects;
    private final Map<String, DeclaredPurpose> purposes;
    private final PurposeBits bits;
    private final SubjectMasks masks;
    private final NoticeOutbox outbox;
    private final Eraser eraser;
    private final Clock clock;

    Meeting(
            Map<String, SubjectEntity> subjects,
            Map<String, DeclaredPurpose> purposes,
            PurposeBits bits,
            SubjectMasks masks,
            NoticeOutbox outbox,
            Eraser eraser,
            Clock clock) {
        this.subjects = subjects;
        this.purposes = purposes;
        this.bits = bits;
        this.masks = masks;
        this.outbox = outbox;
        this.eraser = eraser;
        this.clock = clock;
    }

    /** Meets claimed obligations. */
    Tally meet(Session session, List<ObligationRow> claimed) {
        Tally tally = new Tally();
        Map<List<String>, List<ObligationRow>> groups = new LinkedHashMap<>();
        for (ObligationRow row : claimed) {
            groups.computeIfAbsent(List.of(row.subjectType, row.purpose), key -> new ArrayList<>())
                    .add(row);
        }
        // Receipts come last: from the first one on, other sweeps wait for this transaction to end.
        List<Runnable> proofs = new ArrayList<>();
        groups.forEach((key, rows) -> proofs.add(meet(
                session, subjects.get(key.get(0)), Objects.requireNonNull(purposes.get(key.get(1))), rows, tally)));
        proofs.forEach(Runnable::run);
        return tally;
    }

    /** Erases, and returns what is left to do: the receipt and the marks. */
    private Runnable meet(
            Session session, SubjectEntity subject, DeclaredPurpose purpose, List<ObligationRow> rows, Tally tally) {
        Map<String, Long> locked = masks.lockFree(
                session,
                subject.type(),
                rows.stream().map(row -> row.subjectKey).toList());
        Map<String, Long> ended = new HashMap<>();
        List<ObligationRow> owed = new ArrayList<>();
        for (ObligationRow row : rows) {
            Long mask = locked.get(row.subjectKey);
            if (mask == null) {
                continue; // somebody is deciding or writing right now; the next sweep sees what came of it
            }
            if ((mask & bits.of(purpose)) != 0) {
                row.state = ObligationState.CANCELLED;
                tally.cancelled++;
            } else {
                ended.put(row.subjectKey, mask);
                owed.add(row);
            }
        }
        if (owed.isEmpty()) {
            return () -> {};
        }
        Instant startedAt = clock.instant();
        Erased erased = eraser.purpose(session, subject, purpose, ended);
        outbox.erased(session, subject.type(), ended.keySet(), purpose, clock.instant());
        for (ObligationRow row : owed) {
            Instant until = erased.keptUntil().get(row.subjectKey);
            if (until != null) {
                session.persist(new ObligationRow(
                        new SubjectId(row.subjectType, row.subjectKey),
                        ObligationReason.TERM_AFTER_PURPOSE,
                        purpose,
                        until));
            }
        }
        ReceiptRow receipt = new ReceiptRow(
                UUID.randomUUID(),
                purpose.code(),
                owed.stream().map(row -> row.reason).toList(),
                ended.size(),
                erased.counts(),
                startedAt,
                clock.instant());
        return () -> {
            ReceiptChain.append(session, receipt);
            ObligationRow.done(session, owed, receipt.id);
            tally.done += owed.size();
            tally.receipts.add(receipt.value());
        };
    }
}
