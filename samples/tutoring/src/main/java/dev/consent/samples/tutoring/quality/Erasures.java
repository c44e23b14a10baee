package dev.consent.samples.tutoring.quality;

import dev.consent.erasure.Backlog;
import dev.consent.erasure.Obligation;
import dev.consent.erasure.Receipt;
import dev.consent.jpa.Consent;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What must still be erased, and the receipts of what was. */
@Service
class Erasures {

    private static final int SHOWN = 100;

    private final Consent consent;
    private final EntityManager entities;
    private final Clock clock;

    Erasures(Consent consent, EntityManager entities, Clock clock) {
        this.consent = consent;
        this.entities = entities;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Page page() {
        Instant now = clock.instant();
        List<Duty> open = consent.erasure().openObligations(entities, SHOWN).stream()
                .map(obligation -> Duty.of(obligation, now))
                .toList();
        List<Proof> receipts = consent.erasure().receipts(entities, SHOWN).stream()
                .map(Proof::of)
                .toList();
        return new Page(consent.erasure().backlog(), open, receipts);
    }

    /** Where an open duty to erase stands. */
    enum Urgency {
        /** Its time to reconsider runs. */
        WAITING,
        /** The next sweep takes it. */
        DUE,
        /** Should have been done by now. */
        OVERDUE
    }

    /** One open duty to erase. */
    record Duty(Obligation obligation, Urgency urgency) {

        static Duty of(Obligation obligation, Instant now) {
            if (now.isAfter(obligation.dueAt())) {
                return new Duty(obligation, Urgency.OVERDUE);
            }
            boolean waiting = now.isBefore(obligation.notBefore());
            return new Duty(obligation, waiting ? Urgency.WAITING : Urgency.DUE);
        }
    }

    /** One receipt, with what it counts in words. */
    record Proof(Receipt receipt, String counts) {

        static Proof of(Receipt receipt) {
            return new Proof(
                    receipt,
                    new TreeMap<>(receipt.rows())
                            .entrySet().stream()
                                    .map(entry -> entry.getKey() + " " + entry.getValue())
                                    .collect(Collectors.joining(", ")));
        }
    }

    /** Everything on the page. */
    record Page(Backlog backlog, List<Duty> open, List<Proof> receipts) {

        public long due() {
            return open.stream().filter(duty -> duty.urgency() == Urgency.DUE).count();
        }
    }
}
