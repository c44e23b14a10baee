package dev.consent.samples.parentportal.login;

import dev.consent.samples.parentportal.family.Child;
import dev.consent.samples.parentportal.family.Children;
import dev.consent.samples.parentportal.family.Parent;
import dev.consent.samples.parentportal.location.Employee;
import dev.consent.samples.parentportal.location.Employees;
import dev.consent.samples.parentportal.location.Group;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Whose child it is: each person sees their own children only. What may be known about them is consent's question. */
@Component
public class Access {

    private final Children children;
    private final Employees employees;

    Access(Children children, Employees employees) {
        this.children = children;
        this.employees = employees;
    }

    /**
     * The child, if this visitor has anything to do with it.
     *
     * @throws NotYoursException when not, and also when there is no such child: which of the two, nobody learns
     */
    @Transactional(readOnly = true)
    public Child child(Visitor visitor, Long id) {
        return children.findById(id).filter(child -> concerns(visitor, child)).orElseThrow(NotYoursException::new);
    }

    /** The group this visitor works in. */
    public Group group(Visitor visitor) {
        return ownGroup(visitor).orElseThrow(NotYoursException::new);
    }

    private boolean concerns(Visitor visitor, Child child) {
        Long person = visitor.getPerson();
        return switch (visitor.getRole()) {
            case OFFICE -> true;
            case CHILD -> person.equals(child.getId());
            case PARENT -> child.getParents().stream().map(Parent::getId).anyMatch(person::equals);
            case GROUP ->
                ownGroup(visitor)
                        .map(Group::getId)
                        .equals(Optional.ofNullable(child.getGroup()).map(Group::getId));
            case AUDITOR -> false;
        };
    }

    private Optional<Group> ownGroup(Visitor visitor) {
        return employees.findById(visitor.getPerson()).map(Employee::getGroup);
    }
}
