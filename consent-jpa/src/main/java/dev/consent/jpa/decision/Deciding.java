package dev.consent.jpa.decision;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.decision.ConsentState;
import dev.consent.decision.Decision;
import dev.consent.decision.DecisionRefusedException;
import dev.consent.decision.Recorded;
import dev.consent.decision.Standing;
import dev.consent.jpa.guardian.Family;
import dev.consent.jpa.subject.SubjectMasks;
import dev.consent.jpa.subject.SubjectMasks.Lock;
import dev.consent.jpa.wording.Versions;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Decisions that are put into effect, in the transaction of a session. */
final class Deciding extends Change {

    Deciding(Means means, Session session, Instant now) {
        super(means, session, now);
    }

    /** One of those about whom is decided. */
    private final class Person {

        final SubjectId subject;
        final Map<DeclaredPurpose, Decision> wanted = new LinkedHashMap<>();
        final Map<String, ConsentRecord> records = new HashMap<>();
        final Map<DeclaredPurpose, Hearing> hearings = new HashMap<>();
        Family family = Family.OF_NO_MATTER;
        OptionalLong known = OptionalLong.empty();
        long mask;
        private @Nullable Boolean going;

        Person(SubjectId subject) {
            this.subject = subject;
        }

        /** Returns the decision that is there about the same purpose, if there is one. */
        @Nullable
        Decision add(Decision decision, DeclaredPurpose purpose) {
            return wanted.putIfAbsent(purpose, decision);
        }

        Decision first() {
            return wanted.values().iterator().next();
        }

        /** What was read is read again when it is needed: whatever a session holds, each flush looks at. */
        void release() {
            records.values().forEach(session::detach);
            hearings.values().forEach(Hearing::detach);
        }

        boolean isGoing() {
            going = going == null ? means.obligations().isGoing(session, subject) : going;
            return going;
        }

        Recorded recorded(DeclaredPurpose purpose) {
            ConsentRecord record = records.get(purpose.code());
            return record == null ? Recorded.NOTHING : record.recorded(purpose, versions(purpose));
        }

        Hearing hearing(DeclaredPurpose purpose) {
            return hearings.computeIfAbsent(purpose, unheard -> Deciding.this.hearing(subject, family, purpose));
        }

        /** What is on record after a decision. */
        ConsentState after(DeclaredPurpose purpose, Decision decision) {
            ConsentState before = recorded(purpose).state();
            if (decision.state().open() || !Hearing.isNeeded(family, purpose)) {
                return Standing.after(purpose.basis(), before, decision.state());
            }
            return hearing(purpose)
                    .voices()
                    .heard(before, decision.state(), decision.grantor().id())
                    .after(before, decision.state());
        }

        /** What will be on record once everything wanted is recorded. */
        Recorded planned(DeclaredPurpose purpose) {
            Recorded before = recorded(purpose);
            Decision decision = wanted.get(purpose);
            if (decision == null) {
                return before;
            }
            ConsentState after = after(purpose, decision);
            return isUnchanged(before.state(), decision.state(), after)
                    ? before
                    : new Recorded(after, decision.validUntil(), renewBy(purpose, decision));
        }
    }

    /** The steps are in the order in which they must happen. */
    List<Standing> decide(List<Decision> decisions) {
        Map<SubjectId, Person> people =
                new TreeMap<>(Comparator.comparing(SubjectId::type).thenComparing(SubjectId::key));
        int position = 0;
        for (Decision decision : decisions) {
            DeclaredPurpose purpose = means.purposes().of(decision.purpose());
            Decision same =
                    people.computeIfAbsent(decision.subject(), Person::new).add(decision, purpose);
            if (same != null) {
                throw new IllegalArgumentException("two decisions of one call are about the purpose '" + purpose.code()
                        + "' and the same person: those at the positions " + decisions.indexOf(same) + " and "
                        + position + ", counted from 0");
            }
            position++;
        }
        // The masks first: writers of a person's data take them before their rows, and the flush takes rows.
        people.values().forEach(person -> person.known = means.masks().lock(session, person.subject, Lock.WRITE));
        session.flush();
        for (Person person : people.values()) {
            if (person.known.isEmpty() && !means.exists().test(session, person.subject)) {
                throw DecisionRefusedException.unknownSubject(person.subject.type())
                        .among(decisions, person.first());
            }
            person.family = means.families().of(session, person.subject, now);
            person.wanted.keySet().forEach(purpose -> load(person, purpose));
            person.wanted.forEach((purpose, decision) -> {
                try {
                    check(person, purpose, decision);
                } catch (DecisionRefusedException refused) {
                    throw refused.among(decisions, decision);
                }
            });
            if (people.size() > 1) {
                person.release();
                person.records.clear();
                person.hearings.clear();
            }
        }
        for (Person person : people.values()) {
            if (people.size() > 1) {
                person.wanted.keySet().forEach(purpose -> load(person, purpose));
            }
            person.mask = person.known.isPresent() ? person.known.getAsLong() : registered(person.subject);
            // What others rest on goes first, or its end would end what the same call grants.
            person.wanted.keySet().stream()
                    .sorted(Comparator.comparingInt(this::depth))
                    .forEach(purpose -> decide(person, purpose));
            person.release();
            touched.forEach(session::detach);
            touched.clear();
        }
        return decisions.stream()
                .map(decision -> {
                    Person person = Objects.requireNonNull(people.get(decision.subject()));
                    Standing standing = standing(means.purposes().of(decision.purpose()), person::recorded);
                    return SubjectMasks.isRestricted(person.mask) ? standing.withRestriction() : standing;
                })
                .toList();
    }

    private void load(Person person, DeclaredPurpose purpose) {
        if (!person.records.containsKey(purpose.code())) {
            ConsentRecord record = find(person.subject, purpose.code());
            if (record != null) {
                person.records.put(purpose.code(), record);
            }
        }
        means.purposes().requiredBy(purpose).forEach(required -> load(person, required));
    }

    private void check(Person person, DeclaredPurpose purpose, Decision decision) {
        if (decision.state().open() && !purpose.basis().needsGrant()) {
            throw DecisionRefusedException.notBasedOnConsent(purpose);
        }
        if (decision.madeAt() != null && decision.madeAt().isAfter(now)) {
            throw DecisionRefusedException.notYetMade(purpose);
        }
        checkAuthority(person.family, purpose, decision);
        ConsentRecord record = person.records.get(purpose.code());
        if (record != null && !record.says(decision)) {
            Instant seen = decision.unchangedSince();
            if ((seen != null && record.decidedAt.isAfter(seen))
                    || (decision.madeAt() != null && record.made().isAfter(decision.madeAt()))) {
                throw DecisionRefusedException.stale(purpose);
            }
        }
        checkWording(purpose, decision);
        if (decision.state().granted()) {
            // Data that is going in several transactions must not come back half.
            if (!standing(purpose, person::recorded).inForce() && person.isGoing()) {
                throw DecisionRefusedException.erasing(purpose);
            }
            for (DeclaredPurpose required : means.purposes().requiredBy(purpose)) {
                if (!standing(required, person::planned).inForce()) {
                    throw DecisionRefusedException.prerequisiteMissing(purpose, required);
                }
            }
        }
    }

    /** Who decides for a child, and that nobody decides for those who are none. */
    private static void checkAuthority(Family family, DeclaredPurpose purpose, Decision decision) {
        if (!family.matters() || decision.state().open()) {
            return;
        }
        if (decision.grantor().role().decidesForChildren()) {
            if (!family.child()) {
                throw DecisionRefusedException.ofAge(purpose);
            }
            if (!family.guardians().contains(decision.grantor().id())) {
                throw DecisionRefusedException.noGuardian(purpose);
            }
        } else if (decision.state().granted() && Hearing.isNeeded(family, purpose)) {
            throw decision.grantor().role() == Grantor.Role.SUBJECT
                    ? DecisionRefusedException.underAge(purpose)
                    : DecisionRefusedException.guardianMissing(purpose);
        }
    }

    private void checkWording(DeclaredPurpose purpose, Decision decision) {
        Versions published = versions(purpose);
        if (published.none()) {
            return; // the application keeps its texts itself
        }
        if (decision.wording() == null) {
            if (decision.state().granted() && purpose.basis().needsGrant() && decision.evidence() == null) {
                throw DecisionRefusedException.wordingMissing(purpose);
            }
            return;
        }
        Instant worded = published
                .publishedAt(decision.wording())
                .orElseThrow(() -> DecisionRefusedException.unknownWording(purpose));
        // A text that was printed on a form before it was published here is proven by the form.
        if (decision.madeAt() != null && worded.isAfter(decision.madeAt()) && decision.evidence() == null) {
            throw DecisionRefusedException.wordingNotYetPublished(purpose);
        }
        Instant superseded = published.supersededAt(worded);
        if (decision.state().granted() && superseded != null && !superseded.isAfter(made(decision))) {
            throw DecisionRefusedException.supersededWording(purpose);
        }
    }

    private @Nullable Instant renewBy(DeclaredPurpose purpose, Decision decision) {
        Versions published = versions(purpose);
        return published.renewBy(published.wordedAt(decision.wording(), made(decision)));
    }

    private Instant made(Decision decision) {
        return decision.madeAt() == null ? now : decision.madeAt();
    }

    private Standing standing(DeclaredPurpose purpose, Function<DeclaredPurpose, Recorded> record) {
        return Standing.of(purpose.basis(), record.apply(purpose), now)
                .restingOn(means.purposes().requiredBy(purpose).stream()
                        .map(required -> standing(required, record))
                        .toList());
    }

    private void decide(Person person, DeclaredPurpose purpose) {
        Decision decision = Objects.requireNonNull(person.wanted.get(purpose));
        ConsentRecord record = person.records.get(purpose.code());
        if (decision.state().open()) {
            ask(decision, purpose, record == null ? null : record.decidedAt);
        }
        boolean first = record == null;
        Recorded before = person.recorded(purpose);
        if (record != null
                && before.state().granted()
                && !Standing.of(purpose.basis(), before, now).inForce()) {
            // It ran out, and no tick has seen it yet: what rests on it ended then, whatever is decided now.
            Instant ranOut = Objects.requireNonNullElse(before.end(), now);
            person.mask = endResting(person.subject, purpose, record, ConsentState.EXPIRED, person.mask, ranOut);
        }
        ConsentState after = person.after(purpose, decision);
        // A form on paper may name no text: signed after one changed, it renews although it says the same.
        boolean renews = decision.state().granted()
                && before.renewBy() != null
                && !before.renewBy().equals(renewBy(purpose, decision));
        boolean guarded = !decision.state().open() && Hearing.isNeeded(person.family, purpose);
        boolean known = guarded
                ? person.hearing(purpose).knows(decision, record, before.state())
                : record != null
                        && (isAskedAgain(record, decision)
                                || (record.says(decision) && !takesOver(person.family, record, decision)));
        boolean heard = !known || renews;
        if (heard && guarded) {
            person.hearing(purpose).hear(decision, before.state(), means.account());
        }
        heard &= record == null || !isUnchanged(before.state(), decision.state(), after);
        if (record == null || heard) {
            record = write(record, decision, after, purpose);
            person.records.put(purpose.code(), record);
            if (guarded && after.granted()) {
                restOnVoices(record, person.hearing(purpose), person.family, purpose);
                session.flush();
            }
        }
        Standing standing = standing(purpose, person::recorded);
        person.mask = project(person.subject, purpose, standing, person.mask, now, heard, first);
        if (!standing.inForce()) {
            person.mask =
                    endResting(person.subject, purpose, record, Standing.endedBy(standing.state()), person.mask, now);
        }
    }

    /** A question that waits for its answer is one, however often and in however many languages it is put. */
    private static boolean isAskedAgain(ConsentRecord record, Decision decision) {
        return decision.state().open() && record.state == decision.state();
    }

    /** That a question was put is recorded whether it changes what is on record or not. */
    private void ask(Decision question, DeclaredPurpose purpose, @Nullable Instant decided) {
        QuestionRow row = QuestionRow.of(session, question, purpose.code());
        if (!row.isOpen(question, decided)) {
            row.record(question, question.state(), means.account(), versions(purpose), now);
            if (row.id == null) {
                session.persist(row);
            }
            session.flush();
        }
        session.detach(row);
    }

    /** Whether somebody who has come of age says themselves what their guardians had said. */
    private static boolean takesOver(Family family, ConsentRecord record, Decision decision) {
        return family.matters()
                && record.grantorRole.decidesForChildren()
                && !decision.grantor().role().decidesForChildren();
    }

    /** Whether a decision was heard and left what is on record as it was. A grant that says something new is new. */
    private static boolean isUnchanged(ConsentState before, ConsentState decided, ConsentState after) {
        return after == before && after != decided && !(decided.granted() && after.granted());
    }

    private ConsentRecord write(
            @Nullable ConsentRecord known, Decision decision, ConsentState state, DeclaredPurpose purpose) {
        ConsentRecord record = known == null ? new ConsentRecord(decision.subject(), purpose.code()) : known;
        record.record(decision, state, means.account(), versions(purpose), now);
        if (known == null) {
            session.persist(record);
        }
        session.flush();
        return record;
    }
}
