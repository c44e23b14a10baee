package dev.consent.samples.tutoring.choices;

import dev.consent.Grantor;
import dev.consent.Purpose;
import dev.consent.SubjectId;
import dev.consent.Wording;
import dev.consent.decision.Decision;
import dev.consent.decision.Standing;
import dev.consent.gate.ConsentGate;
import dev.consent.jpa.Consent;
import dev.consent.samples.tutoring.login.Access;
import dev.consent.samples.tutoring.login.Visitor;
import dev.consent.samples.tutoring.pupil.Pupil;
import dev.consent.samples.tutoring.purpose.Bookkeeping;
import dev.consent.samples.tutoring.purpose.Guidance;
import dev.consent.samples.tutoring.purpose.ProgressReports;
import dev.consent.samples.tutoring.purpose.SchoolContact;
import dev.consent.samples.tutoring.web.NotThereException;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What parents are asked about their child, and what becomes of their answers. */
@Service
class Choices {

    /** Changes with every change of the texts in the messages; each decision remembers which one was shown. */
    private static final String VERSION = "2026-11";

    private static final List<Class<?>> ASKED = List.of(ProgressReports.class, SchoolContact.class);
    private static final List<Class<?>> NOT_ASKED = List.of(Guidance.class, Bookkeeping.class);

    private final Access access;
    private final Consent consent;
    private final ConsentGate gate;
    private final EntityManager entities;
    private final MessageSource messages;

    Choices(Access access, Consent consent, ConsentGate gate, EntityManager entities, MessageSource messages) {
        this.access = access;
        this.consent = consent;
        this.gate = gate;
        this.entities = entities;
        this.messages = messages;
    }

    /** The questions about one child, and how they were answered. */
    @Transactional(readOnly = true)
    public Page page(Visitor parent, Long child) {
        Pupil pupil = access.pupil(parent, child);
        return new Page(
                pupil,
                ASKED.stream().map(purpose -> choice(pupil.subject(), purpose)).toList(),
                NOT_ASKED.stream().map(Choices::code).toList(),
                gate.permits(pupil.subject(), Guidance.class));
    }

    private Choice choice(SubjectId child, Class<?> purpose) {
        Standing standing = gate.standing(child, purpose);
        return new Choice(
                code(purpose),
                standing.state(),
                standing.inForce(),
                consent.erasure().obligations(entities, child).stream()
                        .filter(obligation -> code(purpose).equals(obligation.purpose()))
                        .findFirst()
                        .orElse(null));
    }

    /**
     * Puts an answer into effect.
     *
     * @throws dev.consent.gate.ConsentRequiredException when the contract is over, so that there is nothing to agree to
     */
    @Transactional
    public void answer(Visitor parent, Long child, String code, boolean yes, Locale language) {
        Pupil pupil = access.pupil(parent, child);
        Class<?> purpose = ASKED.stream()
                .filter(asked -> code(asked).equals(code))
                .findFirst()
                .orElseThrow(NotThereException::new);
        gate.require(pupil.subject(), Guidance.class);
        Standing standing = gate.standing(pupil.subject(), purpose);
        Decision decision =
                Decision.answered(pupil.subject(), purpose, yes, standing, Grantor.parent(parent.getPerson()));
        consent.decide(entities, decision.shown(wording(code, language)).through("web"));
    }

    /** Exactly what the page shows about a purpose, in the reader's language. */
    private Wording wording(String code, Locale language) {
        StringBuilder shown = new StringBuilder();
        for (String part : List.of("title", "meaning", "audience", "term", "question")) {
            shown.append(messages.getMessage("purpose." + code + "." + part, null, language))
                    .append('\n');
        }
        return Wording.of(VERSION, language, shown.toString());
    }

    private static String code(Class<?> purpose) {
        return Objects.requireNonNull(purpose.getAnnotation(Purpose.class)).code();
    }

    /** All questions about one child. */
    record Page(Pupil pupil, List<Choice> asked, List<String> notAsked, boolean guided) {}
}
