package dev.consent.samples.parentportal.group;

import dev.consent.SubjectId;
import dev.consent.gate.ConsentGate;
import dev.consent.samples.parentportal.family.Child;
import dev.consent.samples.parentportal.family.Children;
import dev.consent.samples.parentportal.family.Parent;
import dev.consent.samples.parentportal.grade.Grade;
import dev.consent.samples.parentportal.grade.GradeBook;
import dev.consent.samples.parentportal.location.Group;
import dev.consent.samples.parentportal.login.Access;
import dev.consent.samples.parentportal.login.Visitor;
import dev.consent.samples.parentportal.purpose.Enrolment;
import dev.consent.samples.parentportal.purpose.Grades;
import dev.consent.samples.parentportal.purpose.GroupPhotos;
import dev.consent.samples.parentportal.purpose.SocialMediaPhotos;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What those who work in a group see of its children. Nothing in here leaves out what is for the service office: the
 * fields are simply empty in work that is not done for it.
 */
@Service
class OwnGroup {

    private final Children children;
    private final Access access;
    private final GradeBook grades;
    private final ConsentGate gate;
    private final Clock clock;

    OwnGroup(Children children, Access access, GradeBook grades, ConsentGate gate, Clock clock) {
        this.children = children;
        this.access = access;
        this.grades = grades;
        this.gate = gate;
        this.clock = clock;
    }

    /** Who comes when, and who may be photographed for what. */
    @Transactional(readOnly = true)
    public Roster roster(Visitor visitor) {
        Group group = access.group(visitor);
        List<Child> all = children.inGroup(Objects.requireNonNull(group.getId()));
        List<SubjectId> subjects = all.stream().map(Child::subject).toList();
        Set<SubjectId> enrolled = gate.permitted(subjects, Enrolment.class);
        Set<SubjectId> photographed = gate.permitted(subjects, GroupPhotos.class);
        Set<SubjectId> published = gate.permitted(subjects, SocialMediaPhotos.class);
        LocalDate today = LocalDate.now(clock);
        return new Roster(
                group.getFullName(),
                all.stream()
                        .filter(child -> enrolled.contains(child.subject()))
                        .map(child -> new Row(
                                Objects.requireNonNull(child.getId()),
                                child.getName(),
                                child.age(today),
                                child.getDays(),
                                photographed.contains(child.subject()),
                                published.contains(child.subject())))
                        .toList());
    }

    /** One child of the group. */
    @Transactional(readOnly = true)
    public File file(Visitor visitor, Long id) {
        Child child = access.child(visitor, id);
        return new File(
                child,
                child.age(LocalDate.now(clock)),
                child.getParents().stream().map(Contact::of).toList(),
                grades.ofChild(id),
                gate.permits(child.subject(), Grades.class),
                gate.permits(child.subject(), GroupPhotos.class),
                gate.permits(child.subject(), SocialMediaPhotos.class));
    }

    /** All grades of the group that may be seen, as a table for a spreadsheet. */
    @Transactional(readOnly = true)
    public String gradesAsTable(Visitor visitor) {
        return grades.ofGroup(Objects.requireNonNull(access.group(visitor).getId())).stream()
                .map(OwnGroup::line)
                .collect(Collectors.joining("", "child,course,mark,remark,given on\r\n", ""));
    }

    private static String line(Grade grade) {
        return Stream.of(
                        grade.getChild().getName(),
                        grade.getCourse(),
                        grade.getMark(),
                        grade.getRemark(),
                        grade.getGivenOn())
                .map(OwnGroup::cell)
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    /** Quoted, and never the beginning of a formula: a spreadsheet would run it. */
    private static String cell(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        String safe = text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }

    /** The children of a group. */
    record Roster(String group, List<Row> rows) {}

    /** One line of the roster. */
    record Row(
            Long id,
            @Nullable String name,
            @Nullable Integer age,
            List<DayOfWeek> days,
            boolean groupPhotos,
            boolean socialMedia) {}

    /** How to reach a parent. */
    record Contact(
            @Nullable String name,
            @Nullable String phone,
            @Nullable String email) {

        static Contact of(Parent parent) {
            return new Contact(parent.getName(), parent.getPhone(), parent.getEmail());
        }
    }

    /** One child. */
    record File(
            Child child,
            @Nullable Integer age,
            List<Contact> parents,
            List<Grade> grades,
            boolean gradesPermitted,
            boolean groupPhotos,
            boolean socialMedia) {}
}
