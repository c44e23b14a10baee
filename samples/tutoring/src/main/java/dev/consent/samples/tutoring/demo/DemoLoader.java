package dev.consent.samples.tutoring.demo;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.decision.Decision;
import dev.consent.jpa.Consent;
import dev.consent.samples.tutoring.demo.Story.Answer;
import dev.consent.samples.tutoring.demo.Story.Bill;
import dev.consent.samples.tutoring.demo.Story.Child;
import dev.consent.samples.tutoring.demo.Story.Family;
import dev.consent.samples.tutoring.demo.Story.Guardian;
import dev.consent.samples.tutoring.demo.Story.Report;
import dev.consent.samples.tutoring.demo.Story.Session;
import dev.consent.samples.tutoring.evaluation.Evaluation;
import dev.consent.samples.tutoring.evaluation.ProgressOverview;
import dev.consent.samples.tutoring.evaluation.SchoolPeriod;
import dev.consent.samples.tutoring.hours.Hours;
import dev.consent.samples.tutoring.invoice.Invoice;
import dev.consent.samples.tutoring.legacy.OldContact;
import dev.consent.samples.tutoring.pupil.Coach;
import dev.consent.samples.tutoring.pupil.Parent;
import dev.consent.samples.tutoring.pupil.Pupil;
import dev.consent.samples.tutoring.pupil.Pupils;
import dev.consent.samples.tutoring.purpose.ProgressReports;
import dev.consent.samples.tutoring.purpose.SchoolContact;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Fills an empty database with a {@link Story}, in the order an application lives it: people first, then what they
 * decide, and only then the data that rests on it.
 */
@Component
class DemoLoader implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(DemoLoader.class);
    private static final LocalTime AFTERNOON = LocalTime.of(16, 0);

    private final EntityManager entities;
    private final TransactionTemplate transaction;
    private final Consent consent;
    private final Pupils pupils;
    private final Clock clock;

    DemoLoader(EntityManager entities, TransactionTemplate transaction, Consent consent, Pupils pupils, Clock clock) {
        this.entities = entities;
        this.transaction = transaction;
        this.consent = consent;
        this.pupils = pupils;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (pupils.count() > 0) {
            return;
        }
        Story story = Storyteller.tell(LocalDate.now(clock));
        List<Long> periods = new ArrayList<>();
        List<Long> coaches = new ArrayList<>();
        transaction.executeWithoutResult(status -> {
            storePeriods(story, periods);
            storeCoaches(story, coaches);
            storeOldContacts();
        });
        int parents = 0;
        for (Family family : story.families()) {
            store(family, parents, periods, coaches, story);
            parents += family.parents().size();
        }
        LOG.info(
                "Demo data: {} pupils, {} parents, {} coaches", story.children().size(), parents, coaches.size());
    }

    private void storePeriods(Story story, List<Long> numbers) {
        story.periods().forEach(quarter -> {
            SchoolPeriod period =
                    new SchoolPeriod(quarter.schoolYear(), quarter.number(), quarter.start(), quarter.end());
            entities.persist(period);
            numbers.add(period.getId());
        });
    }

    private void storeCoaches(Story story, List<Long> numbers) {
        story.coaches().forEach(name -> {
            Coach coach = new Coach(name, "coach" + (numbers.size() + 1));
            entities.persist(coach);
            numbers.add(coach.getId());
        });
    }

    private void storeOldContacts() {
        LocalDate imported = LocalDate.now(clock).minusYears(6);
        for (int number = 1; number <= 3; number++) {
            entities.persist(
                    new OldContact("Contact " + number, "020 000 00 0" + number, "bellen na vieren", imported));
        }
    }

    private void store(Family family, int parentsBefore, List<Long> periods, List<Long> coaches, Story story) {
        List<Long> parents = new ArrayList<>();
        List<Long> children = new ArrayList<>();
        transaction.executeWithoutResult(status -> {
            for (Guardian guardian : family.parents()) {
                String account = "parent" + (parentsBefore + parents.size() + 1);
                Parent parent = new Parent(guardian.name(), guardian.email(), account);
                entities.persist(parent);
                parents.add(parent.getId());
            }
            for (Child child : family.children()) {
                children.add(store(child, parents, coaches.get(child.coach())));
            }
        });
        for (int index = 0; index < children.size(); index++) {
            Child child = family.children().get(index);
            Long id = children.get(index);
            String billedTo = family.parents().get(0).name();
            transaction.executeWithoutResult(status -> {
                decide(id, child, parents.get(0));
                storeLife(id, child, billedTo, periods, story);
            });
            if (child.reports() == Answer.YES_AND_LATER_NO) {
                transaction.executeWithoutResult(status -> consent.decide(
                        entities,
                        Decision.withdrawn(
                                        SubjectId.of(Pupil.class, id),
                                        ProgressReports.class,
                                        Grantor.parent(parents.get(0)))
                                .through("web")));
            }
        }
    }

    private Long store(Child child, List<Long> parents, Long coach) {
        Pupil pupil = new Pupil(
                child.givenName(),
                child.familyName(),
                child.school(),
                child.grade(),
                child.startedOn(),
                "pupil" + child.number());
        pupil.joins(
                entities.getReference(Coach.class, coach),
                new LinkedHashSet<>(parents.stream()
                        .map(id -> entities.getReference(Parent.class, id))
                        .toList()));
        entities.persist(pupil);
        return Objects.requireNonNull(pupil.getId());
    }

    private void decide(Long id, Child child, Long parent) {
        answer(id, ProgressReports.class, child.reports(), parent);
        answer(id, SchoolContact.class, child.contact(), parent);
    }

    private void answer(Long id, Class<?> purpose, Answer answer, Long parent) {
        var subject = SubjectId.of(Pupil.class, id);
        Grantor grantor = Grantor.parent(parent);
        switch (answer) {
            case YES, YES_AND_LATER_NO ->
                consent.decide(
                        entities,
                        Decision.given(subject, purpose, grantor)
                                .through("paper")
                                .provenBy("intake-form-" + id));
            case NO ->
                consent.decide(
                        entities, Decision.refused(subject, purpose, grantor).through("paper"));
            case NEVER_ASKED -> {}
        }
    }

    private void storeLife(Long id, Child child, String billedTo, List<Long> periods, Story story) {
        Pupil pupil = entities.find(Pupil.class, id);
        Coach coach = pupil.getCoach();
        Objects.requireNonNull(coach);
        if (child.contact() == Answer.YES) {
            pupil.hasMentor(child.mentor().name(), child.mentor().email());
        }
        storeReports(pupil, coach, child, periods, story);
        for (Session session : child.sessions()) {
            entities.persist(new Hours(pupil, coach, session.heldOn(), session.minutes(), session.topic()));
        }
        for (Bill bill : child.bills()) {
            entities.persist(
                    new Invoice(pupil, bill.number(), billedTo, bill.issuedOn(), bill.description(), bill.amount()));
        }
    }

    private void storeReports(Pupil pupil, Coach coach, Child child, List<Long> periods, Story story) {
        LocalDate today = LocalDate.now(clock);
        for (int index = 0; index < periods.size(); index++) {
            Story.Quarter quarter = story.periods().get(index);
            if (quarter.start().isAfter(today) || quarter.end().isBefore(child.startedOn())) {
                continue;
            }
            int number = index;
            SchoolPeriod period = entities.getReference(SchoolPeriod.class, periods.get(index));
            ProgressOverview overview = new ProgressOverview(pupil, period);
            child.evaluations().stream()
                    .filter(report -> report.period() == number)
                    .forEach(report -> storeReport(report, pupil, coach, period, overview));
            entities.persist(overview);
        }
    }

    private void storeReport(Report report, Pupil pupil, Coach coach, SchoolPeriod period, ProgressOverview overview) {
        Instant writtenAt = afternoon(report.writtenOn());
        Evaluation evaluation = new Evaluation(pupil, coach, period, report.text(), report.effort(), writtenAt);
        overview.written(writtenAt);
        whenThere(report.sentOn(), moment -> {
            evaluation.sent(moment);
            overview.sent(moment);
        });
        whenThere(report.openedOn(), overview::opened);
        entities.persist(evaluation);
    }

    private void whenThere(@Nullable LocalDate date, Consumer<Instant> action) {
        if (date != null) {
            action.accept(afternoon(date));
        }
    }

    private Instant afternoon(LocalDate date) {
        return date.atTime(AFTERNOON).atZone(clock.getZone()).toInstant();
    }
}
