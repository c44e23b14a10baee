package dev.consent.samples.parentportal.demo;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.decision.Decision;
import dev.consent.gate.Scope;
import dev.consent.jpa.Consent;
import dev.consent.samples.parentportal.demo.Story.Answer;
import dev.consent.samples.parentportal.demo.Story.Family;
import dev.consent.samples.parentportal.demo.Story.Guardian;
import dev.consent.samples.parentportal.demo.Story.Mark;
import dev.consent.samples.parentportal.family.Child;
import dev.consent.samples.parentportal.family.Children;
import dev.consent.samples.parentportal.family.Parent;
import dev.consent.samples.parentportal.grade.Grade;
import dev.consent.samples.parentportal.location.Employee;
import dev.consent.samples.parentportal.location.Group;
import dev.consent.samples.parentportal.location.Location;
import dev.consent.samples.parentportal.purpose.Grades;
import dev.consent.samples.parentportal.purpose.GroupPhotos;
import dev.consent.samples.parentportal.purpose.LearningProgress;
import dev.consent.samples.parentportal.purpose.MedicalDetails;
import dev.consent.samples.parentportal.purpose.SocialMediaPhotos;
import dev.consent.samples.parentportal.tracking.Intake;
import dev.consent.samples.parentportal.trackingsystem.TrackingSystem;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Fills an empty database with a {@link Story}, in the order an application lives it: people first, then the consents
 * from their forms, imported many at once and three months ago, then the data that rests on them, and then those who
 * thought again.
 */
@Component
class DemoLoader implements ApplicationRunner {

    static final List<Class<?>> ASKED = List.of(
            Grades.class, LearningProgress.class, MedicalDetails.class, GroupPhotos.class, SocialMediaPhotos.class);

    private static final Logger LOG = LoggerFactory.getLogger(DemoLoader.class);
    private static final Duration SINCE = Duration.ofDays(90);
    private static final int AT_ONCE = 100;

    /** Everything in one call is looked through with each decision of it, so an import goes in smaller parts. */
    private static final int IMPORTED_AT_ONCE = 20;

    /** Of so many consents one is taken back: with what rests on others and ends with them, that makes 0.4 %. */
    private static final int ONE_IN = 300;

    private static final int WITHDRAWAL_DAYS = 6;

    private final EntityManager entities;
    private final TransactionTemplate transaction;
    private final Consent consent;
    private final Children children;
    private final TrackingSystem trackingSystem;
    private final Intake intake;
    private final Clock clock;
    private final int families;

    DemoLoader(
            EntityManager entities,
            TransactionTemplate transaction,
            Consent consent,
            Children children,
            TrackingSystem trackingSystem,
            Intake intake,
            Clock clock,
            @Value("${portal.families}") int families) {
        this.entities = entities;
        this.transaction = transaction;
        this.consent = consent;
        this.children = children;
        this.trackingSystem = trackingSystem;
        this.intake = intake;
        this.clock = clock;
        this.families = families;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (children.count() == 0) {
            load(Storyteller.tell(LocalDate.now(clock), families));
        }
        trackingSystem.enrol(children.numbers());
        intake.takeIn();
    }

    private void load(Story story) {
        List<Long> groups = storeLocations(story);
        List<Known> known = storeFamilies(story, groups);
        Instant imported = clock.instant().minus(SINCE).truncatedTo(ChronoUnit.SECONDS);
        at(imported, () -> inParts(known, IMPORTED_AT_ONCE, this::importConsents));
        inParts(known, AT_ONCE, this::storeFiles);
        withdrawals(known, imported);
        LOG.info(
                "Demo data: {} children, {} families, {} employees",
                known.size(),
                story.families().size(),
                story.employees().size());
    }

    private List<Long> storeLocations(Story story) {
        List<Group> groups = new ArrayList<>();
        transaction.executeWithoutResult(status -> {
            for (String name : story.locations()) {
                Location location = new Location(name);
                entities.persist(location);
                for (String group : Story.GROUPS) {
                    groups.add(new Group(group, location));
                }
            }
            groups.forEach(entities::persist);
            story.employees()
                    .forEach(person -> entities.persist(new Employee(
                            person.name(),
                            person.account(),
                            person.group() == null ? null : groups.get(person.group()))));
        });
        return groups.stream().map(Group::getId).map(Objects::requireNonNull).toList();
    }

    private List<Known> storeFamilies(Story story, List<Long> groups) {
        List<Known> known = new ArrayList<>();
        inParts(story.families(), AT_ONCE, part -> part.forEach(family -> store(family, groups, known)));
        return known;
    }

    private void store(Family family, List<Long> groups, List<Known> known) {
        List<Parent> parents = new ArrayList<>();
        for (Guardian guardian : family.parents()) {
            Parent parent = new Parent(
                    guardian.name(), guardian.phone(), guardian.email(), guardian.iban(), "parent" + guardian.number());
            entities.persist(parent);
            parents.add(parent);
        }
        for (Story.Child child : family.children()) {
            Child stored =
                    new Child(child.givenName(), child.familyName(), child.born(), child.days(), child.account());
            stored.joins(entities.getReference(Group.class, groups.get(child.group())), new LinkedHashSet<>(parents));
            entities.persist(stored);
            known.add(new Known(
                    Objects.requireNonNull(stored.getId()),
                    parents.stream()
                            .map(Parent::getId)
                            .map(Objects::requireNonNull)
                            .toList(),
                    child));
        }
    }

    /** The consents from before, as they stand on the forms: nobody has seen a text on a screen yet. */
    private void importConsents(List<Known> part) {
        for (Known known : part) {
            known.parents()
                    .forEach(parent -> consent.guardians().appoint(entities, known.subject(), Grantor.parent(parent)));
        }
        List<Decision> decisions = new ArrayList<>();
        List<Decision> ofTheOther = new ArrayList<>();
        for (Known known : part) {
            for (int question = 0; question < ASKED.size(); question++) {
                Class<?> purpose = ASKED.get(question);
                Answer answer = known.child().answers().get(question);
                if (answer == Answer.YES) {
                    decisions.add(onPaper(Decision.given(known.subject(), purpose, known.parent()), known));
                    if (purpose == SocialMediaPhotos.class && known.parents().size() > 1) {
                        Grantor other = Grantor.parent(known.parents().get(1));
                        ofTheOther.add(onPaper(Decision.given(known.subject(), purpose, other), known));
                    }
                } else if (answer == Answer.NO) {
                    decisions.add(onPaper(Decision.refused(known.subject(), purpose, known.parent()), known));
                }
            }
        }
        consent.decide(entities, decisions);
        consent.decide(entities, ofTheOther);
    }

    private Decision onPaper(Decision decision, Known known) {
        return decision.madeAt(consent.clock().instant().minus(Duration.ofDays(10)))
                .through("paper")
                .provenBy("intake-form-" + known.child().number());
    }

    private void storeFiles(List<Known> part) {
        for (Known known : part) {
            Child child = entities.find(Child.class, known.id());
            child.costs(known.child().monthlyFee(), known.child().benefits());
            if (known.child().medicalDetails() != null) {
                child.needs(known.child().medicalDetails());
            }
            for (Mark mark : known.child().marks()) {
                entities.persist(new Grade(child, mark.course(), mark.mark(), mark.remark(), mark.givenOn()));
            }
        }
    }

    /** Some took a consent back since, and it was erased in time; the parents of child 3 did so two hours ago. */
    private void withdrawals(List<Known> known, Instant imported) {
        List<Decision> withdrawn = new ArrayList<>();
        int given = 0;
        for (Known child : known) {
            for (int question = 0; question < ASKED.size(); question++) {
                if (child.child().answers().get(question) == Answer.YES && ++given % ONE_IN == 0) {
                    withdrawn.add(Decision.withdrawn(child.subject(), ASKED.get(question), child.parent())
                            .through("web"));
                }
            }
        }
        for (int day = 0; day < WITHDRAWAL_DAYS; day++) {
            Instant moment = imported.plus(SINCE.dividedBy(WITHDRAWAL_DAYS + 1).multipliedBy(day + 1L));
            int part = day;
            at(
                    moment,
                    () -> transaction.executeWithoutResult(status -> {
                        for (int index = part; index < withdrawn.size(); index += WITHDRAWAL_DAYS) {
                            consent.decide(entities, withdrawn.get(index));
                        }
                    }));
            at(moment.plus(Duration.ofHours(13)), () -> consent.erasure().sweep());
        }
        Known third = known.get(2);
        Decision justNow = Decision.withdrawn(third.subject(), Grades.class, third.parent())
                .through("web");
        at(
                clock.instant().minus(Duration.ofHours(2)),
                () -> transaction.executeWithoutResult(status -> consent.decide(entities, justNow)));
    }

    private <T> void inParts(List<T> all, int size, Consumer<List<T>> work) {
        for (int from = 0; from < all.size(); from += size) {
            List<T> part = all.subList(from, Math.min(all.size(), from + size));
            transaction.executeWithoutResult(status -> work.accept(part));
        }
    }

    /** What happened then is recorded as of then. */
    private void at(Instant moment, Runnable work) {
        Scope.current().withClock(Clock.fixed(moment, clock.getZone())).run(work);
    }

    /** A child of the story and the row it has become. */
    private record Known(Long id, List<Long> parents, Story.Child child) {

        SubjectId subject() {
            return SubjectId.of(Child.class, id);
        }

        /** The parent who signed the form. */
        Grantor parent() {
            return Grantor.parent(parents.get(0));
        }
    }
}
