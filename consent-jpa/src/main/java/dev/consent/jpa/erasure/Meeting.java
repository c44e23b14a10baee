package dev.consent.jpa.erasure;

import dev.consent.catalog.DeclaredPurpose;
import dev.consent.erasure.ObligationReason;
import dev.consent.erasure.ObligationState;
import dev.consent.jpa.derived.CopyOutbox;
import dev.consent.jpa.mapping.ErasurePlan;
import dev.consent.jpa.mapping.SubjectEntity;
import dev.consent.jpa.notice.NoticeOutbox;
import dev.consent.jpa.sql.KeptStatements;
import dev.consent.jpa.sql.RoundTrip;
import dev.consent.jpa.subject.PurposeBits;
import dev.consent.jpa.subject.SubjectMasks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Meets claimed obligations: checks again, erases, proves and marks, all in the transaction that claimed them. */
final class Meeting {

    /** What receipts call it when everything about people was erased; no purpose or entity is called so. */
    static final String EVERYTHING = "the whole person";

    /** How long what was kept for a term after somebody asked to be forgotten may take once it is over. */
    private static final Duration FORGET_WITHIN = Duration.ofHours(24);

    private final ErasurePlan plan;
    private final RowKeys keys;
    private final Map<String, SubjectEntity> subjects;
    private final Map<String, DeclaredPurpose> purposes;
    private final PurposeBits bits;
    private final NoticeOutbox outbox;
    private final Journal journal;
    private final ReceiptChain receipts;
    private final Eraser eraser;
    private final Copied copied;
    private final CopyOutbox copies = new CopyOutbox();
    private final KeptStatements kept;
    private final Clock clock;

    Meeting(
            ErasurePlan plan,
            RowKeys keys,
            Copied copied,
            Map<String, SubjectEntity> subjects,
            Map<String, DeclaredPurpose> purposes,
            PurposeBits bits,
            NoticeOutbox outbox,
            Journal journal,
            ReceiptChain receipts,
            Eraser eraser,
            KeptStatements kept,
            Clock clock) {
        this.kept = kept;
        this.plan = plan;
        this.keys = keys;
        this.subjects = subjects;
        this.purposes = purposes;
        this.bits = bits;
        this.outbox = outbox;
        this.journal = journal;
        this.receipts = receipts;
        this.eraser = eraser;
        this.copied = copied;
        this.clock = clock;
    }

    /** What holds keep from this transaction. */
    Held held(Session session, List<HoldRow> holds) {
        return new Held(session, keys, plan, subjects, holds);
    }

    /**
     * Meets what was claimed, at once or not at all.
     *
     * @throws Portion.TooMuchException when it is too much for one transaction
     */
    Tally together(Session session, List<Owed> claimed, List<HoldRow> holds, int mostRows) {
        Tally tally = new Tally();
        Map<List<String>, List<Owed>> groups = new LinkedHashMap<>();
        for (Owed row : claimed) {
            tally.earliestDue = tally.earliestDue == null || row.dueAt().isBefore(tally.earliestDue)
                    ? row.dueAt()
                    : tally.earliestDue;
            if (row.erasingSince() != null) {
                tally.large.add(row.id());
            } else {
                groups.computeIfAbsent(
                                List.of(row.subjectType(), Objects.requireNonNullElse(row.purpose(), "")),
                                key -> new ArrayList<>())
                        .add(row);
            }
        }
        Marks marks = new Marks(session, kept);
        List<Group> due = new ArrayList<>();
        groups.values().forEach(rows -> {
            Group group = group(session, rows, holds, marks, tally);
            if (!group.owed().isEmpty()) {
                due.add(group);
            }
        });
        List<UUID> references =
                journal.people(session, due.stream().map(Group::owed).toList());
        Portion portion = Portion.atOnce(mostRows);
        List<Proof> proofs = new ArrayList<>();
        for (int i = 0; i < due.size(); i++) {
            Statements statements = new Statements(session, portion, kept);
            meet(session, due.get(i), references.get(i), statements, new Leaving(copied, statements), marks, tally)
                    .ifPresent(proofs::add);
        }
        prove(session, proofs, marks, tally);
        return tally;
    }

    /** Writes receipts and marks. They come last: from the first receipt on, other sweeps wait for this transaction to end. */
    private void prove(Session session, List<Proof> proofs, Marks marks, Tally tally) {
        if (proofs.isEmpty()) {
            RoundTrip trip = kept.trip(session);
            marks.add(trip);
            trip.send();
            return;
        }
        receipts.append(session, proofs.stream().map(Proof::receipt).toList(), trip -> {
            marks.add(trip);
            for (Proof proof : proofs) {
                if (!proof.met().isEmpty()) {
                    marks.met(trip, proof.met(), proof.state(), proof.receipt().number());
                }
            }
        });
        for (Proof proof : proofs) {
            tally.done += proof.met().size();
            tally.receipts.add(proof.receipt().value());
        }
    }

    /**
     * What was done, and which obligations that meets.
     *
     * @param state done, or awaiting that copies go, too
     */
    private record Proof(ReceiptRow receipt, List<Owed> met, ObligationState state) {}

    /** Takes one step in meeting an obligation that is too much for one transaction. */
    Tally step(Session session, Long id, List<HoldRow> holds, int mostRows) {
        Tally tally = new Tally();
        List<Owed> claimed = Claims.of(session, kept, List.of(id));
        if (!claimed.isEmpty()) {
            Owed owed = claimed.get(0);
            Marks marks = new Marks(session, kept);
            tally.earliestDue = owed.dueAt();
            Statements statements = new Statements(session, Portion.step(session, mostRows), kept);
            Leaving leaving = new Leaving(copied, statements);
            try {
                Group group = group(session, claimed, holds, marks, tally);
                List<Proof> proofs = new ArrayList<>();
                if (!group.owed().isEmpty()) {
                    UUID reference =
                            journal.people(session, List.of(group.owed())).get(0);
                    meet(session, group, reference, statements, leaving, marks, tally)
                            .ifPresent(proofs::add);
                }
                prove(session, proofs, marks, tally);
            } catch (Portion.EnoughException enough) {
                copies.write(
                        session,
                        erasing(owed.reference(), claimed),
                        leaving.soFar(),
                        owed.erasingSince() != null,
                        null);
                session.find(ObligationRow.class, id).erased(enough.counts(), clock.instant());
                tally.unfinished = true;
            }
        }
        return tally;
    }

    private CopyOutbox.Erasing erasing(UUID id, List<Owed> owed) {
        return new CopyOutbox.Erasing(
                id,
                rule(owed.get(0).purpose()),
                owed.stream().map(Owed::reason).toList(),
                owed.size(),
                clock.instant(),
                owed.stream().map(Owed::dueAt).min(Instant::compareTo).orElseThrow());
    }

    private static String rule(@Nullable String purpose) {
        return purpose == null ? EVERYTHING : purpose;
    }

    /**
     * People of one kind of whom something is erased for one purpose, or everything.
     *
     * @param owed those for whom it is still owed, and nothing stands in the way
     * @param ended their masks, by key
     */
    private record Group(
            SubjectEntity subject,
            @Nullable DeclaredPurpose purpose,
            List<Owed> owed,
            Map<String, Long> ended,
            Held held) {}

    private Group group(Session session, List<Owed> rows, List<HoldRow> holds, Marks marks, Tally tally) {
        SubjectEntity subject = subjects.get(rows.get(0).subjectType());
        String code = rows.get(0).purpose();
        DeclaredPurpose purpose = code == null ? null : Objects.requireNonNull(purposes.get(code));
        Held held = held(session, holds);
        Map<String, Long> ended = new HashMap<>();
        List<Owed> owed = owed(subject, purpose, rows, held, ended, marks, tally);
        return new Group(subject, purpose, owed, ended, held);
    }

    /** Erases for one group; returns the proof of it, which is to be written. */
    private Optional<Proof> meet(
            Session session,
            Group group,
            UUID reference,
            Statements statements,
            Leaving leaving,
            Marks marks,
            Tally tally) {
        SubjectEntity subject = group.subject();
        DeclaredPurpose purpose = group.purpose();
        List<Owed> owed = group.owed();
        Map<String, Long> ended = group.ended();
        Held held = group.held();
        Instant startedAt = owed.stream()
                .map(Owed::erasingSince)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(clock::instant);
        Erased erased = purpose == null
                ? eraser.people(session, subject, ended, held, statements, leaving)
                : eraser.purpose(session, subject, purpose, ended, held, statements, leaving);
        List<Owed> met = new ArrayList<>();
        for (Owed row : owed) {
            if (erased.keptBack().contains(row.subjectKey())) {
                marks.held(row);
                tally.held++;
            } else {
                met.add(row);
            }
        }
        // In several transactions, copies are waited for together.
        Owed alone = owed.size() == 1 && owed.get(0).erasingSince() != null ? owed.get(0) : null;
        boolean awaiting = copies.write(
                session,
                erasing(alone == null ? reference : alone.reference(), owed),
                leaving.all(),
                alone != null,
                met.stream().map(Owed::id).toList());
        Map<String, Long> counts = owed.size() == 1 ? owed.get(0).with(erased.counts()) : erased.counts();
        if (met.isEmpty() && counts.isEmpty()) {
            return Optional.empty();
        }
        conclude(session, subject, purpose, met, erased);
        ReceiptRow receipt = new ReceiptRow(
                reference,
                rule(owed.get(0).purpose()),
                owed.stream().map(Owed::reason).toList(),
                ended.size(),
                counts,
                startedAt,
                clock.instant());
        return Optional.of(new Proof(receipt, met, awaiting ? ObligationState.AWAITING : ObligationState.DONE));
    }

    /** Those for whom it is still owed, and nothing stands in the way. */
    private List<Owed> owed(
            SubjectEntity subject,
            @Nullable DeclaredPurpose purpose,
            List<Owed> rows,
            Held held,
            Map<String, Long> ended,
            Marks marks,
            Tally tally) {
        Set<String> heldPeople = held.people(subject.type());
        List<Owed> owed = new ArrayList<>();
        for (Owed row : rows) {
            if (heldPeople.contains(row.subjectKey())) {
                marks.held(row);
                tally.held++;
            } else if (SubjectMasks.isRestricted(row.mask())) {
                continue; // the hold that goes with it is about to be seen
            } else if (purpose != null && row.erasingSince() == null && (row.mask() & bits.of(purpose)) != 0) {
                marks.cancelled(row);
                tally.cancelled++;
            } else {
                ended.put(row.subjectKey(), row.mask());
                owed.add(row);
            }
        }
        return owed;
    }

    private void conclude(
            Session session, SubjectEntity subject, @Nullable DeclaredPurpose purpose, List<Owed> met, Erased erased) {
        if (purpose != null) {
            outbox.erased(
                    session,
                    subject.type(),
                    met.stream().map(Owed::subjectKey).distinct().toList(),
                    purpose,
                    clock.instant());
        }
        for (Owed row : met) {
            Instant until = erased.keptUntil().get(row.subjectKey());
            if (until != null) {
                session.persist(
                        purpose == null
                                ? new ObligationRow(
                                        row.subject(),
                                        ObligationReason.FORGET,
                                        null,
                                        row.requestedAt(),
                                        until,
                                        until.plus(FORGET_WITHIN))
                                : new ObligationRow(
                                        row.subject(), ObligationReason.TERM_AFTER_PURPOSE, purpose, until));
            }
        }
    }
}
