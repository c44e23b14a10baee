package dev.consent.spring;

/**
 * Says which account is at work on the current thread; it is recorded with each decision. Declare a bean of this type to
 * replace the one that asks Spring Security.
 *
 * <p>The bean is first asked for when the first decision is recorded, so it may itself read from the database.
 */
@FunctionalInterface
public interface CurrentActor {

    /** The account that is recorded when nobody is logged in: a batch job, a sweep, a migration. */
    String SYSTEM = "system";

    /** The longest account that can be recorded. */
    int MAX_LENGTH = 64;

    /** An account number or log-in name of 1 to {@value #MAX_LENGTH} characters, {@value #SYSTEM} when there is none. */
    String account();
}
