package dev.consent.samples.tutoring.login;

import dev.consent.samples.tutoring.login.Visitor.Role;
import dev.consent.samples.tutoring.pupil.Coach;
import dev.consent.samples.tutoring.pupil.Coaches;
import dev.consent.samples.tutoring.pupil.Parent;
import dev.consent.samples.tutoring.pupil.Parents;
import dev.consent.samples.tutoring.pupil.Pupil;
import dev.consent.samples.tutoring.pupil.Pupils;
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

    private final Coaches coaches;
    private final Parents parents;
    private final Pupils pupils;
    private final String password;

    Accounts(Coaches coaches, Parents parents, Pupils pupils, PasswordEncoder encoder) {
        this.coaches = coaches;
        this.parents = parents;
        this.pupils = pupils;
        this.password = encoder.encode(PASSWORD);
    }

    @Override
    @Transactional(readOnly = true)
    public UserDetails loadUserByUsername(String account) {
        return find(account)
                // The name that was typed may be a person's own; it belongs in no message and no log.
                .orElseThrow(() -> new UsernameNotFoundException("there is no such account"));
    }

    private Optional<Visitor> find(String account) {
        if (account.equals("quality")) {
            return Optional.of(new Visitor(account, password, Role.QUALITY, 0L));
        }
        return coaches.findByAccount(account)
                .map(Coach::getId)
                .map(id -> new Visitor(account, password, Role.COACH, id))
                .or(() -> parents.findByAccount(account)
                        .map(Parent::getId)
                        .map(id -> new Visitor(account, password, Role.PARENT, id)))
                .or(() -> pupils.findByAccount(account)
                        .map(Pupil::getId)
                        .map(id -> new Visitor(account, password, Role.PUPIL, id)));
    }
}
