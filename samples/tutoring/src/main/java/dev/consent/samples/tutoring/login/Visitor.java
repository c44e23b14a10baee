package dev.consent.samples.tutoring.login;

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

    /** The number of the coach, parent or pupil; 0 for the quality manager, who is nobody's coach or parent. */
    public Long getPerson() {
        return person;
    }

    public boolean is(Role asked) {
        return role == asked;
    }

    /** What one can be here. */
    public enum Role {
        COACH,
        PARENT,
        PUPIL,
        QUALITY
    }
}
