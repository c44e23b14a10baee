package dev.consent.samples.parentportal.office;

import dev.consent.gate.ConsentGate;
import dev.consent.samples.parentportal.family.Child;
import dev.consent.samples.parentportal.family.Children;
import dev.consent.samples.parentportal.family.Parent;
import dev.consent.samples.parentportal.location.Group;
import dev.consent.samples.parentportal.location.Groups;
import dev.consent.samples.parentportal.login.Access;
import dev.consent.samples.parentportal.login.Visitor;
import dev.consent.samples.parentportal.purpose.MedicalDetails;
import dev.consent.samples.parentportal.web.NotThereException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The files of children as the service office sees them. */
@Service
class Files {

    private final Children children;
    private final Groups groups;
    private final Access access;
    private final ConsentGate gate;
    private final Clock clock;

    Files(Children children, Groups groups, Access access, ConsentGate gate, Clock clock) {
        this.children = children;
        this.groups = groups;
        this.access = access;
        this.gate = gate;
        this.clock = clock;
    }

    /** The children of a group; without one, of the first. */
    @Transactional(readOnly = true)
    public Page ofGroup(@Nullable Long id) {
        List<Group> all = groups.inOrder();
        Group shown = all.stream()
                .filter(group -> id == null || id.equals(group.getId()))
                .findFirst()
                .orElseThrow(NotThereException::new);
        Long number = Objects.requireNonNull(shown.getId());
        return new Page(number, all, children.inGroup(number));
    }

    /** One child. */
    @Transactional(readOnly = true)
    public File file(Visitor visitor, Long id) {
        Child child = access.child(visitor, id);
        Group group = child.getGroup();
        return new File(
                child,
                group == null ? null : group.getFullName(),
                child.age(LocalDate.now(clock)),
                List.copyOf(child.getParents()),
                gate.permits(child.subject(), MedicalDetails.class));
    }

    /** The children of one group, and all groups to choose from. */
    record Page(Long group, List<Group> groups, List<Child> children) {}

    /** One child. */
    record File(
            Child child,
            @Nullable String group,
            @Nullable Integer age,
            List<Parent> parents,
            boolean medicalPermitted) {}
}
