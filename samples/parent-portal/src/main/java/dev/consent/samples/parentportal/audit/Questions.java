package dev.consent.samples.parentportal.audit;

import dev.consent.SubjectId;
import dev.consent.decision.PastDecision;
import dev.consent.erasure.Backlog;
import dev.consent.erasure.Obligation;
import dev.consent.erasure.Receipt;
import dev.consent.jpa.Consent;
import dev.consent.jpa.audit.Answer;
import dev.consent.jpa.audit.PurposeShare;
import dev.consent.jpa.audit.PurposeStanding;
import dev.consent.samples.parentportal.family.Child;
import dev.consent.samples.parentportal.family.Children;
import dev.consent.samples.parentportal.web.NotThereException;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What an auditor asks. All answers come from consent; this only puts them on a page. */
@Service
class Questions {

    private static final int SHOWN = 20;

    private final Consent consent;
    private final Children children;
    private final EntityManager entities;
    private final Clock clock;

    Questions(Consent consent, Children children, EntityManager entities, Clock clock) {
        this.consent = consent;
        this.children = children;
        this.entities = entities;
        this.clock = clock;
    }

    /** Where things stand: decisions of a year, what is owed, what is proven. */
    @Transactional(readOnly = true)
    public Overview overview() {
        Instant now = clock.instant();
        LocalDate from = LocalDate.now(clock).minusYears(1);
        return new Overview(
                from,
                consent.audit().decisions(start(from), now.plusMillis(1)).all(),
                consent.erasure().backlog(),
                consent.erasure().openObligations(entities, SHOWN),
                consent.erasure().receipts(entities, SHOWN).stream()
                        .map(Proof::of)
                        .toList(),
                now);
    }

    /** Everything about one child, by its number: an auditor needs no name. */
    @Transactional(readOnly = true)
    public Dossier child(Long number, @Nullable LocalDate on) {
        if (!children.existsById(number)) {
            throw new NotThereException();
        }
        LocalDate today = LocalDate.now(clock);
        LocalDate date = on == null ? today : on;
        Instant at = date.isBefore(today) ? start(date.plusDays(1)).minusMillis(1) : clock.instant();
        SubjectId child = SubjectId.of(Child.class, number);
        return new Dossier(
                number,
                date,
                today,
                consent.audit().standing(child, at).all(),
                newestFirst(consent.audit().history(child)),
                newestFirst(consent.audit().questions(child)),
                consent.erasure().obligations(entities, child));
    }

    private List<Told> newestFirst(Answer<PastDecision> answer) {
        List<Told> told = new ArrayList<>(answer.all().stream().map(this::told).toList());
        Collections.reverse(told);
        return told;
    }

    private Told told(PastDecision decision) {
        return new Told(
                decision,
                decision.wording() == null
                        ? null
                        : consent.wordings()
                                .shown(decision.purpose(), decision.wording())
                                .map(published -> published.text())
                                .orElse(null));
    }

    private Instant start(LocalDate day) {
        return day.atStartOfDay(clock.getZone()).toInstant();
    }

    /** One decision, with the text it was made on. */
    record Told(PastDecision decision, @Nullable String text) {}

    /** One receipt, with what it counts in words. */
    record Proof(Receipt receipt, String counts) {

        static Proof of(Receipt receipt) {
            return new Proof(
                    receipt,
                    receipt.rows().entrySet().stream()
                            .map(entry -> entry.getKey() + " " + entry.getValue())
                            .collect(Collectors.joining(", ")));
        }
    }

    /** The page of the whole. */
    record Overview(
            LocalDate from,
            List<PurposeShare> shares,
            Backlog backlog,
            List<Obligation> open,
            List<Proof> receipts,
            Instant now) {

        /** How many erasures were proven: a receipt's number is its place in the chain. */
        public long proven() {
            return receipts.isEmpty() ? 0 : receipts.get(0).receipt().id();
        }

        /** How many people consented to something, counted for each purpose. */
        public long granted() {
            return shares.stream().mapToLong(PurposeShare::subjectsGranted).sum();
        }

        /** The part of all consents that was taken back, between 0 and 1. */
        public double shareWithdrawn() {
            long withdrawn =
                    shares.stream().mapToLong(PurposeShare::subjectsWithdrawn).sum();
            return granted() == 0 ? 0 : (double) withdrawn / granted();
        }
    }

    /** The page of one child. */
    record Dossier(
            Long number,
            LocalDate date,
            LocalDate today,
            List<PurposeStanding> standing,
            List<Told> history,
            List<Told> questions,
            List<Obligation> obligations) {}
}
