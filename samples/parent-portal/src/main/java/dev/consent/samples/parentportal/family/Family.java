package dev.consent.samples.parentportal.family;

import dev.consent.gate.ConsentGate;
import dev.consent.samples.parentportal.grade.Grade;
import dev.consent.samples.parentportal.grade.GradeBook;
import dev.consent.samples.parentportal.login.Access;
import dev.consent.samples.parentportal.login.Visitor;
import dev.consent.samples.parentportal.purpose.Enrolment;
import dev.consent.samples.parentportal.purpose.Grades;
import dev.consent.samples.parentportal.purpose.LearningProgress;
import dev.consent.samples.parentportal.tracking.Observation;
import dev.consent.samples.parentportal.tracking.Observations;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What a family sees about its children. */
@Service
class Family {

    private final Children children;
    private final Access access;
    private final GradeBook grades;
    private final Observations observations;
    private final ConsentGate gate;
    private final Clock clock;

    Family(
            Children children,
            Access access,
            GradeBook grades,
            Observations observations,
            ConsentGate gate,
            Clock clock) {
        this.children = children;
        this.access = access;
        this.grades = grades;
        this.observations = observations;
        this.gate = gate;
        this.clock = clock;
    }

    /** The children of a parent. */
    @Transactional(readOnly = true)
    public List<Summary> children(Visitor parent) {
        return children.ofParent(parent.getPerson()).stream().map(this::summary).toList();
    }

    /** One child. */
    @Transactional(readOnly = true)
    public Page child(Visitor visitor, Long id) {
        Child child = access.child(visitor, id);
        return new Page(
                summary(child),
                grades.ofChild(id),
                gate.permits(child.subject(), Grades.class),
                observations.ofChild(id),
                gate.permits(child.subject(), LearningProgress.class));
    }

    private Summary summary(Child child) {
        return new Summary(
                Objects.requireNonNull(child.getId()),
                child.getName(),
                child.getBorn(),
                child.age(LocalDate.now(clock)),
                child.getDays(),
                Optional.ofNullable(child.getGroup())
                        .map(group -> group.getFullName())
                        .orElse(null),
                gate.permits(child.subject(), Enrolment.class));
    }

    /** What identifies a child to its family. */
    record Summary(
            Long id,
            @Nullable String name,
            @Nullable LocalDate born,
            @Nullable Integer age,
            List<DayOfWeek> days,
            @Nullable String group,
            boolean enrolled) {}

    /** What there is to be seen about one child. */
    record Page(
            Summary child,
            List<Grade> grades,
            boolean gradesPermitted,
            List<Observation> observations,
            boolean trackingPermitted) {}
}
