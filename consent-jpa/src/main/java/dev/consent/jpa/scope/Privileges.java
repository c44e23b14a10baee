package dev.consent.jpa.scope;

import dev.consent.gate.Privilege;
import dev.consent.gate.PrivilegedUse;
import dev.consent.gate.Scope;
import dev.consent.jpa.transaction.OwnTransactions;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.hibernate.SessionFactory;

/** Gives leave to read past the guards, for a reason that is recorded and for a time that ends by itself. */
public final class Privileges {

    /** A day: who needs longer asks, and is recorded, again. */
    public static final Duration LONGEST = Duration.ofHours(24);

    private final Clock clock;
    private final Supplier<String> account;

    /**
     * @param clock the clock privileges end by, whatever clock a scope may have
     */
    public Privileges(Clock clock, Supplier<String> account) {
        this.clock = clock;
        this.account = account;
    }

    private record Issued(Privileges issuer, String reason, Instant until) implements Privilege {}

    /** Records the use in a transaction of its own, and returns the current scope with the privilege. */
    public Scope open(SessionFactory factory, String reason, Duration atMost) {
        if (reason.isBlank() || reason.length() > PrivilegedUseRow.LONGEST_REASON) {
            throw new IllegalArgumentException(
                    "a privileged scope needs a reason of 1 to " + PrivilegedUseRow.LONGEST_REASON + " characters");
        }
        if (atMost.isNegative() || atMost.isZero() || atMost.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a privileged scope lasts longer than nothing and at most " + LONGEST);
        }
        Instant now = clock.instant();
        Instant until = now.plus(atMost);
        OwnTransactions.callStateless(
                factory, session -> session.insert(new PrivilegedUseRow(actor(), reason, now, until)));
        return Scope.current().withPrivilege(new Issued(this, reason, until));
    }

    private String actor() {
        String name = account.get();
        return name.length() <= 64 ? name : name.substring(0, 64);
    }

    /** Whether a scope has a privilege issued here that has not ended. */
    public boolean cover(Scope scope) {
        return scope.privilege().orElse(null) instanceof Issued issued
                && issued.issuer() == this
                && clock.instant().isBefore(issued.until());
    }

    /** The latest uses, newest first. */
    public List<PrivilegedUse> latest(EntityManager em, int limit) {
        return em
                .createQuery("from " + PrivilegedUseRow.NAME + " u order by u.id desc", PrivilegedUseRow.class)
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(PrivilegedUseRow::value)
                .toList();
    }

    /** Uses with larger numbers, in their order. */
    public List<PrivilegedUse> after(EntityManager em, long id, int limit) {
        return em
                .createQuery(
                        "from " + PrivilegedUseRow.NAME + " u where u.id > :id order by u.id", PrivilegedUseRow.class)
                .setParameter("id", id)
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(PrivilegedUseRow::value)
                .toList();
    }

    /** Uses that counted at a moment, in their order. */
    public List<PrivilegedUse> openAt(EntityManager em, Instant at) {
        return em
                .createQuery(
                        "from " + PrivilegedUseRow.NAME + " u where u.openedAt <= :at and u.until > :at order by u.id",
                        PrivilegedUseRow.class)
                .setParameter("at", at)
                .getResultList()
                .stream()
                .map(PrivilegedUseRow::value)
                .toList();
    }
}
