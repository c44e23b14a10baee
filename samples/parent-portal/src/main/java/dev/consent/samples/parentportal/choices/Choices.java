package dev.consent.samples.parentportal.choices;

import dev.consent.GuardianRule;
import dev.consent.Purpose;
import dev.consent.SubjectId;
import dev.consent.Wording;
import dev.consent.decision.Agreement;
import dev.consent.decision.ConsentState;
import dev.consent.decision.Decision;
import dev.consent.decision.PastDecision;
import dev.consent.decision.PublishedWording;
import dev.consent.decision.Standing;
import dev.consent.erasure.Obligation;
import dev.consent.gate.ConsentGate;
import dev.consent.jpa.Consent;
import dev.consent.samples.parentportal.family.Child;
import dev.consent.samples.parentportal.login.Access;
import dev.consent.samples.parentportal.login.Visitor;
import dev.consent.samples.parentportal.purpose.Benefits;
import dev.consent.samples.parentportal.purpose.Enrolment;
import dev.consent.samples.parentportal.purpose.Grades;
import dev.consent.samples.parentportal.purpose.GroupPhotos;
import dev.consent.samples.parentportal.purpose.LearningProgress;
import dev.consent.samples.parentportal.purpose.MedicalDetails;
import dev.consent.samples.parentportal.purpose.SocialMediaPhotos;
import dev.consent.samples.parentportal.web.NotThereException;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What families are asked about a child, and what becomes of their answers. */
@Service
class Choices {

    private static final List<Class<?>> ASKED = List.of(
            Grades.class, LearningProgress.class, MedicalDetails.class, GroupPhotos.class, SocialMediaPhotos.class);
    private static final List<Class<?>> NOT_ASKED = List.of(Enrolment.class, Benefits.class);

    private final Access access;
    private final Consent consent;
    private final ConsentGate gate;
    private final EntityManager entities;
    private final Clock clock;

    Choices(Access access, Consent consent, ConsentGate gate, EntityManager entities, Clock clock) {
        this.access = access;
        this.consent = consent;
        this.gate = gate;
        this.entities = entities;
        this.clock = clock;
    }

    /** The questions about one child, and how they were answered. That an open question was shown is recorded. */
    @Transactional
    public Page page(Visitor visitor, Long id, Locale language) {
        Child child = access.child(visitor, id);
        SubjectId subject = child.subject();
        String name = child.getName();
        boolean enrolled = gate.permits(subject, Enrolment.class);
        if (enrolled) {
            consent.decide(entities, questions(visitor, subject, language));
        }
        List<PastDecision> history = consent.history(entities, subject);
        List<Obligation> erasures = consent.erasure().obligations(entities, subject);
        Instant now = clock.instant();
        boolean ofAge = consent.guardians()
                .comesOfAge(entities, subject)
                .filter(birthday -> !now.isBefore(birthday))
                .isPresent();
        List<Choice> choices = ASKED.stream()
                .map(purpose -> choice(visitor, subject, purpose, language, history, erasures))
                .toList();
        return new Page(id, name, choices, NOT_ASKED.stream().map(Choices::code).toList(), enrolled, ofAge, now);
    }

    private Choice choice(
            Visitor visitor,
            SubjectId subject,
            Class<?> purpose,
            Locale language,
            List<PastDecision> history,
            List<Obligation> erasures) {
        Obligation latest = erasures.stream()
                .filter(erasure -> code(purpose).equals(erasure.purpose()))
                .findFirst()
                .orElse(null);
        Agreement agreement = consent.guardians().agreed(entities, subject, purpose);
        Long receipt = latest == null ? null : latest.receipt();
        return new Choice(
                code(purpose),
                asked(purpose, language),
                gate.standing(subject, purpose),
                agreement.rule() == GuardianRule.ALL,
                agreement.hasAgreed(visitor.grantor().id()),
                restsOn(subject, purpose),
                latest,
                receipt == null
                        ? null
                        : consent.erasure().receipt(entities, receipt).orElse(null),
                answers(visitor, purpose, history));
    }

    private List<Decision> questions(Visitor visitor, SubjectId subject, Locale language) {
        return ASKED.stream()
                .filter(purpose -> isOpen(gate.standing(subject, purpose)))
                .map(purpose -> Decision.requested(subject, purpose, visitor.grantor())
                        .shown(asked(purpose, language).wording())
                        .through("web"))
                .toList();
    }

    /** Whether an answer is waited for: the first one, or one to a text that has changed. */
    private static boolean isOpen(Standing standing) {
        return standing.state() == ConsentState.UNKNOWN || standing.state().open() || standing.toBeRenewed();
    }

    private PublishedWording asked(Class<?> purpose, Locale language) {
        return consent.wordings().current(purpose, language).orElseThrow();
    }

    private @Nullable String restsOn(SubjectId subject, Class<?> purpose) {
        return Stream.of(declared(purpose).requires())
                .filter(base -> !gate.permits(subject, base))
                .map(Choices::code)
                .findFirst()
                .orElse(null);
    }

    private static List<Choice.Answered> answers(Visitor visitor, Class<?> purpose, List<PastDecision> history) {
        List<Choice.Answered> answers = history.stream()
                .filter(decision -> decision.purpose().equals(code(purpose)))
                .map(decision ->
                        new Choice.Answered(decision, decision.grantor().equals(visitor.grantor())))
                .collect(Collectors.toList());
        Collections.reverse(answers);
        return answers;
    }

    /**
     * Puts an answer into effect.
     *
     * @throws dev.consent.decision.DecisionRefusedException when it cannot be recorded; nothing was changed
     * @throws dev.consent.gate.ConsentRequiredException when the contract is over, so that there is nothing to agree to
     */
    @Transactional
    public void answer(Visitor visitor, Long id, Form form) {
        SubjectId child = access.child(visitor, id).subject();
        Class<?> purpose = ASKED.stream()
                .filter(asked -> code(asked).equals(form.purpose()))
                .findFirst()
                .orElseThrow(NotThereException::new);
        gate.require(child, Enrolment.class);
        Standing standing = gate.standing(child, purpose);
        consent.decide(
                entities,
                Decision.answered(child, purpose, form.yes(), standing, visitor.grantor())
                        .shown(read(purpose, form))
                        .unchangedSince(form.seen())
                        .through("web"));
    }

    private Wording read(Class<?> purpose, Form form) {
        return consent.wordings().of(purpose).stream()
                .map(PublishedWording::wording)
                .filter(wording -> wording.version().equals(form.version())
                        && wording.language().equals(form.language()))
                .findFirst()
                .orElseThrow(NotThereException::new);
    }

    private static Purpose declared(Class<?> purpose) {
        return Objects.requireNonNull(purpose.getAnnotation(Purpose.class));
    }

    private static String code(Class<?> purpose) {
        return declared(purpose).code();
    }

    /** One answer, with what was on the page it was given on. */
    record Form(String purpose, String version, String language, Instant seen, boolean yes) {}

    /** All questions about one child. */
    record Page(
            Long child,
            @Nullable String name,
            List<Choice> asked,
            List<String> notAsked,
            boolean enrolled,
            boolean ofAge,
            Instant seen) {}
}
