package dev.consent.gate;

import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the running piece of work is done for: its purpose, its audience, the account at work, the clock, and a
 * privilege. Whoever reads personal data within a scope sees no more than the scope allows:
 *
 * <pre>{@code
 * String note = Scope.current()
 *         .withAudience(ServiceOffice.class)
 *         .withPurpose(Care.class)
 *         .get(() -> em.find(Child.class, id).medicalNote);
 * }</pre>
 *
 * <p>A scope is an immutable value. It is in force on the current thread while {@link #run}, {@link #get} or {@link #call} runs;
 * afterwards, also after an exception, the one around it is back. A new thread starts with none of it, so that what is
 * limited to an audience is hidden there. Hand a scope over with {@link #wrap}.
 *
 * <p>Every statement is answered by the scope in force when it is executed. What a persistence context has loaded stays
 * in it: give each scope an entity manager of its own.
 */
public final class Scope {

    private static final Scope NONE = new Scope(null, Set.of(), null, null, null);
    private static final ThreadLocal<Scope> CURRENT = new ThreadLocal<>();

    private final @Nullable Class<?> purpose;
    private final Set<Class<?>> audiences;
    private final @Nullable String actor;
    private final @Nullable Clock clock;
    private final @Nullable Privilege privilege;

    private Scope(
            @Nullable Class<?> purpose,
            Set<Class<?>> audiences,
            @Nullable String actor,
            @Nullable Clock clock,
            @Nullable Privilege privilege) {
        this.purpose = purpose;
        this.audiences = audiences;
        this.actor = actor;
        this.clock = clock;
        this.privilege = privilege;
    }

    /** The scope in force on this thread; without one, a scope of nothing. */
    public static Scope current() {
        Scope current = CURRENT.get();
        return current == null ? NONE : current;
    }

    /** A scope of nothing: no purpose, no audience, no actor, no clock, no privilege. */
    public static Scope none() {
        return NONE;
    }

    /**
     * The same scope for one purpose: only personal data that serves it can be read and written.
     *
     * @param marker a type annotated with {@link dev.consent.Purpose}
     */
    public Scope withPurpose(Class<?> marker) {
        return new Scope(Objects.requireNonNull(marker), audiences, actor, clock, privilege);
    }

    /**
     * The same scope for these audiences in the place of others.
     *
     * @param markers types annotated with {@link dev.consent.Audience}
     */
    public Scope withAudience(Class<?>... markers) {
        return new Scope(purpose, Set.copyOf(new LinkedHashSet<>(List.<Class<?>>of(markers))), actor, clock, privilege);
    }

    /**
     * The same scope for this account, stored with each decision.
     *
     * @param account an account number or log-in name, not blank
     */
    public Scope withActor(String account) {
        if (account.isBlank()) {
            throw new IllegalArgumentException("the actor of a scope must not be blank");
        }
        return new Scope(purpose, audiences, account, clock, privilege);
    }

    /** The same scope with a clock of its own, by which everything in it is decided, hidden and erased. */
    public Scope withClock(Clock own) {
        return new Scope(purpose, audiences, actor, Objects.requireNonNull(own), privilege);
    }

    /** The same scope with a privilege, which counts with its issuer only. */
    public Scope withPrivilege(Privilege granted) {
        return new Scope(purpose, audiences, actor, clock, Objects.requireNonNull(granted));
    }

    /** The one purpose of the work; without one, data of every purpose may be read. */
    public Optional<Class<?>> purpose() {
        return Optional.ofNullable(purpose);
    }

    /** The audiences the work is done for. */
    public Set<Class<?>> audiences() {
        return audiences;
    }

    /** The account at work; without one, the setting of the persistence unit counts. */
    public Optional<String> actor() {
        return Optional.ofNullable(actor);
    }

    /** The clock; without one, that of the persistence unit counts. */
    public Optional<Clock> clock() {
        return Optional.ofNullable(clock);
    }

    /** Leave to read past the guards. */
    public Optional<Privilege> privilege() {
        return Optional.ofNullable(privilege);
    }

    /** Runs the work with this scope in force on the current thread. */
    public void run(Runnable work) {
        get(() -> {
            work.run();
            return this;
        });
    }

    /** Runs the work with this scope in force on the current thread, and returns its result. */
    public <T extends @Nullable Object> T get(Supplier<T> work) {
        Scope outer = CURRENT.get();
        CURRENT.set(this);
        try {
            return work.get();
        } finally {
            restore(outer);
        }
    }

    /**
     * Runs the work with this scope in force on the current thread, and returns its result.
     *
     * @throws Exception what the work throws
     */
    public <T extends @Nullable Object> T call(Callable<T> work) throws Exception {
        Scope outer = CURRENT.get();
        CURRENT.set(this);
        try {
            return work.call();
        } finally {
            restore(outer);
        }
    }

    private static void restore(@Nullable Scope outer) {
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
    }

    /** The same work with this scope in force on whichever thread runs it. */
    public Runnable wrap(Runnable work) {
        return () -> run(work);
    }

    /** The same work with this scope in force on whichever thread runs it. */
    public <T extends @Nullable Object> Callable<T> wrap(Callable<T> work) {
        return () -> call(work);
    }

    /** Names what it is for, and nothing about a person. */
    @Override
    public String toString() {
        return "Scope[purpose=" + (purpose == null ? "any" : purpose.getSimpleName()) + ", audiences="
                + audiences.stream().map(Class::getSimpleName).sorted().toList()
                + (privilege == null ? "" : ", privileged until " + privilege.until()) + "]";
    }
}
