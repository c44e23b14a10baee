package dev.consent.samples.parentportal.login;

import dev.consent.Grantor;
import java.util.List;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.User;

/** Who is logged in: an account name, a role, and the number of the person's row. No name, no address. */
public final class Visitor extends User {

    private static final long serialVersionUID = 1L;

    private final Role role;

    private final Long person;

    Visitor(String account, String password, Role role, Long person) {
        super(account, password, List.of(new SimpleGrantedAuthority("ROLE_" + role)));
        this.role = role;
        this.person = person;
    }

    public Role getRole() {
        return role;
    }

    /** The number of the parent, child or employee; 0 for the auditor, who is none of these. */
    public Long getPerson() {
        return person;
    }

    public boolean is(Role asked) {
        return role == asked;
    }

    /** In which role the visitor decides about a child: as its parent, or as the child itself. */
    public Grantor grantor() {
        return switch (role) {
            case PARENT -> Grantor.parent(person);
            case CHILD -> Grantor.subject(person);
            case GROUP, OFFICE -> Grantor.staff(person);
            case AUDITOR -> throw new IllegalStateException("an auditor decides nothing");
        };
    }

    /** What one can be here. */
    public enum Role {
        PARENT,
        CHILD,
        GROUP,
        OFFICE,
        AUDITOR
    }
}
