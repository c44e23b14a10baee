package dev.consent.samples.parentportal.login;

import dev.consent.samples.parentportal.family.Child;
import dev.consent.samples.parentportal.family.Children;
import dev.consent.samples.parentportal.family.Parent;
import dev.consent.samples.parentportal.family.Parents;
import dev.consent.samples.parentportal.location.Employee;
import dev.consent.samples.parentportal.location.Employees;
import dev.consent.samples.parentportal.login.Visitor.Role;
import java.util.Objects;
import java.util.Optional;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds who logs in. The account name is personal data like any other: when the contract is over it is hidden, and the
 * look-up below finds nobody.
 */
@Service
class Accounts implements UserDetailsService {

    /** A demo shows its password on the log-in page. */
    static final String PASSWORD = "welcome";

    private final Parents parents;
    private final Children children;
    private final Employees employees;
    private final String password;

    Accounts(Parents parents, Children children, Employees employees, PasswordEncoder encoder) {
        this.parents = parents;
        this.children = children;
        this.employees = employees;
        this.password = Objects.requireNonNull(encoder.encode(PASSWORD));
    }

    @Override
    @Transactional(readOnly = true)
    public UserDetails loadUserByUsername(String account) {
        return find(account)
                // The name that was typed may be a person's own; it belongs in no message and no log.
                .orElseThrow(() -> new UsernameNotFoundException("there is no such account"));
    }

    private Optional<Visitor> find(String account) {
        if (account.equals("auditor")) {
            return Optional.of(new Visitor(account, password, Role.AUDITOR, 0L));
        }
        return parents.findByAccount(account)
                .map(Parent::getId)
                .map(id -> new Visitor(account, password, Role.PARENT, id))
                .or(() -> employees.findByAccount(account).map(this::employee))
                .or(() -> children.findByAccount(account)
                        .map(Child::getId)
                        .map(id -> new Visitor(account, password, Role.CHILD, id)));
    }

    private Visitor employee(Employee employee) {
        return new Visitor(
                Objects.requireNonNull(employee.getAccount()),
                password,
                employee.getGroup() == null ? Role.OFFICE : Role.GROUP,
                Objects.requireNonNull(employee.getId()));
    }
}
