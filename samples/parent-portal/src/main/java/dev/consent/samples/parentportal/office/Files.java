package dev.consent.samples.parentportal.office;

import dev.consent.Grantor;
import dev.consent.gate.ConsentGate;
import dev.consent.jpa.Consent;
import dev.consent.samples.parentportal.family.Child;
import dev.consent.samples.parentportal.family.Children;
import dev.consent.samples.parentportal.family.Parent;
import dev.consent.samples.parentportal.location.Group;
import dev.consent.samples.parentportal.location.Groups;
import dev.consent.samples.parentportal.login.Access;
import dev.consent.samples.parentportal.login.Visitor;
import dev.consent.samples.parentportal.purpose.MedicalDetails;
import dev.consent.samples.parentportal.web.NotThereException;
import jakarta.persistence.EntityManager;
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
    private final Consent consent;
    private final ConsentGate gate;
    private final EntityManager entities;
    private final Clock clock;

    Files(
            Children children,
            Groups groups,
            Access access,
            Consent consent,
            ConsentGate gate,
            EntityManager entities,
            Clock clock) {
        this.children = children;
        this.groups = groups;
        this.access = access;
        this.consent = consent;
        this.gate = gate;
        this.entities = entities;
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

    /**
     * One of the parents of a child, and what it means that they decide for it no longer.
     *
     * @throws NotThereException when this is no parent of the child
     */
    @Transactional(readOnly = true)
    public Leaving leaving(Visitor visitor, Long id, Long parent) {
        Child child = access.child(visitor, id);
        return new Leaving(child, parent(child, parent), child.getParents().size() == 1);
    }

    /** Ends that a parent decides for a child and sees anything of it. What only they had agreed to ends with it. */
    @Transactional
    public void leave(Visitor visitor, Long id, Long parent) {
        Child child = access.child(visitor, id);
        child.isLeftBy(parent(child, parent));
        // Afterwards what is read anew, because less of it may be seen, is another instance.
        consent.guardians().remove(entities, child.subject(), Grantor.parent(parent));
    }

    private static Parent parent(Child child, Long id) {
        return child.getParents().stream()
                .filter(parent -> id.equals(parent.getId()))
                .findFirst()
                .orElseThrow(NotThereException::new);
    }

    /**
     * A parent who is to decide no longer.
     *
     * @param last whether nobody decides for the child then
     */
    record Leaving(Child child, Parent parent, boolean last) {}

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
